/** The shape of `perfmig analyze --format json`. Other tools rely on these names; schema/analyze.json is generated from them. */
import type {
  ChainLink,
  Context,
  Failure,
  Grade,
  Notice,
  ScoreFactors,
  Severity,
  StaleEntry,
  Suppressions,
} from '../contracts.ts';

/**
 * A line or column, from 1.
 * @asType integer
 * @minimum 1
 */
type Position = number;

/** What `perfmig analyze --format json` prints, version 1. */
export interface AnalyzeJson {
  readonly version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  /** The analysed folder, relative to the current folder; all other paths are relative to it, with `/`. */
  readonly root: string;
  readonly summary: AnalyzeJsonSummary;
  /** Files with findings, worst first. */
  readonly files: readonly AnalyzeJsonFile[];
  /** Comments and baseline entries to put in order; they are no findings. */
  readonly notices: readonly Notice[];
  /** The baseline the findings were held against, where there is one. */
  readonly baseline?: AnalyzeJsonBaseline;
  /** Files and rules that could not be dealt with; the run went on. */
  readonly failures: readonly Failure[];
}

/** Totals of one run. */
export interface AnalyzeJsonSummary {
  /** Files reported on: those of the given paths. */
  readonly files: number;
  /**
   * Files parsed: those with a candidate, and those that the call graph asked
   * for. The latter may lie outside the given paths, so it can exceed `files`.
   */
  readonly parsed: number;
  readonly findings: number;
  readonly score: number;
  /** Of all the code: known and unchanged findings count, those that a comment disables don't. */
  readonly grade: Grade;
  /** Findings of each rule that has any. */
  readonly byRule: Readonly<Record<string, number>>;
  /** Findings of each context that has any. */
  readonly byContext: Readonly<Partial<Record<Context, number>>>;
  /** Findings that are not reported, and so count neither in `findings` nor in `score`. */
  readonly suppressed: Suppressions;
  readonly notices: number;
  readonly failures: number;
  /** Milliseconds; the one figure in which two runs differ. */
  readonly durationMs: number;
}

/** A baseline: findings that are known, and not reported again. */
export interface AnalyzeJsonBaseline {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly entries: number;
  /** Entries that no finding fits any more. */
  readonly stale: readonly StaleEntry[];
}

/** One file and its findings, worst first. */
export interface AnalyzeJsonFile {
  readonly path: string;
  /** Sum of the findings' scores. */
  readonly score: number;
  readonly lines: number;
  readonly findings: readonly AnalyzeJsonFinding[];
}

/** One call that stalls or wastes. */
export interface AnalyzeJsonFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly line: Position;
  /** In UTF-16 units. */
  readonly column: Position;
  readonly endLine: Position;
  /** Just behind the end, in UTF-16 units. */
  readonly endColumn: Position;
  readonly message: string;
  /** What is called: `fs.readFileSync`. */
  readonly api: string;
  readonly context: Context;
  /** Loops around the call, those of its callers included. */
  readonly loopDepth: number;
  /** The way from the entry point to the call. */
  readonly chain?: readonly ChainLink[];
  readonly score: number;
  /** Takes so much of the time of requests that mending it deserves a working day; people are shown these first. */
  readonly worth: boolean;
  /** From 0 to 1. */
  readonly confidence: number;
  /** The codemod that mends it, where there is one. */
  readonly codemod?: string;
  /** How the score came about: the product of these. */
  readonly factors?: ScoreFactors;
  /** The functions and class members around it, outermost first; empty at the top level. */
  readonly scope?: string;
  /** The source line it begins in, cut where it is very long. */
  readonly excerpt?: string;
  /** Stays the same when lines move and code is reformatted. */
  readonly fingerprint: string;
  /** What a profile says of this call, where one was given. */
  readonly measured?: Readonly<Record<string, unknown>>;
}
