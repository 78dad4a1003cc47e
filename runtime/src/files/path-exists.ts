/** The twin of `existsSync`. */
import { access } from 'node:fs/promises';
import type { PathLike } from 'node:fs';

/** Whether something is at the path; false for what is no path at all, as `existsSync` says. */
export async function pathExists(path: PathLike): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
