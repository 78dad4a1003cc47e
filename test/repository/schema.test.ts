/** The JSON Schema accepts what the contract allows and nothing else. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import type { AnalyzeJson, AnalyzeJsonFinding } from '../../src/reporters/analyze-json.ts';

const schema = JSON.parse(await readFile(join(import.meta.dirname, '../../schema/analyze.json'), 'utf8')) as object;
const isValid = new Ajv().compile(schema);

const finding: AnalyzeJsonFinding = {
  rule: 'sync-io',
  severity: 'high',
  line: 3,
  column: 10,
  endLine: 3,
  endColumn: 34,
  message: 'fs.readFileSync blocks every request while it reads',
  api: 'fs.readFileSync',
  context: 'request',
  loopDepth: 0,
  score: 20,
  worth: true,
  confidence: 1,
  fingerprint: '5d41402abc4b2a76',
};

function reportWith(finding: object): object {
  const report: AnalyzeJson = {
    version: 1,
    tool: { name: 'perfmig', version: '0.1.0' },
    root: '.',
    summary: {
      files: 1,
      parsed: 1,
      findings: 1,
      score: 20,
      grade: 'C',
      byRule: { 'sync-io': 1 },
      byContext: { request: 1 },
      suppressed: { comments: 0, baseline: 0, unchanged: 0, belowMinScore: 0 },
      notices: 0,
      failures: 0,
      durationMs: 12,
    },
    files: [],
    notices: [],
    failures: [],
  };
  return { ...report, files: [{ path: 'src/app.js', score: 20, lines: 40, findings: [finding] }] };
}

describe('schema/analyze.json', () => {
  it('accepts a finding with and without what is optional', () => {
    const chain = [{ path: 'src/app.js', line: 1, name: 'GET /orders' }];
    expect(isValid(reportWith(finding)), JSON.stringify(isValid.errors)).toBe(true);
    expect(isValid(reportWith({ ...finding, chain, codemod: 'async-fs', measured: { ms: 3 } }))).toBe(true);
  });

  it.each([
    ['a context nobody knows', { context: 'sometimes' }],
    ['a column from 0', { column: 0 }],
    ['a broken line', { line: 1.5 }],
    ['a field outside the contract', { span: [0, 1] }],
    ['a missing fingerprint', { fingerprint: undefined }],
  ])('refuses %s', (_, change) => {
    expect(isValid(JSON.parse(JSON.stringify(reportWith({ ...finding, ...change }))))).toBe(false);
  });
});
