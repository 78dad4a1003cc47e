/** The format for other tools: version 1 of the contract in analyze-json.ts, and of schema/analyze.json. */
import type { BaselineReport, FileReport, Finding, Notice, Report, Reporter } from '../contracts.ts';
import type { AnalyzeJson, AnalyzeJsonBaseline, AnalyzeJsonFile, AnalyzeJsonFinding } from './analyze-json.ts';
import { escapeInJson } from './escape.ts';

/** The reporter of `--format json`. */
export const json: Reporter = {
  name: 'json',
  summary: 'for other tools; schema/analyze.json describes it',
  format: (report) => `${escapeInJson(JSON.stringify(analyzeJson(report), undefined, 2))}\n`,
};

/** The report with the names other tools rely on, and nothing else. */
function analyzeJson({ tool, root, summary, files, notices, baseline, failures }: Report): AnalyzeJson {
  const { findings, parsed, score, grade, byRule, byContext, suppressed, durationMs } = summary;
  const { comments, unchanged, belowMinScore } = suppressed;
  return {
    version: 1,
    tool: { name: tool.name, version: tool.version },
    root,
    summary: {
      files: summary.files,
      parsed,
      findings,
      score,
      grade,
      byRule,
      byContext,
      suppressed: { comments, baseline: suppressed.baseline, unchanged, belowMinScore },
      notices: summary.notices,
      failures: summary.failures,
      durationMs,
    },
    files: files.filter((file) => file.findings.length > 0).map(fileJson),
    notices: notices.map(noticeJson),
    ...(baseline && { baseline: baselineJson(baseline) }),
    failures: failures.map(({ path, stage, message }) => ({ path, stage, message })),
  };
}

function fileJson({ path, score, lines, findings }: FileReport): AnalyzeJsonFile {
  return { path, score, lines, findings: findings.map(findingJson) };
}

function findingJson(finding: Finding): AnalyzeJsonFinding {
  const { rule, severity, line, column, endLine, endColumn, message, api, context, loopDepth, chain } = finding;
  const { score, worth, confidence, codemod, factors, scope, excerpt, fingerprint } = finding;
  const { cost, once, rare, context: weight, loop } = factors;
  return {
    ...{ rule, severity, line, column, endLine, endColumn, message, api, context, loopDepth },
    ...(chain !== undefined && { chain: chain.map(({ path, line, name }) => ({ path, line, name })) }),
    ...{ score, worth, confidence },
    ...(codemod !== undefined && { codemod }),
    factors: { cost, once, rare, context: weight, loop, confidence: factors.confidence },
    ...{ scope, excerpt, fingerprint },
  };
}

function noticeJson({ code, path, line, column, message }: Notice): Notice {
  return { code, path, ...(line !== undefined && { line }), ...(column !== undefined && { column }), message };
}

function baselineJson({ path, entries, stale }: BaselineReport): AnalyzeJsonBaseline {
  return {
    path,
    entries,
    stale: stale.map((one) => ({ path: one.path, fingerprint: one.fingerprint, finding: one.finding })),
  };
}
