/** The format other tools rely on. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { json } from '../../src/reporters/json.ts';
import { finding, plain, report } from './made-report.ts';

const schema = JSON.parse(readFileSync(new URL('../../schema/analyze.json', import.meta.url), 'utf8')) as object;
const failure = { path: 'src/broken.js', stage: 'parse', message: 'Unexpected token' } as const;
const notice = { code: 'unused-comment', path: 'src/a.js', line: 3, column: 1, message: 'unused' } as const;
const stale = [{ path: 'src/b.js', fingerprint: 'f2', finding: 'sync-io startup fs.statSync' }];
const baseline = { path: 'perfmig-baseline.json', entries: 4, stale };

describe('json', () => {
  it('has exactly the names of the contract', () => {
    const plainReport = report([finding({ codemod: 'async-fs' })], [failure], 'app');
    const suppressed = { comments: 2, baseline: 3, unchanged: 0, belowMinScore: 0 };
    const summary = { ...plainReport.summary, suppressed, notices: 1 };
    const made = { ...plainReport, summary, notices: [notice], baseline };
    expect(JSON.parse(json.format(made, plain))).toEqual({
      version: 1,
      tool: { name: 'perfmig', version: '1.2.3' },
      root: 'app',
      summary: {
        files: 12,
        parsed: 5,
        findings: 1,
        score: 54,
        grade: 'D',
        byRule: { 'sync-io': 1 },
        byContext: { request: 1 },
        suppressed: { comments: 2, baseline: 3, unchanged: 0, belowMinScore: 0 },
        notices: 1,
        failures: 1,
        durationMs: 340,
      },
      files: [
        {
          path: 'src/templates.js',
          score: 54,
          lines: 40,
          findings: [
            {
              rule: 'sync-io',
              severity: 'high',
              line: 14,
              column: 16,
              endLine: 14,
              endColumn: 45,
              message: 'fs.readFileSync stops all other requests while the file is read',
              api: 'fs.readFileSync',
              context: 'request',
              loopDepth: 0,
              chain: [
                { path: 'src/server.js', line: 8, name: 'GET /orders' },
                { path: 'src/orders.js', line: 21, name: 'loadOrder' },
                { path: 'src/templates.js', line: 14, name: 'fs.readFileSync' },
              ],
              score: 54,
              worth: true,
              confidence: 0.9,
              codemod: 'async-fs',
              factors: { cost: 30, once: 1, rare: 1, context: 1, loop: 2, confidence: 0.9 },
              scope: 'loadOrder',
              excerpt: "  const text = fs.readFileSync(path, 'utf8');",
              fingerprint: 'f1',
            },
          ],
        },
      ],
      notices: [notice],
      baseline,
      failures: [failure],
    });
  });

  it.each([
    ['a full report', report([finding({ codemod: 'async-fs' })], [failure])],
    ['an empty report', report([])],
    ['a report with notices and a baseline', { ...report([]), notices: [notice], baseline }],
  ])('obeys its schema: %s', (_, made) => {
    const ajv = new Ajv({ allErrors: true });
    const isValid = ajv.validate(schema, JSON.parse(json.format(made, plain)));
    expect(ajv.errorsText()).toBe('No errors');
    expect(isValid).toBe(true);
  });

  it('leaves out files without findings and what is not known', () => {
    const { chain, ...withoutChain } = finding();
    expect(chain).toBeDefined();
    const made = report([withoutChain]);
    const files = [...made.files, { path: 'clean.js', score: 0, lines: 3, findings: [] }];
    const parsed = JSON.parse(json.format({ ...made, files }, plain)) as { files: { findings: object[] }[] };
    expect(parsed.files).toHaveLength(1);
    expect(Object.keys(parsed.files[0]?.findings[0] ?? {})).not.toContain('chain');
  });

  it('takes all findings, whatever the limit for people, and keeps control characters out', () => {
    const findings = Array.from({ length: 30 }, (_, index) => finding({ line: index + 1, path: '\u001B[2J\u009B.js' }));
    const text = json.format(report(findings), { ...plain, top: 1, color: true });
    expect(text.match(/"fingerprint"/g)).toHaveLength(30);
    expect(text).not.toMatch(/(?!\n)\p{Cc}/u);
    expect((JSON.parse(text) as { files: unknown[] }).files[0]).toHaveProperty('path', '\u001B[2J\u009B.js');
  });
});
