/** What `perfmig undo` does and says. */
import { codemods } from '../catalog/codemods.ts';
import { disk } from '../engine/apply/file-system.ts';
import { undo, type Undone } from '../engine/undo.ts';
import { OVER_LIMIT, OK } from './exit-codes.ts';
import { UsageError } from '../project/errors.ts';
import { suggestion } from '../project/nearest.ts';
import { escapeControl, escapeInJson } from '../reporters/escape.ts';
import type { UndoJson } from '../reporters/undo-json.ts';
import { writeOut } from './streams.ts';
import type { UndoFlags } from './undo.ts';

const FORMATS: ReadonlyMap<string, (undone: Undone, unit: string | undefined) => string> = new Map([
  ['pretty', prettyText],
  ['json', jsonText],
]);

/**
 * Runs the command.
 * @returns the exit code
 * @throws {PerfmigError}
 */
export async function runUndo({ unit, force, format }: UndoFlags): Promise<number> {
  const text = FORMATS.get(format);
  if (text === undefined) {
    const known = [...FORMATS.keys()];
    throw new UsageError(`unknown format '${format}'${suggestion(format, known)} (there are ${known.join(', ')})`);
  }
  const undone = await undo({
    cwd: process.cwd(),
    fs: disk,
    force: force === true,
    ...(unit !== undefined && { unit }),
    codemodsFor: (ids) => Promise.all(codemods.filter(({ id }) => ids.includes(id)).map((entry) => entry.load())),
  });
  await writeOut(text(undone, unit));
  return undone.left.length > 0 ? OVER_LIMIT : OK;
}

function prettyText(undone: Undone, unit: string | undefined): string {
  return `${linesFor(undone, unit).map(escapeControl).join('\n')}\n`;
}

function jsonText(undone: Undone, unit: string | undefined): string {
  const json: UndoJson = { version: 1, undone: undoneJson(undone, unit), left: undone.left };
  return `${escapeInJson(JSON.stringify(json, undefined, 2))}\n`;
}

function undoneJson(undone: Undone, unit: string | undefined): UndoJson['undone'] {
  if (undone.kind === 'nothing') return null;
  const { codemods: ids, started, interrupted, restored } = undone;
  return { codemods: ids, started, interrupted, unit: unit ?? null, restored };
}

function linesFor(undone: Undone, unit: string | undefined): readonly string[] {
  const left = undone.left.map((path) => `  left, edited since: ${path}`);
  const hint = left.length > 0 ? ['perfmig undo --force takes these back too; what was edited is lost then.'] : [];
  if (undone.kind === 'nothing') return ['Nothing to undo.', ...left, ...hint];
  const { codemods: ids, started, interrupted, restored } = undone;
  const what = unit === undefined ? `the apply of ${ids.join(', ')}` : `unit ${unit}`;
  const when = `${interrupted ? 'interrupted, begun' : 'of'} ${started}`;
  const count = restored.length === 1 ? '1 file' : `${restored.length} files`;
  return [`Taken back: ${what}, ${when}; ${count} restored.`, ...restored.map((path) => `  ${path}`), ...left, ...hint];
}
