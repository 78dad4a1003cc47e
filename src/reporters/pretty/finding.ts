/** One finding: where, what, the source line, the way to it, how to mend it. */
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import type { Finding, Report, ReportStyle } from '../../contracts.ts';
import { escapeControl } from '../escape.ts';
import { chainWords, contextWords, factorWords, mendingCommand, place, points } from '../words.ts';
import { severityColor, type Canvas } from './paint.ts';
import { sourceLine } from './source-line.ts';

/** Columns of the label and the line number, on the left of everything. */
const MARGIN = 8;

/** The lines of a finding. */
export function findingLines(report: Report, finding: Finding, style: ReportStyle, canvas: Canvas): readonly string[] {
  const { chalk } = canvas;
  const chain = chainWords(finding);
  return [
    heading(finding, place(report, finding, style), canvas),
    ...indented(escapeControl(finding.message), canvas),
    ...sourceLines(finding, canvas),
    ...(chain === undefined ? [] : indented(escapeControl(chain), canvas)),
    ...(finding.codemod === undefined ? [] : indented(`mend: ${mendingCommand(finding.codemod)}`, canvas)),
    ...(style.explainScore ? indented(chalk.dim(factorWords(finding)), canvas) : []),
  ];
}

function heading(finding: Finding, where: string, canvas: Canvas): string {
  const { chalk } = canvas;
  const label = severityColor(canvas, finding.severity).bold(finding.severity.toUpperCase().padEnd(MARGIN));
  const score = `${points(finding.score)} ${finding.score === 1 ? 'point' : 'points'}`;
  return `${label}${chalk.bold(escapeControl(where))}  ${chalk.dim(`${finding.rule}  ${contextWords(finding)}  ${score}`)}`;
}

function sourceLines(finding: Finding, canvas: Canvas): readonly string[] {
  if (finding.excerpt.trim() === '') return [];
  const { chalk, width } = canvas;
  const { code, carets } = sourceLine(finding, width - MARGIN - 2);
  const bar = chalk.dim('│');
  const lines = [`${chalk.dim(String(finding.line).padStart(MARGIN - 1))} ${bar} ${code}`];
  if (carets !== '') lines.push(`${' '.repeat(MARGIN)}${bar} ${severityColor(canvas, finding.severity)(carets)}`);
  return lines;
}

/** Text broken to the width, right of the margin. */
function indented(text: string, { width }: Canvas): readonly string[] {
  const room = width - MARGIN;
  const wrapped = stringWidth(text) <= room ? text : wrapAnsi(text, room, { hard: true });
  return wrapped.split('\n').map((line) => ' '.repeat(MARGIN) + line);
}
