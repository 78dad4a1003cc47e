/** The format of JUnit's reports, which most build servers show: each file is a suite, each finding a test that failed. */
import type { Failure, FileReport, Finding, Report, Reporter, ReportStyle } from '../contracts.ts';
import { escapeControl } from './escape.ts';
import { chainWords, contextWords, mendingCommand, pathFromHere, place, points } from './words.ts';

/** The reporter of `--format junit`. */
export const junit: Reporter = {
  name: 'junit',
  summary: 'for build servers: JUnit XML, a failed test for each finding',
  format(report: Report, style: ReportStyle): string {
    const files = report.files.filter(({ findings }) => findings.length > 0);
    const { findings } = report.summary;
    const errors = report.failures.length;
    const total = { name: 'perfmig', tests: findings + errors, failures: findings, errors };
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites${attributes(total)}>`,
      ...files.flatMap((file) => suite(report, file, style)),
      ...faults(report, style),
      '</testsuites>',
      '',
    ].join('\n');
  },
};

function suite(report: Report, { path, findings }: FileReport, style: ReportStyle): readonly string[] {
  const name = pathFromHere(report, path, style);
  const count = findings.length;
  return [
    `  <testsuite${attributes({ name, tests: count, failures: count, errors: 0, file: name })}>`,
    ...findings.flatMap((finding) => testCase(report, finding, name, style)),
    '  </testsuite>',
  ];
}

function testCase(report: Report, finding: Finding, file: string, style: ReportStyle): readonly string[] {
  const { rule, message, severity, line, score, codemod } = finding;
  const chain = chainWords(finding);
  const text = [
    `${place(report, finding, style)}: ${severity}, ${contextWords(finding)}, ${points(score)} points`,
    ...(chain === undefined ? [] : [chain]),
    ...(codemod === undefined ? [] : [`mend: ${mendingCommand(codemod)}`]),
  ];
  return [
    `    <testcase${attributes({ classname: file, name: `${rule} at line ${line}` })}>`,
    `      <failure${attributes({ type: rule, message })}>${text.map(escapeText).join('\n')}</failure>`,
    '    </testcase>',
  ];
}

/** What could not be analysed is not to look like a test that passed. */
function faults(report: Report, style: ReportStyle): readonly string[] {
  const { failures } = report;
  if (failures.length === 0) return [];
  const cases = failures.flatMap(({ path, stage, message }: Failure) => [
    `    <testcase${attributes({ classname: pathFromHere(report, path, style), name: stage })}>`,
    `      <error${attributes({ type: stage, message })}/>`,
    '    </testcase>',
  ]);
  const total = { name: 'not fully analysed', tests: failures.length, failures: 0, errors: failures.length };
  return [`  <testsuite${attributes(total)}>`, ...cases, '  </testsuite>'];
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([key, value]) => ` ${key}="${escapeText(String(value)).replaceAll('"', '&quot;')}"`)
    .join('');
}

function escapeText(text: string): string {
  // Two more that XML can't hold, not even as references.
  const allowed = escapeControl(text).replaceAll('\ufffe', '\\ufffe').replaceAll('\uffff', '\\uffff');
  return allowed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
