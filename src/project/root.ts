/** Finds the folder of the project that given paths belong to. */
import { existsSync, realpathSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, parse } from 'node:path';
import { isObject, readJson } from './json-file.ts';
import { isInside } from './paths.ts';
import { isWorkspaceOf } from './workspaces.ts';

/** The deepest folder that holds all of these folders; absolute paths. */
export function commonAncestor(folders: readonly string[]): string {
  let ancestor = folders[0] ?? process.cwd();
  while (!folders.every((folder) => isInside(ancestor, folder))) ancestor = dirname(ancestor);
  return ancestor;
}

/**
 * The workspace that the nearest package belongs to, up to the git root; else that package's folder, or without any the
 * folder itself. The callers of a package of a workspace lie in its other packages.
 */
export function projectRoot(folder: string): string {
  const own = packageRoot(folder);
  const shared = sharedFolders(own);
  for (let at = own; !existsSync(join(at, '.git')) && dirname(at) !== at;) {
    at = dirname(at);
    if (shared.has(at)) break;
    if (isWorkspaceOf(at, own)) return at;
  }
  return own;
}

/**
 * The nearest folder with a package.json, up to the git root. A package.json that only says how the files beside it are
 * to be loaded counts where there is no other.
 */
function packageRoot(folder: string): string {
  const shared = sharedFolders(folder);
  let marked: string | undefined;
  for (let at = folder; at === folder || !shared.has(at); at = dirname(at)) {
    if (existsSync(join(at, 'package.json'))) {
      if (!isMarker(at)) return at;
      marked ??= at;
    }
    if (existsSync(join(at, '.git')) || dirname(at) === at) break;
  }
  return marked ?? folder;
}

/** What only a package.json says that stands for a package. */
const PACKAGE_KEYS = ['name', 'version', 'scripts', 'bin', 'dependencies', 'devDependencies', 'workspaces'];

/** `{"type": "module"}`, as lies in many a folder. */
function isMarker(folder: string): boolean {
  const file = readJson(folder, 'package.json', 'strict');
  if (file.kind === 'failure' || !isObject(file.value)) return false;
  const json = file.value;
  return !PACKAGE_KEYS.some((key) => key in json);
}

/** The folder and all above it up to the git root, the outermost first; only itself where there is no git. */
export function upToGitRoot(folder: string): readonly string[] {
  const folders: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    folders.unshift(at);
    if (existsSync(join(at, '.git'))) return folders;
    if (dirname(at) === at) return [folder];
  }
}

/** A package.json that lies about in one of these says nothing of the folders below it. */
function sharedFolders(folder: string): ReadonlySet<string> {
  return new Set([parse(folder).root, realPath(homedir()), realPath(tmpdir())]);
}

function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
