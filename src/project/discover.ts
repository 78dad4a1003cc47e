/** Finds the files of the project that given paths belong to. */
import { basename, dirname } from 'node:path';
import type { Failure } from '../contracts.ts';
import { UsageError } from './errors.ts';
import { addExecutables, isNodeScript } from './executables.ts';
import { outerRules } from './ignore-rules.ts';
import { followLinks } from './links.ts';
import { namedPath, type NamedPath } from './named-path.ts';
import { fromRoot } from './paths.ts';
import { commonAncestor, projectRoot } from './root.ts';
import { isSourceName, SOURCE_EXTENSIONS } from './source-names.ts';
import { nothingFound, walk, type Found } from './walk.ts';

/** A project and its files. Except for the root, paths are relative to it, with `/`, and sorted. */
export interface Discovery {
  /** Absolute, without symbolic links. */
  readonly root: string;
  /** Every source file of the project: callers may live outside the given paths. */
  readonly program: readonly string[];
  /** Those inside the given paths: what a report is about. */
  readonly reported: ReadonlySet<string> | 'all';
  /** The paths the user named. */
  readonly named: readonly string[];
  /** Each package.json, tsconfig.json and the like. */
  readonly configs: readonly string[];
  readonly failures: readonly Failure[];
}

/**
 * Finds the project around `paths` (default: the current folder) and all its source files.
 * @param cwd absolute; what relative paths start from
 * @throws {UsageError} where a path doesn't exist or holds no source file
 */
export function discover(cwd: string, paths: readonly string[]): Discovery {
  const named = (paths.length === 0 ? ['.'] : paths).map((path) => namedPath(cwd, path));
  const root = projectRoot(commonAncestor(named.map(folderOf)));
  const found = nothingFound(root);
  walk({ path: '', rules: outerRules(root, found.failures) }, found);
  for (const path of named) addNamed(path, found);
  followLinks(found);
  addExecutables(found);
  const program = [...found.sources].sort();
  const reported = reportedBy(named, found, program);
  const names = named.map(({ path }) => fromRoot(root, path));
  return { root, program, reported, named: names, configs: [...found.configs].sort(), failures: found.failures };
}

function folderOf({ path, kind }: NamedPath): string {
  return kind === 'folder' ? path : dirname(path);
}

/** Adds a named file or folder that is left out as a rule. */
function addNamed({ path, kind }: NamedPath, found: Found): void {
  const name = fromRoot(found.root, path);
  if (kind === 'folder') walk({ path: name, rules: [] }, found);
  else if (isSourceName(name) || (!basename(name).includes('.') && isNodeScript(path))) found.sources.add(name);
}

function reportedBy(
  named: readonly NamedPath[],
  found: Found,
  program: readonly string[],
): ReadonlySet<string> | 'all' {
  const reported = new Set<string>();
  for (const { given, path, kind } of named) {
    const name = fromRoot(found.root, path);
    const files = kind === 'file' ? program.filter((file) => file === name) : inFolder(name, program);
    if (files.length === 0) throw kind === 'file' ? notSource(given) : noSource(given, found);
    for (const file of files) reported.add(file);
  }
  return reported.size === program.length ? 'all' : reported;
}

function inFolder(folder: string, program: readonly string[]): readonly string[] {
  return folder === '' ? program : program.filter((file) => file.startsWith(`${folder}/`));
}

function notSource(given: string): UsageError {
  return new UsageError(`not a source file: ${given}; looked for ${SOURCE_EXTENSIONS.join(' ')}`);
}

function noSource(given: string, { failures }: Found): UsageError {
  const unread = failures.filter(({ stage }) => stage === 'read').map(({ path, message }) => `${path} (${message})`);
  const unreadable = unread.length === 0 ? '' : `; could not read ${unread.slice(0, 3).join(', ')}`;
  return new UsageError(
    `no source file in ${given}: looked for ${SOURCE_EXTENSIONS.join(' ')}, ` +
      `leaving out node_modules, dist and what .gitignore names${unreadable}`,
  );
}
