/** The formats of reviewdog: all findings as one JSON object, or one object a line. Its columns count UTF-8 bytes. */
import type { Finding, Report, Reporter, ReportStyle, Severity } from '../contracts.ts';
import { escapeInJson } from './escape.ts';
import { code, text } from './markdown/escape.ts';
import { findingsByScore } from './ranking.ts';
import { firstLineOf, linesOf, replacementOf, type Region } from './source-text.ts';
import { chainWords, contextWords, mendingCommand, pathFromHere } from './words.ts';

const SEVERITIES: Readonly<Record<Severity, string>> = { high: 'ERROR', medium: 'WARNING', low: 'INFO' };

const SOURCE = { name: 'perfmig' };

/** The reporter of `--format rdjson`. */
export const rdjson: Reporter = {
  name: 'rdjson',
  summary: 'for reviewdog: one JSON object',
  wantsSources: true,
  format(report, style) {
    const result = { source: SOURCE, diagnostics: diagnostics(report, style) };
    return `${escapeInJson(JSON.stringify(result, undefined, 2))}\n`;
  },
};

/** The reporter of `--format rdjsonl`. */
export const rdjsonl: Reporter = {
  name: 'rdjsonl',
  summary: 'for reviewdog: a JSON object on each line',
  wantsSources: true,
  format: (report, style) =>
    diagnostics(report, style)
      .map((one) => `${escapeInJson(JSON.stringify({ ...one, source: SOURCE }))}\n`)
      .join(''),
};

/** Findings that have points, the worst first. */
function diagnostics(report: Report, style: ReportStyle): readonly object[] {
  const scored = findingsByScore(report).filter(({ score }) => score > 0);
  return scored.map((finding) => {
    const lines = linesOf(finding, style) ?? [];
    const replacement = replacementOf(finding, style);
    return {
      message: messageOf(finding),
      location: {
        path: pathFromHere(report, finding.path, style),
        range: range(regionOf(finding, lines), (line) => (line === finding.line ? finding.excerpt : lines[line - 1])),
      },
      severity: SEVERITIES[finding.severity],
      code: { value: finding.rule },
      ...(replacement && {
        suggestions: [{ range: range(replacement.region, (line) => lines[line - 1]), text: replacement.text }],
      }),
    };
  });
}

/** Reviewdog posts it as Markdown, so nothing from the code may be any. */
function messageOf(finding: Finding): string {
  const chain = chainWords(finding);
  const { message, codemod } = finding;
  const when = `${contextWords(finding)}${chain === undefined ? '' : `: ${code(chain)}`}`;
  const mend = codemod === undefined ? '' : `; mend: ${code(mendingCommand(codemod))}`;
  return `${text(message)} (${when})${mend}`;
}

/** Where the lines behind the first are not at hand, their columns can't be told: the first line stands for all. */
function regionOf(finding: Finding, lines: readonly string[]): Region {
  const { line, column, endLine, endColumn } = finding;
  if (lines.length === 0) return firstLineOf(finding);
  return { startLine: line, startColumn: column, endLine, endColumn };
}

function range({ startLine, startColumn, endLine, endColumn }: Region, lineOf: (line: number) => string | undefined) {
  return {
    start: { line: startLine, column: byteColumn(lineOf(startLine), startColumn) },
    end: { line: endLine, column: byteColumn(lineOf(endLine), endColumn) },
  };
}

/** A column in UTF-16 units as one in bytes of UTF-8; behind a line that was cut short, its end. */
function byteColumn(line = '', column: number): number {
  return Buffer.byteLength(line.slice(0, column - 1)) + 1;
}
