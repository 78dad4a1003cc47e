/** Folders of root-relative paths; the root itself is `.`. */
import { posix } from 'node:path';

/** Whether a path lies in a folder. A folder above the root holds everything. */
export function isWithin(folder: string, path: string): boolean {
  return folder === '.' || path.startsWith(`${folder}/`) || /^\.\.(?:\/\.\.)*$/.test(folder);
}

/** The way from a folder to a path in it; undefined where it lies elsewhere. */
export function within(folder: string, path: string): string | undefined {
  if (folder === '.') return path.startsWith('../') ? undefined : path;
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}

/** The folder and those around it up to the root, the nearest first. */
export function foldersAround(folder: string): readonly string[] {
  const folders = [folder];
  for (let at = folder; at !== '.' && at !== '..';) folders.push((at = posix.dirname(at)));
  return folders;
}
