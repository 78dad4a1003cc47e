/** What a SARIF run says of itself: what could not be analysed, and what is not among its results. */
import type { Failure, Report, ReportStyle } from '../../contracts.ts';
import { count, pathFromHere } from '../words.ts';
import { messageString } from './results.ts';
import { uriOf } from './uri.ts';

/** More failures than these are counted, not listed. */
const MOST_FAILURES = 100;

/** @param leftOut sentences on what is not among the results */
export function notifications(report: Report, leftOut: readonly string[], style: ReportStyle): readonly object[] {
  const { failures } = report;
  const unlisted = failures.length - MOST_FAILURES;
  return [
    ...leftOut.map((words) => notification('left-out', words)),
    ...failures.slice(0, MOST_FAILURES).map((failure) => failureOf(report, failure, style)),
    ...(unlisted > 0 ? [notification('left-out', `${count(unlisted, 'more file')} not fully analysed`)] : []),
  ];
}

function notification(id: string, words: string): object {
  return { descriptor: { id }, level: 'warning', message: { text: `${words}.` } };
}

function failureOf(report: Report, { path, stage, message }: Failure, style: ReportStyle): object {
  const uri = uriOf(pathFromHere(report, path, style));
  return {
    ...notification(stage, messageString(message)),
    locations: [{ physicalLocation: { artifactLocation: { uri } } }],
  };
}
