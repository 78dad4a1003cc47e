/** Reviewdog's formats: columns in bytes, suggestions, messages that are no Markdown. */
import { describe, expect, it } from 'vitest';
import type { Finding, ReportStyle } from '../../src/contracts.ts';
import { rdjson, rdjsonl } from '../../src/reporters/rdjson.ts';
import { isDiagnostic, isDiagnosticResult } from './checks/rdjson.ts';
import { finding, plain, report } from './made-report.ts';

interface Diagnostic {
  readonly message: string;
  readonly location: { readonly path: string; readonly range: unknown };
  readonly suggestions?: unknown;
}

function diagnosticsOf(findings: readonly Finding[], style: ReportStyle = plain): readonly Diagnostic[] {
  const result: unknown = JSON.parse(rdjson.format(report(findings), style));
  expect(isDiagnosticResult(result), JSON.stringify(isDiagnosticResult.errors)).toBe(true);
  return (result as { readonly diagnostics: readonly Diagnostic[] }).diagnostics;
}

const LINE = 'wörk("𝄞漢"); res.end(JSON.stringify(a, null, 2));';
const TEXT = `// größe\r\n${LINE}\r\nend(\r\n);\r\n`;
const at = TEXT.indexOf(', null');
const [start, end] = [LINE.indexOf('JSON.'), LINE.lastIndexOf(');')];
const wide: Finding = finding({
  ...{ path: 'a.js', line: 2, column: start + 1, endLine: 2, endColumn: end + 1, excerpt: LINE, chain: [] },
  fix: {
    safety: 'safe',
    rewrite: {
      kind: 'edits',
      edits: [
        { span: [at + 6, at + 9], text: '' },
        { span: [at, at + 6], text: '/**/' },
      ],
    },
  },
});
const withText: ReportStyle = { ...plain, textOf: () => TEXT };

describe('rdjson', () => {
  it('is a diagnostic for each finding with points, the worst first', () => {
    const low = finding({ severity: 'low', score: 1 });
    expect(diagnosticsOf([low, finding({ codemod: 'async-fs' }), finding({ score: 0 })])).toMatchObject([
      {
        message:
          'fs.readFileSync stops all other requests while the file is read (request: `GET /orders → loadOrder → fs.readFileSync`); mend: `perfmig apply --codemod async-fs`',
        location: {
          path: 'src/templates.js',
          range: { start: { line: 14, column: 16 }, end: { line: 14, column: 45 } },
        },
        severity: 'ERROR',
        code: { value: 'sync-io' },
      },
      { severity: 'INFO' },
    ]);
  });

  it('counts columns in bytes of UTF-8, and joins the edits of a fix to one suggestion', () => {
    const [diagnostic] = diagnosticsOf([wide], withText);
    const bytesBefore = (text: string): number => Buffer.byteLength(LINE.slice(0, LINE.lastIndexOf(text)));
    expect(bytesBefore('JSON.')).toBe(start + 5);
    expect(diagnostic?.location.range).toEqual({
      start: { line: 2, column: bytesBefore('JSON.') + 1 },
      end: { line: 2, column: bytesBefore(');') + 1 },
    });
    expect(diagnostic?.suggestions).toEqual([
      {
        range: {
          start: { line: 2, column: bytesBefore(', null') + 1 },
          end: { line: 2, column: bytesBefore(', null') + 10 },
        },
        text: '/**/',
      },
    ]);
  });

  it('says where a finding over several lines ends only while the lines are at hand', () => {
    const long = finding({ ...wide, line: 3, column: 1, endLine: 4, endColumn: 2, excerpt: 'end(' });
    expect(diagnosticsOf([long], withText)[0]?.location.range).toEqual({
      start: { line: 3, column: 1 },
      end: { line: 4, column: 2 },
    });
    expect(diagnosticsOf([long])[0]?.location.range).toEqual({
      start: { line: 3, column: 1 },
      end: { line: 3, column: 5 },
    });
  });

  it('suggests nothing where the file has changed', () => {
    expect(diagnosticsOf([wide], { ...plain, textOf: () => `\n${TEXT}` })[0]).not.toHaveProperty('suggestions');
  });

  it('as lines is the same diagnostics, each with its source', () => {
    const lines = rdjsonl.format(report([finding(), wide]), withText).split('\n');
    expect(lines.pop()).toBe('');
    const parsed = lines.map((line) => JSON.parse(line) as Diagnostic);
    for (const line of parsed) expect(isDiagnostic(line), JSON.stringify(isDiagnostic.errors)).toBe(true);
    expect(parsed).toEqual(
      diagnosticsOf([finding(), wide], withText).map((one) => ({ ...one, source: { name: 'perfmig' } })),
    );
    expect(rdjsonl.format(report([]), plain)).toBe('');
  });
});
