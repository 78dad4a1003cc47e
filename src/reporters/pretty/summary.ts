/** The last lines: the grade, and what was left out of the list. */
import wrapAnsi from 'wrap-ansi';
import type { FileReport, Report, ReportStyle } from '../../contracts.ts';
import { isPartial, keptBackLines } from '../kept-back.ts';
import { leftOutLines, type Ranking } from '../ranking.ts';
import { count, duration, points } from '../words.ts';
import { gradeColor, type Canvas } from './paint.ts';

/** The grade and the size of the run, then one line for each kind of finding that is not listed. */
export function summaryLines(report: Report, ranking: Ranking, style: ReportStyle, canvas: Canvas): readonly string[] {
  const leftOut = [...leftOutLines(ranking, style.top), ...keptBackLines(report)];
  return [gradeLine(report, canvas), ...leftOut].map((line) => wrapAnsi(line, canvas.width));
}

function gradeLine(report: Report, canvas: Canvas): string {
  const { summary, files: reports } = report;
  const { grade, score, files, parsed, findings, failures, durationMs } = summary;
  const found =
    findings === 0
      ? `no ${isPartial(report) ? 'new ' : ''}findings`
      : `${points(score)} points, ${points(requestPoints(reports))} in request code`;
  const failed = failures === 0 ? '' : `, ${failures} left out or not fully analysed`;
  const run = `${count(files, 'file')}, ${parsed.toLocaleString('en-US')} parsed, in ${duration(durationMs)}`;
  const whose = isPartial(report) ? ' with all that is known' : '';
  return `${gradeColor(canvas, grade).bold(`Grade ${grade}`)}${whose}: ${found}; ${run}${failed}`;
}

/** What the grade depends on. */
function requestPoints(files: readonly FileReport[]): number {
  const findings = files.flatMap((file) => file.findings);
  return findings.reduce((sum, { context, score }) => sum + (context === 'request' ? score : 0), 0);
}
