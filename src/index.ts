/** The public API. */
import { codemods as allCodemods } from './catalog/codemods.ts';
import { withoutAll } from './catalog/codemods-all.ts';
import { codemodOf } from './catalog/mends.ts';
import { rules as allRules } from './catalog/rules.ts';
import type { Codemod, CodemodOptions, Migration, Report, Rule } from './contracts.ts';
import { analyze as run } from './engine/analyze.ts';
import { disk } from './engine/apply/file-system.ts';
import { lazyTypeGate } from './engine/gates/lazy.ts';
import { lazyTypes } from './engine/types/lazy.ts';
import { DEFAULT_MAX_FUNCTIONS } from './engine/migrate/command-arguments.ts';
import { migrate } from './engine/migrate.ts';
import { undo as takeBack, type Undone } from './engine/undo.ts';
import type { ConfigChoice } from './project/config/load.ts';
import { UsageError } from './project/errors.ts';
import { suggestion } from './project/nearest.ts';

export type { Undone } from './engine/undo.ts';
export type * from './contracts.ts';
export type { ConfigChoice } from './project/config/load.ts';
export { BusyError, ConfigError, OutputError, PerfmigError, TreeError, UsageError } from './project/errors.ts';
export { allRules as rules };

/** What to analyse. */
export interface AnalyzeInput {
  /** Absolute folder that relative paths start from. Default: the current folder. */
  readonly cwd?: string;
  /** Files and folders to report on. Default: the project of `cwd`. */
  readonly paths?: readonly string[];
  /** Default: every rule. */
  readonly rules?: readonly Rule[];
  /**
   * A file of known findings, which are not reported again; `true` takes
   * perfmig-baseline.json in the root, if there is one. Default: none.
   */
  readonly baseline?: string | boolean;
  /** Points that a reported finding has at least. Default: 0. */
  readonly minScore?: number;
  /** Reports only what has changed since HEAD and this branch, tag or commit parted. */
  readonly since?: string;
  /** Analyses git's index instead of the files, and reports only what it changes in HEAD, or since `since`. */
  readonly staged?: boolean;
  /** Uses `.perfmig/cache` beside the project and keeps it up to date; only with perfmig's own rules. Default: false. */
  readonly cache?: boolean;
  /** Default: the configurations of the project. */
  readonly config?: ConfigChoice;
  /** Called now and then with the number of files dealt with, and of all. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Ends the analysis early; it then throws the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Finds what stalls requests. Files that can't be dealt with are in the report's `failures`.
 * @throws {UsageError} where a path doesn't exist or holds no source file, or the baseline can't be read
 * @throws {ConfigError} where a configuration of the project can't be used
 */
export async function analyze({ cache = false, ...input }: AnalyzeInput = {}): Promise<Report> {
  const knownRules = allRules.map(({ id }) => id);
  const options = { cwd: process.cwd(), paths: [], rules: allRules, knownRules, codemodOf, ...input };
  // A cache knows rules by their names.
  const isOwn = options.rules.every((rule) => allRules.includes(rule));
  return run({ ...options, ...(cache && isOwn && { cache: {} }) });
}

/** What to change. */
export interface MigrateInput {
  /** Ids of perfmig's codemods, `all` for all of them, or codemods of your own. */
  readonly codemods: readonly (string | Codemod)[];
  /** Absolute folder that relative paths start from. Default: the current folder. */
  readonly cwd?: string;
  /** Files and folders whose sites are wanted. Default: the project of `cwd`. */
  readonly paths?: readonly string[];
  /** Ids of units, or `path:line` of their sites. Default: all. */
  readonly only?: readonly string[];
  /** What the options of the same names do on the command line. */
  readonly options?: Partial<CodemodOptions>;
  /** Whether comments are written at what is left, and taken out at what is done. Default: false. */
  readonly mark?: boolean;
  /** Whether new type errors cost the units that bring them. Default: true. */
  readonly types?: boolean;
  /** Ends the run early; it then throws the signal's reason, and nothing is left half done. */
  readonly signal?: AbortSignal;
}

/** What to change, and when. */
export interface ApplyInput extends MigrateInput {
  /** Writes also where the tree has uncommitted changes. Default: false. */
  readonly allowDirty?: boolean;
}

/** What to take back. */
export interface UndoInput {
  /** Absolute folder in the project. Default: the current folder. */
  readonly cwd?: string;
  /** Id of the one unit to take back. Default: the whole last apply. */
  readonly unit?: string;
  /** Restores files that were edited since as well; those edits are lost. Default: false. */
  readonly force?: boolean;
}

/**
 * What the codemods would change, with a diff; writes nothing.
 * @throws {UsageError} where a path, codemod or unit doesn't exist
 */
export async function plan(input: MigrateInput): Promise<Migration> {
  return runMigration(input, true);
}

/**
 * Plans and, where all checks pass, writes; `undo` takes it back.
 * @throws {UsageError} where a path, codemod or unit doesn't exist
 * @throws {TreeError} where the tree is dirty or changes meanwhile; nothing is changed then
 * @throws {BusyError} where another perfmig is at work
 */
export async function apply(input: ApplyInput): Promise<Migration> {
  return runMigration(input, false);
}

/**
 * Takes back the last apply that has anything left to take back, an interrupted one too.
 * @throws {UsageError} for a unit that is in no apply
 * @throws {TreeError} where a file of the one unit was edited since
 * @throws {BusyError} where another perfmig is at work
 */
export async function undo(input: UndoInput = {}): Promise<Undone> {
  const codemodsFor = (ids: readonly string[]): Promise<readonly Codemod[]> =>
    Promise.all(allCodemods.filter(({ id }) => ids.includes(id)).map((entry) => entry.load()));
  return takeBack({ cwd: process.cwd(), force: false, ...input, fs: disk, codemodsFor });
}

const STANDARD: CodemodOptions = {
  target: 'node',
  publicApi: 'keep',
  context: 'serving',
  maxFunctions: DEFAULT_MAX_FUNCTIONS,
  allowHazards: [],
};

async function runMigration(input: ApplyInput, dryRun: boolean): Promise<Migration> {
  const { cwd = process.cwd(), paths = [], only = [], types = true, allowDirty = false, mark = false, signal } = input;
  return migrate({
    ...{ cwd, paths, only, dryRun, allowDirty, mark, rules: allRules },
    codemods: await Promise.all(withoutAll(input.codemods).map(loadCodemod)),
    options: { ...STANDARD, ...input.options },
    typesOf: lazyTypes,
    ...(types && { typeGate: lazyTypeGate }),
    ...(signal && { signal }),
  });
}

async function loadCodemod(codemod: string | Codemod): Promise<Codemod> {
  if (typeof codemod !== 'string') return codemod;
  const entry = allCodemods.find(({ id }) => id === codemod);
  if (entry) return entry.load();
  const ids = allCodemods.map(({ id }) => id);
  throw new UsageError(`unknown codemod '${codemod}'${suggestion(codemod, ids)} (there are ${ids.join(', ')})`);
}
