/** What `perfmig baseline` writes: the findings of a run, held against the baseline there was. */
import type { Baseline, BaselineEntries } from './baseline.ts';
import { matchBaseline, renewedEntries } from './baseline.ts';
import { baselinePath, readBaseline } from './baseline-file.ts';
import { investigate, type InvestigateOptions } from './investigate.ts';
import type { Failure, StaleEntry } from '../contracts.ts';

export interface RenewOptions extends InvestigateOptions {
  /** The baseline's path; undefined for the one in the root. */
  readonly file: string | undefined;
  /** Whether new findings are taken in. */
  readonly takeIn: boolean;
}

/** A baseline as it was and as it should be. */
export interface Renewal {
  /** Absolute. */
  readonly file: string;
  readonly old: Baseline | undefined;
  readonly entries: BaselineEntries;
  /** Findings the old baseline does not know. */
  readonly fresh: number;
  readonly stale: readonly StaleEntry[];
  readonly failures: readonly Failure[];
}

/**
 * Analyses, and works out the new entries; writes nothing.
 * @throws {UsageError} for a wrong path, or a broken baseline
 */
export async function renewBaseline(options: RenewOptions): Promise<Renewal> {
  const { discovery, outcomes, failures, scope } = await investigate(options);
  const { root } = discovery;
  const file = baselinePath(root, options.cwd, options.file);
  const old = readBaseline(root, file);
  const findings = outcomes.flatMap((outcome) => outcome.findings);
  const match = matchBaseline(old ?? { path: '', entries: new Map() }, findings, scope);
  return {
    ...{ file, old, failures, stale: match.report.stale, fresh: match.fresh.length },
    entries: renewedEntries(old, findings, scope, options.takeIn),
  };
}
