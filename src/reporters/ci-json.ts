/** The shape of `perfmig ci --format json`. Other tools rely on these names; schema/ci.json is generated from them. */
import type { ChainLink, Context, Failure, Grade, Severity } from '../contracts.ts';

/**
 * A line or column, from 1.
 * @asType integer
 * @minimum 1
 */
type Position = number;

/**
 * A number of things.
 * @asType integer
 * @minimum 0
 */
type Count = number;

/** What `perfmig ci --format json` prints, version 1; `--from` reads it again. */
export interface CiJson {
  readonly version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  /** The analysed folder relative to the repository's top, with `/`; `.` for itself. All other paths are relative to it. */
  readonly root: string;
  readonly head: CiJsonCommit;
  /** What head was compared with; null where there was nothing, and every finding counts as new. */
  readonly base: CiJsonBase | null;
  readonly summary: CiJsonSummary;
  readonly verdict: CiJsonVerdict;
  /** What one should know of how it was compared. */
  readonly notes: readonly string[];
  /** Findings that the base doesn't have, worst first; those without points, as in tests, are left out. */
  readonly new: readonly CiJsonFinding[];
  /** Findings of the base that are gone, worst first. */
  readonly mended: readonly CiJsonFinding[];
  /** Findings whose code went to another file. */
  readonly moved: readonly CiJsonMove[];
  /** Files of head that could not be dealt with. */
  readonly failures: readonly Failure[];
}

/** One analysed commit. */
export interface CiJsonCommit {
  readonly commit: string;
  readonly score: number;
  readonly grade: Grade;
  readonly findings: Count;
}

/** The commit head was compared with. */
export interface CiJsonBase extends CiJsonCommit {
  /** The reference it was found by: `origin/main`. */
  readonly ref: string;
}

/** How many of each. */
export interface CiJsonSummary {
  /** With points. */
  readonly new: Count;
  /** Of the new ones, those worth a day of work. */
  readonly worth: Count;
  readonly mended: Count;
  readonly moved: Count;
  readonly unchanged: Count;
  /** Findings of files that only one of the commits could be read of. */
  readonly unjudged: Count;
  /** New ones that perfmig-baseline.json accepts. */
  readonly accepted: Count;
  /** How many more findings comments disable than in the base. */
  readonly disabled: number;
  /** Files of head that were looked at. */
  readonly files: Count;
  readonly durationMs: number;
}

/** Whether head keeps to the policy. */
export interface CiJsonVerdict {
  readonly failOn: 'new' | 'any' | 'score-drop' | 'none';
  readonly failed: boolean;
  /** In a sentence without a full stop. */
  readonly reason: string;
  /** How many findings counted, and how many may. */
  readonly counted: Count;
  readonly allowed: Count;
}

/** One finding. */
export interface CiJsonFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly path: string;
  readonly line: Position;
  readonly column: Position;
  readonly endLine: Position;
  readonly endColumn: Position;
  readonly message: string;
  readonly api: string;
  readonly context: Context;
  /** When it ran in the base, where it was there but no request waited for it. */
  readonly contextBefore?: Context;
  readonly loopDepth: Count;
  readonly chain?: readonly ChainLink[];
  readonly score: number;
  readonly worth: boolean;
  readonly codemod?: string;
  readonly fingerprint: string;
  /** Git's name of the file's content. */
  readonly blob?: string;
  readonly suggestion?: CiJsonSuggestion;
}

/** Whole lines that would mend a finding. */
export interface CiJsonSuggestion {
  readonly line: Position;
  readonly endLine: Position;
  /** The lines as they are. */
  readonly before: readonly string[];
  /** What takes their place; none where they go. */
  readonly after: readonly string[];
  /** `review` may change something that only the authors can judge. */
  readonly safety: 'safe' | 'review';
}

/** A finding and where it came from. */
export interface CiJsonMove {
  readonly rule: string;
  readonly api: string;
  readonly from: string;
  readonly path: string;
  readonly line: Position;
}
