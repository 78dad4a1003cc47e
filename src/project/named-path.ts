/** Looks up the paths a user names. */
import { readdirSync, realpathSync, statSync, type Stats } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { codeOf, reasonOf, UsageError } from './errors.ts';
import { nearest } from './nearest.ts';

/** A path the user named, found. */
export interface NamedPath {
  /** As the user wrote it. */
  readonly given: string;
  /** Absolute, without symbolic links. */
  readonly path: string;
  readonly kind: 'file' | 'folder';
}

/**
 * Finds a named path.
 * @throws {UsageError} where there is nothing, or nothing that can be analysed
 */
export function namedPath(cwd: string, given: string): NamedPath {
  if (given === '') throw new UsageError('a path is empty; name a file or folder, or none for the current project');
  const absolute = resolve(cwd, given);
  const stats = statNamed(cwd, given, absolute);
  if (!stats.isDirectory() && !stats.isFile()) throw new UsageError(`neither a file nor a folder: ${given}`);
  return { given, path: realpathSync.native(absolute), kind: stats.isDirectory() ? 'folder' : 'file' };
}

function statNamed(cwd: string, given: string, absolute: string): Stats {
  try {
    return statSync(absolute);
  } catch (error) {
    const isMissing = ['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '');
    const message = isMissing
      ? `no such file or folder: ${given}${nearestExisting(cwd, absolute)}`
      : `can't read ${given}: ${reasonOf(error)}`;
    throw new UsageError(message, { cause: error });
  }
}

/** The first name on the way that is missing, and the most similar one beside it. */
function nearestExisting(cwd: string, absolute: string): string {
  let missing = absolute;
  let siblings = namesIn(dirname(missing));
  while (siblings === undefined && dirname(missing) !== missing) {
    missing = dirname(missing);
    siblings = namesIn(dirname(missing));
  }
  const near = nearest(basename(missing), siblings ?? []);
  return near === undefined ? '' : `, did you mean '${relative(cwd, join(dirname(missing), near))}'?`;
}

function namesIn(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(folder);
  } catch {
    return undefined;
  }
}
