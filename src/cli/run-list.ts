/** What `perfmig list` prints. */
import { codemods } from '../catalog/codemods.ts';
import { rules } from '../catalog/rules.ts';
import type { CodemodEntry, Rule } from '../contracts.ts';
import { UsageError } from '../project/errors.ts';
import { suggestion } from '../project/nearest.ts';
import { table } from '../reporters/pretty/table.ts';
import { writeOut } from './streams.ts';

type ListFormat = (rules: readonly Rule[], codemods: readonly CodemodEntry[]) => string;

const FORMATS: ReadonlyMap<string, ListFormat> = new Map([
  ['pretty', prettyList],
  ['json', jsonList],
]);

/**
 * Prints the rules and codemods.
 * @throws {UsageError} for an unknown format
 */
export async function runList(format: string): Promise<void> {
  const list = FORMATS.get(format);
  const known = [...FORMATS.keys()];
  if (list === undefined) {
    throw new UsageError(`unknown format '${format}'${suggestion(format, known)} (there are ${known.join(', ')})`);
  }
  await writeOut(list(rules, codemods));
}

function prettyList(all: readonly Rule[], changes: readonly CodemodEntry[]): string {
  const rows = all.map(({ id, summary, appliesIn }) => [id, summary, appliesIn.join(', ')]);
  const lines = table([['rule', 'finds', 'reported in'], ...rows], ['left', 'left', 'left']);
  const changeRows = changes.map(({ id, summary, rules: mended, safety }) => [id, summary, mended.join(', '), safety]);
  const changeLines = table([['codemod', 'does', 'mends', 'safety'], ...changeRows], ['left', 'left', 'left', 'left']);
  return `${lines.join('\n')}\n\n${changeLines.join('\n')}\n\nperfmig explain ID says why it matters and what to do.\n`;
}

function jsonList(all: readonly Rule[], changes: readonly CodemodEntry[]): string {
  const listed = all.map(({ id, summary, appliesIn }) => ({ id, summary, contexts: appliesIn }));
  const changed = changes.map(({ id, summary, rules: mended, safety }) => ({ id, summary, rules: mended, safety }));
  return `${JSON.stringify({ version: 1, rules: listed, codemods: changed }, undefined, 2)}\n`;
}
