/** What belongs to a change: `--since REF` and `--staged`. */
import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Context, Finding } from '../contracts.ts';
import { PerfmigError } from '../project/errors.ts';
import { Git, type GitFile } from '../project/git.ts';
import { fromRoot, joinRelative } from '../project/paths.ts';
import { changedLines, type ChangedLines } from './changed-lines.ts';
import { withFiles } from './checkout.ts';
import { fingerprintOf } from './fingerprint.ts';
import { investigate, type Investigation, type InvestigateOptions } from './investigate.ts';

/** A change: from a commit to the working tree or to the index. */
export interface Change {
  readonly git: Git;
  /** Undefined where there is no commit yet: everything is new. */
  readonly base: string | undefined;
}

/**
 * Finds where the change begins: where HEAD parted from `since`, else HEAD.
 * @throws {UsageError} without a repository, or for an unknown reference
 */
export async function openChange({ cwd, paths }: InvestigateOptions, since: string | undefined): Promise<Change> {
  const named = resolve(cwd, paths[0] ?? '.');
  const isFolder = statSync(named, { throwIfNoEntry: false })?.isDirectory() === true;
  const above = isFolder ? named : dirname(named);
  const git = await Git.open(existsSync(above) ? above : cwd);
  return { git, base: since === undefined ? await git.head() : await git.mergeBase(since) };
}

/** The files of a change's beginning, as the analysis names them. */
interface Before {
  /** Old file by new path. */
  readonly fileOf: (path: string) => GitFile | undefined;
  readonly all: readonly GitFile[];
  /** The way from the repository's top to the analysed root. */
  readonly prefix: string;
}

/**
 * Tells findings of the change from others. One belongs to it if a changed line is
 * among its own, or on the way to it and it did not run in that context before.
 * @param top absolute; what stands for the repository's top: itself, or the folder the index was written to
 */
export async function changeFilter(
  { git, base }: Change,
  top: string,
  { discovery: { root }, outcomes }: Investigation,
  options: InvestigateOptions,
): Promise<(finding: Finding) => boolean> {
  if (base === undefined) return () => true;
  const before = await filesBefore(git, base, fromRoot(top, root));
  const findings = outcomes.flatMap((outcome) => outcome.findings);
  const paths = new Set(findings.flatMap(({ path, chain = [] }) => [path, ...chain.map((link) => link.path)]));
  const lines = await changedLines(git, root, new Map([...paths].map((path) => [path, before.fileOf(path)])));
  const isTouched = ({ path, line, endLine }: Finding): boolean => hasChanged(lines.get(path), line, endLine);
  const isOnChangedWay = ({ chain = [] }: Finding): boolean =>
    chain.some(({ path, line }) => hasChanged(lines.get(path), line, line));
  const doubtful = findings.filter((finding) => !isTouched(finding) && isOnChangedWay(finding));
  if (doubtful.length === 0) return isTouched;
  const contexts = await contextsBefore(git, before, options);
  const news = new Set(doubtful.filter((finding) => contexts.get(oldFingerprint(finding, before)) !== finding.context));
  return (finding) => isTouched(finding) || news.has(finding);
}

function hasChanged(lines: ChangedLines | undefined, first: number, last: number): boolean {
  if (lines === undefined) return false;
  if (lines === 'all') return true;
  for (let line = first; line <= last; line++) if (lines.has(line)) return true;
  return false;
}

async function filesBefore(git: Git, base: string, prefix: string): Promise<Before> {
  const [all, renames] = [await git.filesOf(base), await git.renames(base)];
  const byPath = new Map(all.map((file) => [file.path, file]));
  const fileOf = (path: string): GitFile | undefined => {
    const now = joinRelative(prefix, path);
    return byPath.get(now) ?? byPath.get(renames.get(now) ?? '');
  };
  return { all, fileOf, prefix };
}

function oldFingerprint({ path, identity }: Finding, { fileOf, prefix }: Before): string {
  const old = fileOf(path)?.path ?? joinRelative(prefix, path);
  return fingerprintOf(fromRoot(`/${prefix}`, `/${old}`), identity);
}

/** When the code of each finding ran before the change, by fingerprint. */
async function contextsBefore(
  git: Git,
  { all, prefix }: Before,
  { rules, knownRules, areRulesAsked, signal }: InvestigateOptions,
): Promise<ReadonlyMap<string, Context>> {
  const isInProject = ({ path }: GitFile): boolean => prefix === '' || path.startsWith(`${prefix}/`);
  if (!all.some(isInProject)) return new Map();
  return withFiles(git, all, async (top) => {
    const options = {
      ...{ cwd: top, paths: [prefix === '' ? '.' : prefix], rules },
      ...(knownRules && { knownRules }),
      ...(areRulesAsked !== undefined && { areRulesAsked }),
      ...(signal && { signal }),
    };
    const { outcomes } = await investigate(options).catch(nothingBefore);
    return new Map(
      outcomes.flatMap(({ findings }) => findings.map(({ fingerprint, context }) => [fingerprint, context])),
    );
  });
}

/** A project without a source file then, or with a broken configuration, is no mistake of the user's now. */
function nothingBefore(error: unknown): Pick<Investigation, 'outcomes'> {
  if (error instanceof PerfmigError) return { outcomes: [] };
  throw error;
}
