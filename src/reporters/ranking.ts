/** Chooses what of a report people are shown. */
import type { FileReport, Finding, Report } from '../contracts.ts';
import { count } from './words.ts';

/** More files than this are no longer the worst ones. */
const MOST_FILES = 10;
/** Of what is worth a working day, and of failures, so many are shown where no number is asked for. */
const MOST_SHOWN = 20;

/** The findings people see, and how many they don't. */
export interface Ranking {
  /** Worst first. */
  readonly shown: readonly Finding[];
  /** Findings like those shown that are not. */
  readonly hidden: number;
  /** Findings with points left out as not worth a working day. */
  readonly minor: number;
  /** Findings without points, such as those in tests; they are counted, never listed. */
  readonly unscored: number;
}

/** The `top` worst findings of all files; 0 takes all, undefined those worth a working day. */
export function rank(report: Report, top: number | undefined): Ranking {
  const all = findingsByScore(report);
  const scored = all.filter(({ score }) => score > 0);
  const wanted = top === undefined ? scored.filter(({ worth }) => worth) : scored;
  const shown = firstOf(wanted, top);
  return {
    shown,
    hidden: wanted.length - shown.length,
    minor: scored.length - wanted.length,
    unscored: all.length - scored.length,
  };
}

/** All findings, the worst first. */
export function findingsByScore({ files }: Report): readonly Finding[] {
  return files.flatMap((file) => file.findings).sort(byScore);
}

/**
 * The worst files that have points (a finding worth a working day, where `top` is undefined), ten or `top` if that is
 * less. None where there is only one: its findings say it all.
 */
export function worstFiles(report: Report, top: number | undefined): readonly FileReport[] {
  const scored = report.files.filter(({ score, findings }) =>
    top === undefined ? findings.some(({ worth }) => worth) : score > 0,
  );
  if (scored.length < 2) return [];
  return scored
    .sort((a, b) => b.score - a.score || compare(a.path, b.path))
    .slice(0, Math.min(MOST_FILES, top || MOST_FILES));
}

/** One line for each kind of finding that is not listed. */
export function leftOutLines(ranking: Ranking, top: number | undefined): readonly string[] {
  const { minor, unscored } = ranking;
  const lines = [...hiddenLines(ranking, top)];
  if (minor > 0) {
    const which = `${count(minor, 'finding')} worth less than a day's work, not listed`;
    lines.push(
      `${which}: requests seldom or never wait for ${minor === 1 ? 'it' : 'them'}, or not for long; --all lists all`,
    );
  }
  if (unscored > 0) {
    lines.push(
      `${count(unscored, 'finding')} without points, as in tests, counted but not listed; --format json has them`,
    );
  }
  return lines;
}

function hiddenLines({ shown, hidden, unscored }: Ranking, top: number | undefined): readonly string[] {
  if (hidden === 0) return [];
  const all = count(shown.length + hidden, 'finding');
  const which = top === undefined ? `${all} worth a day's work` : unscored > 0 ? `${all} with points` : all;
  const how = top === undefined ? '--all lists all' : '--top 0 shows all';
  return [`${shown.length.toLocaleString('en-US')} of ${which} shown; ${how}`];
}

/** The first `top` items; 0 takes all, undefined twenty. */
export function firstOf<Item>(items: readonly Item[], top: number = MOST_SHOWN): readonly Item[] {
  return top === 0 ? items : items.slice(0, top);
}

function byScore(a: Finding, b: Finding): number {
  return b.score - a.score || compare(a.path, b.path) || a.line - b.line || a.column - b.column;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
