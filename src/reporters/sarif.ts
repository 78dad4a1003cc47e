/** The format of code scanning: SARIF 2.1.0, within the limits GitHub has for an upload. */
import { gzipSync } from 'node:zlib';
import type { Finding, Report, Reporter, ReportStyle } from '../contracts.ts';
import { escapeInJson } from './escape.ts';
import { findingsByScore } from './ranking.ts';
import { notifications } from './sarif/notifications.ts';
import { resultsOf } from './sarif/results.ts';
import { rulesOf } from './sarif/rules.ts';
import { count } from './words.ts';

/** GitHub keeps so many results of a run, by their level; which ones of a longer list is not ours to say then. */
const MOST_RESULTS = 5_000;
/** Bytes that an upload to GitHub may have, compressed. */
const MOST_BYTES = 10_000_000;

/** The reporter of `--format sarif`. */
export const sarif: Reporter = {
  name: 'sarif',
  summary: 'for code scanning and editors: SARIF 2.1.0',
  wantsSources: true,
  format(report: Report, style: ReportStyle): string {
    const scored = findingsByScore(report).filter(({ score }) => score > 0);
    let shown = scored.slice(0, MOST_RESULTS);
    let text = textOf(report, shown, scored.length, style);
    while (shown.length > 0 && isTooLong(text)) {
      shown = shown.slice(0, Math.floor(shown.length / 2));
      text = textOf(report, shown, scored.length, style);
    }
    return text;
  },
};

function isTooLong(text: string): boolean {
  return text.length > MOST_BYTES && gzipSync(text).length > MOST_BYTES;
}

function textOf(report: Report, shown: readonly Finding[], scored: number, style: ReportStyle): string {
  const rules = rulesOf(shown, style.rules ?? []);
  const { name, version } = report.tool;
  const run = {
    tool: { driver: { name, version, semanticVersion: version, rules } },
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: notifications(report, leftOutWords(report, shown.length, scored), style),
      },
    ],
    results: resultsOf(report, shown, style),
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${escapeInJson(JSON.stringify(log, undefined, 2))}\n`;
}

/** What of the report is no result; empty where all is. */
function leftOutWords({ summary: { findings } }: Report, shown: number, scored: number): readonly string[] {
  const unscored = findings - scored;
  const [cut, all] = [scored - shown, count(scored, 'finding')];
  return [
    ...(cut === 0 ? [] : [`${all} with points, of which the ${shown.toLocaleString('en-US')} worst are in this file`]),
    ...(unscored === 0 ? [] : [`${count(unscored, 'finding')} without points, as in tests, not in this file`]),
  ];
}
