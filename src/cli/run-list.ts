/** What `perfmig list` prints. */
import { rules } from '../catalog/rules.ts';
import type { Rule } from '../contracts.ts';
import { UsageError } from '../project/errors.ts';
import { suggestion } from '../project/nearest.ts';
import { table } from '../reporters/pretty/table.ts';
import { writeOut } from './streams.ts';

type ListFormat = (rules: readonly Rule[]) => string;

const FORMATS: ReadonlyMap<string, ListFormat> = new Map([
  ['pretty', prettyList],
  ['json', jsonList],
]);

/**
 * Prints the rules.
 * @throws {UsageError} for an unknown format
 */
export async function runList(format: string): Promise<void> {
  const list = FORMATS.get(format);
  const known = [...FORMATS.keys()];
  if (list === undefined) {
    throw new UsageError(`unknown format '${format}'${suggestion(format, known)} (there are ${known.join(', ')})`);
  }
  await writeOut(list(rules));
}

function prettyList(all: readonly Rule[]): string {
  const rows = all.map(({ id, summary, appliesIn }) => [id, summary, appliesIn.join(', ')]);
  const lines = table([['rule', 'finds', 'reported in'], ...rows], ['left', 'left', 'left']);
  return `${lines.join('\n')}\n\nperfmig explain RULE says why it matters and what to do.\n`;
}

function jsonList(all: readonly Rule[]): string {
  const listed = all.map(({ id, summary, appliesIn }) => ({ id, summary, contexts: appliesIn }));
  return `${JSON.stringify({ version: 1, rules: listed }, undefined, 2)}\n`;
}
