/** The types of a plan made of units, and of what a run of plan or apply reports. No code lives here. */
import type { ChainLink, Failure } from '../contracts.ts';
import type { CallEdge, Edit, EdgeCounts, Place, Site, Unit } from './codemods.ts';

/** One file as a plan would leave it. Texts are without a byte-order mark. */
export interface PlannedFile {
  readonly path: string;
  /** Undefined for a new file. */
  readonly before: string | undefined;
  readonly after: string;
  /** Ids of the units that change it. */
  readonly units: readonly string[];
  /** What made the one out of the other; of a new file nothing. */
  readonly edits?: readonly Edit[];
}

/** A call that was left and that somebody has to decide about. */
export interface Leftover extends Site {
  /** The codemod that left it. */
  readonly codemod: string;
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  /** What stands in the way, where that is another place. */
  readonly barrier?: Place;
  /** The same from run to run, as long as the line says the same and the reason is the same. */
  readonly fingerprint: string;
}

/** What a set of units comes to. */
export interface Plan {
  /** By path; files that end up as they were are left out. */
  readonly files: readonly PlannedFile[];
  /** Every unit it was made from, with its outcome. */
  readonly units: readonly Unit[];
}

/** One refused or rolled-back site. */
export interface SiteRefusal extends Place {
  readonly api: string;
  readonly unit: string;
  readonly code: string;
  readonly message: string;
  readonly barrier: Place & { readonly name: string };
  readonly chain: readonly ChainLink[];
  readonly hint: string;
}

/** Totals of one run. */
export interface MigrationSummary {
  /** `converted + refused + rolledBack`. */
  readonly sites: number;
  /** Sites of applied units; of planned ones in a dry run. */
  readonly converted: number;
  readonly refused: number;
  readonly rolledBack: number;
  /** Files changed. */
  readonly files: number;
  readonly functionsMadeAsync: number;
  /** Per file the larger of lines added and lines deleted; package.json is left out. */
  readonly changedLines: number;
  readonly typeErrorsBefore: number;
  readonly typeErrorsAfter: number;
  readonly refusedByCode: Readonly<Record<string, number>>;
  readonly edges: EdgeCounts;
  /** From 0 to 1: the part of the changed lines that did not have to change. */
  readonly waste: number;
  /** Milliseconds; the one figure in which two runs differ. */
  readonly durationMs: number;
}

/** The result of `plan` and `apply`: all a reporter gets. */
export interface Migration {
  /** Relative to the current folder, `.` for itself. */
  readonly root: string;
  readonly codemods: readonly string[];
  readonly dryRun: boolean;
  readonly units: readonly Unit[];
  readonly summary: MigrationSummary;
  readonly failures: readonly Failure[];
  readonly refusals: readonly SiteRefusal[];
  /** What somebody has to decide about; places are those of the files as they are once the plan is made. */
  readonly leftovers: readonly Leftover[];
  /** The files whose sites were wanted. */
  readonly reported: 'all' | readonly string[];
  /** Every call edge with its reason; only where that was asked for. */
  readonly edges?: readonly CallEdge[];
  /** Unified diff of all that is, or would be, changed. */
  readonly diff: string;
  /** Source files that were looked at. */
  readonly lookedAt: number;
  /** Arguments of the command, beside its codemods and units, that bring about the same units; as typed, not quoted. */
  readonly commandArguments: readonly string[];
  /** The command that runs the project's tests, where package.json has one: `npm test`. */
  readonly testCommand?: string;
  /** What the user should know besides: warnings, and what transforms counted and reported. */
  readonly notes: readonly string[];
}

/** What a reporter of migrations may know of where its text goes. */
export interface MigrationStyle {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

/** Turns a migration into text. Pure. */
export interface MigrationReporter {
  readonly name: string;
  readonly summary: string;
  format(migration: Migration, style: MigrationStyle): string;
}
