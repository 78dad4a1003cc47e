/** Follows the symbolic links that lead out of a project; what lies in it is walked where it is. */
import { realpathSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { isInside } from './paths.ts';
import { isSourceName, SKIPPED_FOLDERS } from './source-names.ts';
import { setFor, walk, type Folder, type Found } from './walk.ts';

/**
 * Follows all links found, and those found behind them. Each real folder or file is taken once, so loops end; a link
 * to a folder around the root is never followed.
 */
export function followLinks(found: Found): void {
  const seen = new Set<string>();
  for (let link = found.links.pop(); link !== undefined; link = found.links.pop()) follow(link, found, seen);
}

function follow(link: Folder, found: Found, seen: Set<string>): void {
  const path = join(found.root, link.path);
  try {
    const target = realpathSync.native(path);
    if (isInside(found.root, target) || isInside(target, found.root) || isSkipped(found.root, target)) return;
    const stats = statSync(target);
    if (stats.isDirectory()) {
      walk(link, found, (folder) => addNew(seen, join(target, relative(link.path, folder))));
    } else if (stats.isFile() && addNew(seen, target)) {
      setFor(basename(path), found)?.add(link.path);
    }
  } catch {
    // Whoever reads it says what is wrong with it.
    if (isSourceName(link.path)) found.sources.add(link.path);
  }
}

function isSkipped(root: string, target: string): boolean {
  return relative(root, target)
    .split(sep)
    .some((name) => SKIPPED_FOLDERS.has(name));
}

function addNew(seen: Set<string>, path: string): boolean {
  if (seen.has(path)) return false;
  seen.add(path);
  return true;
}
