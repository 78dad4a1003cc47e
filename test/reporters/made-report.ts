/** A report made by hand, for the tests of the reporters. */
import type { Failure, Finding, Report, ReportStyle } from '../../src/contracts.ts';

export const plain: ReportStyle = { color: false, width: 80, explainScore: false, top: 20 };

/** A finding in request code; `changes` replaces what a test is about. */
export function finding(changes: Partial<Finding> = {}): Finding {
  const excerpt = "  const text = fs.readFileSync(path, 'utf8');";
  return {
    rule: 'sync-io',
    severity: 'high',
    path: 'src/templates.js',
    span: [120, 149],
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
    factors: { cost: 30, once: 1, rare: 1, context: 1, loop: 2, confidence: 0.9 },
    confidence: 0.9,
    fingerprint: 'f1',
    identity: 'i1',
    scope: 'loadOrder',
    excerpt,
    ...changes,
  };
}

/** A report of these findings, grouped by file. */
export function report(findings: readonly Finding[], failures: readonly Failure[] = [], root = '.'): Report {
  const paths = [...new Set(findings.map(({ path }) => path))];
  const files = paths.map((path) => {
    const own = findings.filter((one) => one.path === path);
    return { path, lines: 40, findings: own, score: own.reduce((sum, { score }) => sum + score, 0) };
  });
  return {
    root,
    tool: { name: 'perfmig', version: '1.2.3' },
    summary: {
      files: 12,
      parsed: 5,
      findings: findings.length,
      score: files.reduce((sum, { score }) => sum + score, 0),
      grade: findings.length === 0 ? 'A' : 'D',
      byRule: findings.length === 0 ? {} : { 'sync-io': findings.length },
      byContext: findings.length === 0 ? {} : { request: findings.length },
      suppressed: { comments: 0, baseline: 0, unchanged: 0, belowMinScore: 0 },
      notices: 0,
      failures: failures.length,
      durationMs: 340,
    },
    files,
    notices: [],
    failures,
  };
}
