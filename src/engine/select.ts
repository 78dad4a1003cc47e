/** Chooses which of the findings are reported: not those that are known, unchanged or too small. */
import type { BaselineReport, FileReport, Finding, Notice, Suppressions } from '../contracts.ts';
import { matchBaseline, type Baseline, type BaselineScope } from './baseline.ts';
import type { FileOutcome } from './findings.ts';
import { round } from './score.ts';

/** What keeps findings back, beside comments. */
export interface Filters {
  readonly baseline?: Baseline;
  /** Whether a finding belongs to the change that was asked for. */
  readonly isChanged?: (finding: Finding) => boolean;
  /** Points a finding has at least. */
  readonly minScore?: number;
}

export interface Selection {
  /** Worst first. */
  readonly files: readonly FileReport[];
  /** All findings but for those that comments disable. */
  readonly all: readonly Finding[];
  readonly notices: readonly Notice[];
  readonly suppressed: Suppressions;
  readonly baseline?: BaselineReport;
}

/** Each finding is kept back by the first filter that applies, and counted there. */
export function select(outcomes: readonly FileOutcome[], filters: Filters, scope: BaselineScope): Selection {
  const all = outcomes.flatMap(({ findings }) => findings);
  const matched = filters.baseline && matchBaseline(filters.baseline, all, scope);
  const fresh = matched?.fresh ?? all;
  const changed = filters.isChanged ? fresh.filter(filters.isChanged) : fresh;
  const chosen = changed.filter(({ score }) => score >= (filters.minScore ?? 0));
  return {
    files: fileReports(outcomes, new Set(chosen)),
    all,
    notices: [...outcomes.flatMap(({ notices }) => notices), ...(matched?.notices ?? [])],
    suppressed: {
      comments: outcomes.reduce((sum, { disabled }) => sum + disabled, 0),
      baseline: all.length - fresh.length,
      unchanged: fresh.length - changed.length,
      belowMinScore: changed.length - chosen.length,
    },
    ...(matched && { baseline: matched.report }),
  };
}

function fileReports(outcomes: readonly FileOutcome[], chosen: ReadonlySet<Finding>): readonly FileReport[] {
  const reports = outcomes.map(({ path, lines, findings }) => {
    const own = findings.filter((finding) => chosen.has(finding));
    own.sort((a, b) => b.score - a.score || a.line - b.line || a.column - b.column);
    return { path, lines, score: sumOf(own), findings: own };
  });
  return reports
    .filter(({ findings }) => findings.length > 0)
    .sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1));
}

/** The points of these findings together. */
export function sumOf(findings: readonly Finding[]): number {
  return round(findings.reduce((sum, { score }) => sum + score, 0));
}

/** How often each key is there, in the order of the keys. */
export function countBy<Key extends string>(keys: readonly Key[]): Record<Key, number> {
  const counts = new Map<Key, number>();
  for (const key of [...keys].sort()) counts.set(key, (counts.get(key) ?? 0) + 1);
  return Object.fromEntries(counts) as Record<Key, number>;
}
