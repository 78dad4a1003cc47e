/** Reads a list of repositories, and looks whether each is checked out as the list says. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One repository of a list. */
export interface Repository {
  /** The folder it is checked out in. */
  readonly name: string;
  /** `owner/name` */
  readonly repo: string;
  /** As many hexadecimal digits as the list gives. */
  readonly commit: string;
  /** The command that installs what its tests need. */
  readonly install?: string;
  /** The command that runs its tests. */
  readonly test?: string;
}

/** A repository and where it is, or what is wrong with it. */
export type Checkout = Repository &
  ({ readonly kind: 'there'; readonly folder: string } | { readonly kind: 'unusable'; readonly reason: string });

/**
 * The repositories of a list, looked for under `dir`.
 * @throws {Error} where the list can't be read or isn't one
 */
export function readCorpus(file: string, dir: string): readonly Checkout[] {
  return parseList(file, readFileSync(file, 'utf8')).map((repository) => checkout(repository, dir));
}

/** @throws {Error} naming the file and the entry that is no repository */
export function parseList(file: string, text: string): readonly Repository[] {
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list)) throw new Error(`${file}: a list of repositories is wanted`);
  return list.map((entry: unknown, index) => {
    if (isRepository(entry)) return repositoryOf(entry);
    throw new Error(`${file}: entry ${index + 1} lacks "name", "repo" or "commit"`);
  });
}

function repositoryOf({ name, repo, commit, install, test }: Repository): Repository {
  return {
    ...{ name, repo, commit },
    ...(typeof install === 'string' && { install }),
    ...(typeof test === 'string' && { test }),
  };
}

function isRepository(entry: unknown): entry is Repository {
  if (typeof entry !== 'object' || entry === null) return false;
  const { name, repo, commit } = entry as Partial<Record<keyof Repository, unknown>>;
  return typeof name === 'string' && typeof repo === 'string' && typeof commit === 'string' && commit.length >= 7;
}

function checkout(repository: Repository, dir: string): Checkout {
  const folder = join(dir, repository.name);
  if (!existsSync(join(folder, '.git')))
    return { ...repository, kind: 'unusable', reason: `not checked out in ${dir}` };
  const head = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: folder, encoding: 'utf8' }).trim();
  if (isSameCommit(head, repository.commit)) return { ...repository, kind: 'there', folder };
  return {
    ...repository,
    kind: 'unusable',
    reason: `at ${head.slice(0, 10)}, not at ${repository.commit.slice(0, 10)}`,
  };
}

/** Whether one is the other, cut. */
export function isSameCommit(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}
