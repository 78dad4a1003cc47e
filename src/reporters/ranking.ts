/** Chooses what of a report people are shown. */
import type { FileReport, Finding, Report } from '../contracts.ts';
import { count } from './words.ts';

/** More files than this are no longer the worst ones. */
const MOST_FILES = 10;

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

/** The worst files that have points, ten or `top` if that is less. None where there is only one: its findings say it all. */
export function worstFiles(report: Report, top: number): readonly FileReport[] {
  const scored = report.files.filter(({ score }) => score > 0);
  if (scored.length < 2) return [];
  return scored
    .sort((a, b) => b.score - a.score || compare(a.path, b.path))
    .slice(0, top === 0 ? MOST_FILES : Math.min(MOST_FILES, top));
}

/** One line for each kind of finding that is not listed. */
export function leftOutLines({ shown, hidden, unscored }: Ranking): readonly string[] {
  const lines: string[] = [];
  if (hidden > 0) {
    const all = count(shown.length + hidden, 'finding');
    const which = unscored > 0 ? `${all} with points` : all;
    lines.push(`${shown.length.toLocaleString('en-US')} of ${which} shown; --top 0 shows all`);
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
