/** Writes whole files or nothing. */
import { realpathSync, renameSync, rmSync, statSync, writeFileSync, type Stats } from 'node:fs';
import { OutputError, reasonOf } from '../project/errors.ts';

/**
 * Writes to a file beside the target first, so that nobody reads half a report and a full disk leaves the old one.
 * @throws {OutputError}
 */
export function writeFileAtomically(path: string, text: string): void {
  try {
    const old = statSync(path, { throwIfNoEntry: false });
    // A device or a pipe such as /dev/stdout must be written to, not replaced.
    if (old !== undefined && !old.isFile()) writeFileSync(path, text);
    else replace(old === undefined ? path : realpathSync(path), text, old);
  } catch (error) {
    throw new OutputError(`can't write ${path}: ${reasonOf(error)}`, { cause: error });
  }
}

function replace(path: string, text: string, old: Stats | undefined): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text, { flag: 'wx', mode: old?.mode ?? 0o666 });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
