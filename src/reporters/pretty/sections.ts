/** What follows the findings: the worst files, what could not be analysed, the counts. */
import cliTruncate from 'cli-truncate';
import wrapAnsi from 'wrap-ansi';
import type { Context, Report, ReportStyle, Severity } from '../../contracts.ts';
import { escapeControl } from '../escape.ts';
import { findingsWords, noticePlace } from '../kept-back.ts';
import { firstOf, worstFiles } from '../ranking.ts';
import { pathFromHere, points } from '../words.ts';
import { severityColor, type Canvas } from './paint.ts';
import { table } from './table.ts';

const CONTEXTS: readonly Context[] = ['request', 'worker', 'loop', 'unknown', 'startup', 'build', 'test'];
const SEVERITIES: readonly Severity[] = ['high', 'medium', 'low'];

/** The worst files; no lines where no two files have points. */
export function filesSection(report: Report, style: ReportStyle, { chalk }: Canvas): readonly string[] {
  const files = worstFiles(report, style.top);
  if (files.length === 0) return [];
  const rows = files.map(({ path, score, findings }) => [
    points(score),
    findings.length.toLocaleString('en-US'),
    escapeControl(pathFromHere(report, path, style)),
  ]);
  const head = ['points', 'findings', 'file'].map((title) => chalk.dim(title));
  return [chalk.bold('Worst files'), ...table([head, ...rows], ['right', 'right', 'left'])];
}

/** One line for each failure, at most `style.top`. */
export function failuresSection(report: Report, style: ReportStyle, { chalk, width }: Canvas): readonly string[] {
  const { failures } = report;
  if (failures.length === 0) return [];
  const rows = firstOf(failures, style.top).map(({ path, stage, message }) => [
    chalk.yellow(stage),
    `${escapeControl(pathFromHere(report, path, style))}: ${escapeControl(message)}`,
  ]);
  const all = failures.length.toLocaleString('en-US');
  return [
    chalk.bold('Left out or not fully analysed'),
    ...table(rows, ['left', 'left']).map((line) => cliTruncate(line, width)),
    ...(rows.length === failures.length ? [] : [chalk.dim(`${rows.length} of ${all} shown; --top 0 shows all`)]),
  ];
}

/** One line for each notice, at most `style.top`. */
export function noticesSection(report: Report, style: ReportStyle, { chalk, width }: Canvas): readonly string[] {
  const { notices } = report;
  if (notices.length === 0) return [];
  const lines = firstOf(notices, style.top).map(
    (notice) => `${escapeControl(noticePlace(report, notice, style))}  ${escapeControl(notice.message)}`,
  );
  const all = notices.length.toLocaleString('en-US');
  return [
    chalk.bold('Comments and baseline to put in order'),
    ...lines.map((line) => wrapAnsi(line, width)),
    ...(lines.length === notices.length ? [] : [chalk.dim(`${lines.length} of ${all} shown; --top 0 shows all`)]),
  ];
}

/** How many findings of each severity in each context. */
export function countsSection(report: Report, canvas: Canvas): readonly string[] {
  const findings = report.files.flatMap((file) => file.findings);
  const contexts = CONTEXTS.filter((context) => findings.some((finding) => finding.context === context));
  if (contexts.length === 0) return [];
  const rows = contexts.map((context) => {
    const own = findings.filter((finding) => finding.context === context);
    return [
      context,
      ...SEVERITIES.map((severity) => own.filter((one) => one.severity === severity).length.toLocaleString('en-US')),
    ];
  });
  const head = ['', ...SEVERITIES.map((severity) => severityColor(canvas, severity)(severity))];
  return [canvas.chalk.bold(findingsWords(report)), ...table([head, ...rows], ['left', 'right', 'right', 'right'])];
}
