/** Chooses what of a report people are shown. */
import type { FileReport, Finding, Report } from '../contracts.ts';
import { count } from './words.ts';

/** The findings people see, and how many they don't. */
export interface Ranking {
  /** Worst first. */
  readonly shown: readonly Finding[];
  /** Findings with points that are not shown. */
  readonly hidden: number;
  /** Findings without points, such as those in tests; they are counted, never listed. */
  readonly unscored: number;
}

/** The `top` worst findings of all files; 0 takes all. */
export function rank(report: Report, top: number): Ranking {
  const all = report.files.flatMap((file) => file.findings);
  const scored = all.filter(({ score }) => score > 0).sort(byScore);
  const shown = firstOf(scored, top);
  return { shown, hidden: scored.length - shown.length, unscored: all.length - scored.length };
}

/** The worst files that have points, at most `limit`. */
export function worstFiles(report: Report, limit: number): readonly FileReport[] {
  return report.files
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || compare(a.path, b.path))
    .slice(0, limit);
}

/** One line for each kind of finding that is not listed. */
export function leftOutLines({ shown, hidden, unscored }: Ranking): readonly string[] {
  const lines: string[] = [];
  if (hidden > 0) {
    lines.push(`${count(hidden, 'more finding')} not listed (the worst ${shown.length} are); --top 0 lists them all`);
  }
  if (unscored > 0) {
    lines.push(
      `${count(unscored, 'finding')} without points, as in tests, counted but not listed; --format json has them`,
    );
  }
  return lines;
}

/** The first `top` items; 0 takes all. */
export function firstOf<Item>(items: readonly Item[], top: number): readonly Item[] {
  return top === 0 ? items : items.slice(0, top);
}

function byScore(a: Finding, b: Finding): number {
  return b.score - a.score || compare(a.path, b.path) || a.line - b.line || a.column - b.column;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
