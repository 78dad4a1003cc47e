/** Walks the folders of a project and collects its files. */
import { readdirSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import type { Failure } from '../contracts.ts';
import { reasonOf } from './errors.ts';
import { IGNORE_FILES, isIgnored, withIgnoreFiles, type IgnoreRules } from './ignore-rules.ts';
import { joinRelative } from './paths.ts';
import { isConfigName, isSourceName, SKIPPED_FOLDERS } from './source-names.ts';

/** A folder to look into. */
export interface Folder {
  /** Relative to the root with `/`; empty for the root itself. */
  readonly path: string;
  readonly rules: IgnoreRules;
}

/** What walks have found so far; all paths relative to the root, with `/`. */
export interface Found {
  readonly root: string;
  readonly sources: Set<string>;
  readonly configs: Set<string>;
  /** Files without an extension, which may be commands. */
  readonly bare: Set<string>;
  /** Folders that were looked into. */
  readonly folders: Set<string>;
  /** Symbolic links, which nobody has followed yet. */
  readonly links: Folder[];
  readonly failures: Failure[];
}

/** Nothing found yet. */
export function nothingFound(root: string): Found {
  return { root, sources: new Set(), configs: new Set(), bare: new Set(), folders: new Set(), links: [], failures: [] };
}

/** Walks a folder and all below it. Links are only noted down. `enter` may keep the walk out of a folder. */
export function walk(start: Folder, found: Found, enter: (path: string) => boolean = () => true): void {
  const stack: Folder[] = [start];
  for (let folder = stack.pop(); folder !== undefined; folder = stack.pop()) {
    if (found.folders.has(folder.path) || !enter(folder.path)) continue;
    found.folders.add(folder.path);
    stack.push(...look(folder, found));
  }
}

/** Collects the files of one folder; returns the folders in it to walk next. */
function look(folder: Folder, found: Found): readonly Folder[] {
  const entries = entriesOf(folder, found);
  const names = IGNORE_FILES.filter((name) => entries.some((entry) => entry.name === name && entry.isFile()));
  const sources = { root: found.root, failures: found.failures, names };
  const rules =
    names.length === 0 ? folder.rules : withIgnoreFiles(folder.rules, join(found.root, folder.path), sources);
  const next: Folder[] = [];
  for (const entry of entries) {
    const path = joinRelative(folder.path, entry.name);
    if (entry.isDirectory()) {
      if (!SKIPPED_FOLDERS.has(entry.name) && !ignored(path, rules, found, 'folder')) next.push({ path, rules });
    } else if (entry.isSymbolicLink()) {
      if (!SKIPPED_FOLDERS.has(entry.name) && !ignored(path, rules, found, 'file')) found.links.push({ path, rules });
    } else if (entry.isFile()) {
      const wanted = setFor(entry.name, found);
      if (wanted !== undefined && !ignored(path, rules, found, 'file')) wanted.add(path);
    }
  }
  return next;
}

/** Where a file of this name belongs, or undefined where nobody wants it. */
export function setFor(name: string, found: Found): Set<string> | undefined {
  if (isSourceName(name)) return found.sources;
  if (isConfigName(name)) return found.configs;
  return name.includes('.') ? undefined : found.bare;
}

function ignored(path: string, rules: IgnoreRules, { root }: Found, kind: 'file' | 'folder'): boolean {
  return rules.length > 0 && isIgnored(rules, join(root, path), kind);
}

function entriesOf({ path }: Folder, { root, failures }: Found): readonly Dirent[] {
  try {
    return readdirSync(join(root, path), { withFileTypes: true });
  } catch (error) {
    failures.push({
      path: path === '' ? '.' : path,
      stage: 'read',
      message: `can't read the folder: ${reasonOf(error)}`,
    });
    return [];
  }
}
