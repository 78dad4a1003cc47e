/** The format for steps of GitHub Actions: workflow commands that put the worst findings beside the lines of a pull request. */
import type { Finding, Report, Reporter, ReportStyle } from '../contracts.ts';
import { escapeControl } from './escape.ts';
import { findingsWords } from './kept-back.ts';
import { rank } from './ranking.ts';
import { chainWords, contextWords, mendingCommand, pathFromHere } from './words.ts';

/** GitHub shows ten errors and ten warnings of a step and drops the others without a word; ten in all can't be too many. */
const MOST = 10;

/** The reporter of `--format github`. */
export const github: Reporter = {
  name: 'github',
  summary: 'for GitHub Actions: the ten worst findings as annotations',
  format(report: Report, style: ReportStyle): string {
    const annotated = rank(report, style.top).shown.slice(0, MOST);
    const left = report.summary.findings - annotated.length;
    const rest = left > 0 ? `, ${left.toLocaleString('en-US')} of them not annotated` : '';
    const notice = command('notice', { title: 'perfmig' }, `${findingsWords(report)}${rest}`);
    return [...annotated.map((finding) => annotation(report, finding, style)), notice, ''].join('\n');
  },
};

function annotation(report: Report, finding: Finding, style: ReportStyle): string {
  const { severity, rule, message, line, column, endLine, endColumn, codemod } = finding;
  const file = pathFromHere(report, finding.path, style);
  // Columns count only within one line, and the end is the last one, not the one behind.
  const columns = line === endLine ? { col: String(column), endColumn: String(Math.max(column, endColumn - 1)) } : {};
  const place = { file, line: String(line), endLine: String(endLine), ...columns };
  const chain = chainWords(finding);
  const words = [
    message,
    `${contextWords(finding)}${chain === undefined ? '' : `: ${chain}`}`,
    ...(codemod === undefined ? [] : [`mend: ${mendingCommand(codemod)}`]),
  ];
  const text = words.map(escapeControl).join('\n');
  return command(severity === 'high' ? 'error' : 'warning', { ...place, title: `perfmig ${rule}` }, text);
}

/** One workflow command. What is in it ends neither the command nor a property, and begins no other. */
function command(name: string, properties: Readonly<Record<string, string>>, message: string): string {
  const given = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(escapeControl(value))}`);
  return `::${name} ${given.join(',')}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
