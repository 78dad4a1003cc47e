/** What was asked of a repository, asked of a copy of its files elsewhere. */
import { mkdirSync, realpathSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { fromRoot, isInside } from '../project/paths.ts';
import type { InvestigateOptions } from './investigate.ts';

/**
 * The same folder and paths in the copy; the project there is another, and its cache that of the repository.
 * @param top absolute; the repository's
 * @param copy absolute; what stands for it
 */
export function optionsIn(top: string, copy: string, options: InvestigateOptions): InvestigateOptions {
  if (copy === top) return options;
  const { project, cache, ...others } = options;
  const homeOf = (root: string): string => join(top, fromRoot(copy, root));
  const rest = { ...others, ...(cache && { cache: { ...cache, homeOf } }) };
  const cwd = realpathSync.native(options.cwd);
  const moved = (path: string): string => join(copy, fromRoot(top, path));
  if (!isInside(top, cwd)) {
    return { ...rest, cwd: copy, paths: options.paths.map((path) => moved(resolve(cwd, path))) };
  }
  // The folder may hold nothing there.
  mkdirSync(moved(cwd), { recursive: true });
  const paths = options.paths.map((path) => (isAbsolute(path) ? moved(path) : path));
  return { ...rest, cwd: moved(cwd), paths };
}
