/** The format for pull requests and wikis: GitHub-flavoured Markdown. */
import type { Finding, Report, Reporter, ReportStyle } from '../contracts.ts';
import { code, row, text } from './markdown/escape.ts';
import { findingsWords, isPartial, keptBackLines, noticePlace } from './kept-back.ts';
import { firstOf, leftOutLines, rank, worstFiles } from './ranking.ts';
import { chainWords, contextWords, count, factorWords, mendingCommand, pathFromHere, place, points } from './words.ts';

/** The reporter of `--format markdown`. */
export const markdown: Reporter = {
  name: 'markdown',
  summary: 'for pull requests and wikis: tables of findings and files',
  format(report: Report, style: ReportStyle): string {
    const { grade, score, files } = report.summary;
    const ranking = rank(report, style.top);
    const sections = [
      [`# perfmig: grade ${grade}${isPartial(report) ? ' with all that is known' : ''}`],
      [`${findingsWords(report)}, ${points(score)} points, ${count(files, 'file')}`],
      findingsTable(report, ranking.shown, style),
      [...leftOutLines(ranking, style.top), ...keptBackLines(report)].map((line) => `- ${text(line)}`),
      filesTable(report, style),
      noticesList(report, style),
      failuresList(report, style),
    ];
    return `${sections
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n')}\n`;
  },
};

function findingsTable(report: Report, findings: readonly Finding[], style: ReportStyle): readonly string[] {
  if (findings.length === 0) return [];
  const rows = findings.map((finding) => {
    const { severity, rule, message, codemod } = finding;
    const chain = chainWords(finding);
    const what = [
      text(message),
      ...(chain === undefined ? [] : [code(chain)]),
      ...(codemod === undefined ? [] : [`mend: ${code(mendingCommand(codemod))}`]),
    ].join('<br>');
    const where = code(place(report, finding, style));
    const product = style.explainScore ? [factorWords(finding)] : [];
    return row(severity, where, rule, what, contextWords(finding), points(finding.score), ...product);
  });
  const head = row(
    'severity',
    'where',
    'rule',
    'what',
    'context',
    'points',
    ...(style.explainScore ? ['product'] : []),
  );
  return [head, `|---|---|---|---|---|--:|${style.explainScore ? '---|' : ''}`, ...rows];
}

function filesTable(report: Report, style: ReportStyle): readonly string[] {
  const files = worstFiles(report, style.top);
  if (files.length === 0) return [];
  const rows = files.map(({ path, score, findings }) =>
    row(points(score), String(findings.length), code(pathFromHere(report, path, style))),
  );
  return ['## Worst files', '', row('points', 'findings', 'file'), '|--:|--:|---|', ...rows];
}

function noticesList(report: Report, style: ReportStyle): readonly string[] {
  const { notices } = report;
  if (notices.length === 0) return [];
  const lines = firstOf(notices, style.top).map(
    (notice) => `- ${code(noticePlace(report, notice, style))}: ${text(notice.message)}`,
  );
  return ['## Comments and baseline to put in order', '', ...lines, ...shownOf(lines.length, notices.length)];
}

/** Says how many lines of a list are missing. */
function shownOf(shown: number, all: number): readonly string[] {
  return shown === all ? [] : [`- ${shown} of ${all.toLocaleString('en-US')} shown; --top 0 shows all`];
}

function failuresList(report: Report, style: ReportStyle): readonly string[] {
  const { failures } = report;
  if (failures.length === 0) return [];
  const lines = firstOf(failures, style.top).map(
    ({ path, stage, message }) => `- ${stage}: ${code(pathFromHere(report, path, style))}: ${text(message)}`,
  );
  return ['## Left out or not fully analysed', '', ...lines, ...shownOf(lines.length, failures.length)];
}
