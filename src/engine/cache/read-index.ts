/** Reads the project index without being a run of perfmig: for editors. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { stateFolder } from '../apply/state-folder.ts';
import { cachePath } from './cache-folder.ts';
import { unpack } from './container.ts';
import { INDEX, indexFrom, type ProjectIndex } from './project-index.ts';
import { placeStamp } from './stamp.ts';

/** The file of a project's index. @param root absolute, without symbolic links */
export function indexPath(root: string): string {
  return join(cachePath(root), INDEX);
}

/**
 * The index that the last run on a whole project has left, whichever perfmig that was; undefined where there is none,
 * or none that was made here. Never throws.
 * @param root absolute, without symbolic links
 */
export function readIndex(root: string): ProjectIndex | undefined {
  try {
    const opened = unpack(readFileSync(indexPath(root)), { place: placeStamp(root) });
    return opened.kind === 'content' && !isCommitted(stateFolder(root)) ? indexFrom(opened.content) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether git has the folder, and so others may have written it; told by git's own list, since an editor can't wait for git. */
function isCommitted(state: string): boolean {
  const list = join(gitFolder(dirname(state)), 'index');
  return existsSync(list) && readFileSync(list).includes(`${basename(state)}/cache/`);
}

/** In a worktree `.git` is a file that names the folder. */
function gitFolder(folder: string): string {
  const path = join(folder, '.git');
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return path;
  return /^gitdir: (.*)$/m.exec(readFileSync(path, 'utf8'))?.[1] ?? path;
}
