/** The public API. */
import { codemodOf } from './catalog/codemods.ts';
import { rules as allRules } from './catalog/rules.ts';
import type { Report, Rule } from './contracts.ts';
import { analyze as run } from './engine/analyze.ts';
import type { ConfigChoice } from './project/config/load.ts';

export type * from './contracts.ts';
export type { ConfigChoice } from './project/config/load.ts';
export { ConfigError, OutputError, PerfmigError, UsageError } from './project/errors.ts';
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
