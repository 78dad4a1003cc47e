/** Analyses two commits of a repository, one after the other, without touching its working tree or index. */
import type { Finding, Grade, Notice } from '../contracts.ts';
import { ConfigError, UsageError } from '../project/errors.ts';
import type { Git, GitFile } from '../project/git.ts';
import { fromRoot } from '../project/paths.ts';
import { openProject, type Project } from '../project/open-project.ts';
import { chosenBaseline } from './baseline-file.ts';
import type { CacheChoice, Shared } from './cache/cache.ts';
import { replaceFiles, withFiles } from './checkout.ts';
import { optionsIn } from './in-copy.ts';
import { investigate, type Investigation, type InvestigateOptions } from './investigate.ts';
import { gradeOf } from './score.ts';
import { select, sumOf } from './select.ts';

/** What was found in one commit. */
export interface State {
  readonly commit: string;
  /** The analysed root relative to the repository's top, with `/`; empty for the top itself. */
  readonly prefix: string;
  /** All findings but for those that comments disable. */
  readonly all: readonly Finding[];
  /** Those of them that the commit's own baseline doesn't know. */
  readonly fresh: readonly Finding[];
  /** Lines of the files with findings, by path. */
  readonly lines: ReadonlyMap<string, number>;
  /** Findings that comments disable. */
  readonly disabled: number;
  readonly notices: readonly Notice[];
  readonly failures: Investigation['failures'];
  readonly grade: Grade;
  readonly score: number;
  readonly files: number;
  readonly parsed: number;
  /** Stands for all that is configured. */
  readonly config: string;
  /** Whether a file's findings are all known: false where it could not be read. */
  readonly covers: (path: string) => boolean;
  /** Names of contents by path, relative to the root. */
  readonly blobs: ReadonlyMap<string, string>;
}

/** Two commits, and how they hang together. */
export interface States {
  readonly head: State;
  /** Undefined where there is nothing to compare with. */
  readonly base: State | undefined;
  /** Old paths by new ones, relative to the repository's top. */
  readonly renames: ReadonlyMap<string, string>;
  /** What the user should know of how it was compared. */
  readonly notes: readonly string[];
}

export interface StatesOptions extends InvestigateOptions {
  /** Whether the findings that each commit's perfmig-baseline.json knows are set apart. */
  readonly baseline: boolean;
  /** Called while the files of head are there. @param root absolute */
  readonly whileThere?: (root: string, states: States, project: Project) => void;
}

/**
 * Analyses the base, then turns its files into those of the head and analyses these: what both have in common is read
 * and understood once.
 * @throws {UsageError} where head has no source file at the paths, or git lacks a content
 * @throws {ConfigError} where the configuration of head can't be used
 */
export async function analyzeStates(
  git: Git,
  { base, head }: { readonly base: string | undefined; readonly head: string },
  options: StatesOptions,
): Promise<States> {
  const shared: Shared = { records: new Map(), sources: new Map() };
  const cacheFor = (keeps: 'findings' | 'all'): CacheChoice =>
    options.cache ? { ...options.cache, shared, keeps } : { shared, inMemory: true };
  const headFiles = await git.filesOf(head);
  const baseFiles = base === undefined ? [] : await git.filesOf(base);
  const notes: string[] = [];
  return withFiles(git, baseFiles, async (top) => {
    const old = base === undefined ? undefined : { commit: base, files: baseFiles };
    const before = old && (await baseState(git, top, old, { ...options, cache: cacheFor('findings') }, notes));
    for (const path of await replaceFiles(git, top, baseFiles, headFiles)) shared.sources.delete(path);
    const now = { commit: head, files: headFiles };
    const { state, root, project } = await stateOf(git, top, now, { ...options, cache: cacheFor('all') });
    const renames = base === undefined ? new Map<string, string>() : await git.renames(base, head);
    const states = { head: state, base: before, renames, notes };
    options.whileThere?.(root, states, project);
    return states;
  });
}

interface Commit {
  readonly commit: string;
  readonly files: readonly GitFile[];
}

/** A base in which the project isn't there yet has no findings; one with a broken configuration is analysed without. */
async function baseState(
  git: Git,
  top: string,
  commit: Commit,
  options: StatesOptions,
  notes: string[],
): Promise<State | undefined> {
  try {
    return (await stateOf(git, top, commit, options)).state;
  } catch (error) {
    if (error instanceof ConfigError) {
      notes.push('The configuration of the base could not be used, so the base was analysed without.');
      return baseState(git, top, commit, { ...options, config: { kind: 'none' } }, notes);
    }
    if (!(error instanceof UsageError)) throw error;
    notes.push('The base has no source file here: everything is new.');
    return undefined;
  }
}

interface Analyzed {
  readonly state: State;
  /** Absolute. */
  readonly root: string;
  readonly project: Project;
}

async function stateOf(git: Git, top: string, { commit, files }: Commit, options: StatesOptions): Promise<Analyzed> {
  const own = optionsIn(git.top, top, options);
  const project = openProject({ ...own, ruleIds: own.knownRules ?? own.rules.map(({ id }) => id) });
  const investigation = await investigate({ ...own, project });
  const { discovery, outcomes, failures, gradedLines, parsed, scope } = investigation;
  const prefix = fromRoot(top, discovery.root);
  const baseline = chosenBaseline(discovery.root, own.cwd, options.baseline);
  const selection = select(outcomes, baseline ? { baseline } : {}, scope);
  const { all } = selection;
  const inRequest = all.filter(({ context }) => context === 'request');
  const state: State = {
    ...{ commit, prefix, all, fresh: selection.files.flatMap(({ findings }) => findings) },
    lines: new Map(outcomes.map(({ path, lines }) => [path, lines])),
    disabled: selection.suppressed.comments,
    ...{ notices: selection.notices, failures, parsed },
    ...{ grade: gradeOf(sumOf(inRequest), gradedLines), score: sumOf(all) },
    files: discovery.reported === 'all' ? discovery.program.length : discovery.reported.size,
    ...{ config: project.config.hash, covers: scope.covers, blobs: blobsBelow(prefix, files) },
  };
  return { state, root: discovery.root, project };
}

function blobsBelow(prefix: string, files: readonly GitFile[]): ReadonlyMap<string, string> {
  const start = prefix === '' ? '' : `${prefix}/`;
  return new Map(
    files.filter(({ path }) => path.startsWith(start)).map(({ path, blob }) => [path.slice(start.length), blob]),
  );
}
