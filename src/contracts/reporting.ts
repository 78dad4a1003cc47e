/** The types of turning a report into text. No code lives here. */
import type { Grade, Report } from '../contracts.ts';

/** What a rule says of itself. */
export interface RuleInfo {
  readonly id: string;
  /** One line. */
  readonly summary: string;
  /** Its page, in Markdown. */
  readonly page: string;
}

/** What is kept of an earlier report, to show the way things go. */
export interface TrendPoint {
  /** What people call that report: the name of its file. */
  readonly name: string;
  readonly grade: Grade;
  readonly score: number;
  readonly findings: number;
}

/** What a reporter may ask for beside the report; what is missing is left out of the text. */
export interface ReportSources {
  /** Text of a file of the report without its byte-order mark. It may have changed since the report was made. */
  readonly textOf?: (path: string) => string | undefined;
  readonly rules?: readonly RuleInfo[];
  /** Earlier reports, the oldest first. */
  readonly trend?: readonly TrendPoint[];
  /** What people call the project. */
  readonly project?: string;
}

/** What a reporter may know of where its text goes. */
export interface ReportStyle extends ReportSources {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  readonly explainScore: boolean;
  /** Most findings shown to a person, worst first; 0 shows all. Undefined shows those worth a working day, twenty at most. */
  readonly top: number | undefined;
  /** The current folder, relative to the report's root, where it lies inside; people are shown paths from there. */
  readonly folder?: string;
}

/** Turns a report into text. Pure. */
export interface Reporter {
  readonly name: string;
  readonly summary: string;
  /** It shows sources, and what rules would write: findings then carry their `fix`. */
  readonly wantsSources?: boolean;
  format(report: Report, style: ReportStyle): string;
}
