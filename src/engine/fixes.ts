/** Adds to a report what rules would write. Only the few files are parsed that have such a finding. */
import type { FileReport, Finding, Report, Rule } from '../contracts.ts';
import { indexOfLine, lineStarts } from '../program/lines.ts';
import { detect } from './detect.ts';
import { readTree } from './read-tree.ts';

/**
 * The report with the fixes of its findings. A finding of a file that is not at hand, can't be parsed, or has changed
 * at that place stays as it is.
 * @param textOf the text of a file, without its byte-order mark
 */
export function withFixes<Of extends Pick<Report, 'files'>>(
  report: Of,
  rules: readonly Rule[],
  textOf: (path: string) => string | undefined,
): Of {
  const fixing = rules.filter((rule) => 'fix' in rule);
  const ids = new Set(fixing.map(({ id }) => id));
  const files = report.files.map((file) => {
    const isFixable = file.findings.some(({ rule }) => ids.has(rule));
    const text = isFixable ? textOf(file.path) : undefined;
    return text === undefined ? file : fixedFile(file, fixing, text);
  });
  return { ...report, files };
}

function fixedFile(file: FileReport, rules: readonly Rule[], text: string): FileReport {
  const tree = readTree(file.path, text);
  if (tree.kind === 'failure') return file;
  const starts = lineStarts(text);
  const keyAt = (rule: string, offset: number): string => {
    const line = indexOfLine(starts, offset);
    return keyOf({ rule, line: line + 1, column: offset - (starts[line] ?? 0) + 1 });
  };
  const found = new Map(detect(tree.file, rules, true).detected.map((one) => [keyAt(one.rule, one.span[0]), one]));
  const findings = file.findings.map((finding) => {
    const own = found.get(keyOf(finding));
    return own?.fix && own.message === finding.message ? { ...finding, fix: own.fix } : finding;
  });
  return { ...file, findings };
}

function keyOf({ rule, line, column }: Pick<Finding, 'rule' | 'line' | 'column'>): string {
  return `${rule}:${line}:${column}`;
}
