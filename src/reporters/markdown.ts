/** The format for pull requests and wikis: GitHub-flavoured Markdown. */
import type { Finding, Report, Reporter, ReportStyle } from '../contracts.ts';
import { code, row, text } from './markdown/escape.ts';
import { firstOf, leftOutLines, rank, worstFiles } from './ranking.ts';
import { chainWords, contextWords, count, factorWords, mendingCommand, pathFromHere, place, points } from './words.ts';

/** The reporter of `--format markdown`. */
export const markdown: Reporter = {
  name: 'markdown',
  summary: 'for pull requests and wikis: tables of findings and files',
  format(report: Report, style: ReportStyle): string {
    const { grade, score, files, findings } = report.summary;
    const ranking = rank(report, style.top);
    const sections = [
      [`# perfmig: grade ${grade}`],
      [`${count(findings, 'finding')}, ${points(score)} points, ${count(files, 'file')}`],
      findingsTable(report, ranking.shown, style.explainScore),
      leftOutLines(ranking).map((line) => `- ${line}`),
      filesTable(report),
      failuresList(report, style.top),
    ];
    return `${sections
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n')}\n`;
  },
};

function findingsTable(report: Report, findings: readonly Finding[], explainScore: boolean): readonly string[] {
  if (findings.length === 0) return [];
  const rows = findings.map((finding) => {
    const { severity, rule, message, codemod } = finding;
    const chain = chainWords(finding);
    const what = [
      text(message),
      ...(chain === undefined ? [] : [code(chain)]),
      ...(codemod === undefined ? [] : [`mend: ${code(mendingCommand(codemod))}`]),
    ].join('<br>');
    const score = explainScore ? factorWords(finding) : points(finding.score);
    return row(severity, code(place(report, finding)), rule, what, contextWords(finding), score);
  });
  return [row('severity', 'where', 'rule', 'what', 'context', 'points'), '|---|---|---|---|---|--:|', ...rows];
}

function filesTable(report: Report): readonly string[] {
  const files = worstFiles(report, 10);
  if (files.length === 0) return [];
  const rows = files.map(({ path, score, findings }) =>
    row(points(score), String(findings.length), code(pathFromHere(report, path))),
  );
  return ['## Worst files', '', row('points', 'findings', 'file'), '|--:|--:|---|', ...rows];
}

function failuresList(report: Report, top: number): readonly string[] {
  const { failures } = report;
  if (failures.length === 0) return [];
  const lines = firstOf(failures, top).map(
    ({ path, stage, message }) => `- ${stage}: ${code(pathFromHere(report, path))}: ${text(message)}`,
  );
  const left = failures.length - lines.length;
  return ['## Left out or not fully analysed', '', ...lines, ...(left === 0 ? [] : [`- and ${left} more`])];
}
