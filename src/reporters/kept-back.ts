/** Says what a report keeps back, and what is to be put in order; for people. */
import type { Notice, Report, ReportStyle } from '../contracts.ts';
import { count, pathFromHere } from './words.ts';

/** `Not shown: 3 disabled by comments, 120 known to perfmig-baseline.json`; nothing where all is shown. */
export function keptBackLines(report: Report): readonly string[] {
  const { comments, baseline, unchanged, belowMinScore } = report.summary.suppressed;
  const parts = [
    ...(comments === 0 ? [] : [`${number(comments)} disabled by comments`]),
    ...(baseline === 0 ? [] : [`${number(baseline)} known to ${report.baseline?.path ?? 'the baseline'}`]),
    ...(unchanged === 0 ? [] : [`${number(unchanged)} not of this change`]),
    ...(belowMinScore === 0 ? [] : [`${number(belowMinScore)} under --min-score`]),
  ];
  return parts.length === 0 ? [] : [`Findings not shown: ${parts.join(', ')}`];
}

/** Whether the findings are only those of a change, or unknown to a baseline. */
export function isPartial({ summary: { suppressed } }: Report): boolean {
  return suppressed.baseline + suppressed.unchanged > 0;
}

/** `3 new findings` where others are known, else `3 findings`. */
export function findingsWords(report: Report): string {
  return count(report.summary.findings, isPartial(report) ? 'new finding' : 'finding');
}

/** `src/a.ts:3:14`, or just the path. */
export function noticePlace(report: Report, { path, line, column }: Notice, style: ReportStyle): string {
  const where = pathFromHere(report, path, style);
  return line === undefined ? where : `${where}:${line}:${column ?? 1}`;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
