/** Small questions about paths. */
import { realpathSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';

/** Whether `path` is `folder` or lies in it; both absolute. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** `path` relative to `root`, with `/`; empty for the root itself. */
export function fromRoot(root: string, path: string): string {
  const way = relative(root, path);
  return sep === '/' ? way : way.replaceAll(sep, '/');
}

/** `folder/name`, or just the name in the root, whose own path is empty. */
export function joinRelative(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** How people write the way from the current folder to `root`: with `/`, and `.` for itself. */
export function wayTo(root: string, cwd: string): string {
  return fromRoot(realpathSync.native(cwd), root) || '.';
}
