/** Commands as people copy them into a shell. */
import type { Migration, Unit } from '../../contracts.ts';

/** Makes exactly this unit. */
export function applyCommand({ commandArguments }: Migration, { id, codemod }: Unit): string {
  return commandLine('npx', 'perfmig', 'apply', ...commandArguments, '--codemod', codemod, '--only', id);
}

/** Takes exactly this unit back. */
export function undoCommand({ id }: Unit): string {
  return commandLine('npx', 'perfmig', 'undo', '--unit', id);
}

/** Shows what has changed in these files. */
export function diffCommand(paths: readonly string[]): string {
  return commandLine('git', 'diff', '--', ...paths);
}

/** Words joined so that a POSIX shell reads them as they are. */
function commandLine(...words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
}
