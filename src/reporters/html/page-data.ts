/** What the HTML report's page is made from. The reporter writes it as JSON, the page's script reads it. No code lives here. */
import type { Context, Grade, Severity, TrendPoint } from '../../contracts.ts';

/** All of it. Texts that many findings share are numbers: places in {@link texts}. */
export interface PageData {
  readonly project: string;
  readonly tool: string;
  readonly summary: PageSummary;
  /** Earlier reports, the oldest first; this one is the last. */
  readonly trend: readonly TrendPoint[];
  readonly texts: readonly string[];
  readonly files: readonly PageFile[];
  readonly links: readonly PageLink[];
  readonly findings: readonly PageFinding[];
  /** Sentences on what is not in the report. */
  readonly leftOut: readonly string[];
  /** Files and rules that could not be dealt with, a line each. */
  readonly failures: readonly string[];
}

export interface PageSummary {
  readonly grade: Grade;
  readonly score: number;
  readonly requestScore: number;
  readonly findings: number;
  /** Findings that deserve a working day. */
  readonly worth: number;
  readonly files: number;
  /** Whether only new or changed findings are reported. */
  readonly isPartial: boolean;
}

export interface PageFile {
  readonly path: string;
  readonly score: number;
  readonly lines: number;
  /** Lines of its source round the findings, by number from 1. */
  readonly source: readonly (readonly [line: number, text: string])[];
}

/** One step of a call path: its name is a place in the texts, too. */
export type PageLink = readonly [name: number, path: number, line: number];

/** One finding. A list is half the size of an object with names. */
export type PageFinding = readonly [
  file: number,
  rule: number,
  severity: Severity,
  line: number,
  column: number,
  endLine: number,
  endColumn: number,
  message: number,
  context: Context,
  /** `request, in a loop`. */
  when: number,
  score: number,
  chain: readonly number[],
  scope: number,
  /** How the points came about. */
  product: number,
  /** The command that mends it, or -1. */
  command: number,
  /** What that would change here, where it is known, or -1. */
  diff: number,
];
