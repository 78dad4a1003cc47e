/** Makes a report again of what `--format json` wrote. */
import type { FileReport, Finding, Report, ScoreFactors } from '../contracts.ts';
import type { AnalyzeJson, AnalyzeJsonFile, AnalyzeJsonFinding } from './analyze-json.ts';

/**
 * The report that was saved. Offsets and the identity apart from the path are not kept: spans are empty.
 * @param saved what obeys schema/analyze.json
 */
export function reportFrom({ root, tool, summary, files, notices, baseline, failures }: AnalyzeJson): Report {
  return {
    ...{ root, tool, summary, notices, failures },
    ...(baseline && { baseline }),
    files: files.map(fileFrom),
  };
}

function fileFrom({ path, score, lines, findings }: AnalyzeJsonFile): FileReport {
  return { path, score, lines, findings: findings.map((finding) => findingFrom(path, finding)) };
}

function findingFrom(path: string, finding: AnalyzeJsonFinding): Finding {
  const { measured, factors = unknownFactors(finding), scope = '', excerpt = '', ...others } = finding;
  return { ...others, path, span: [0, 0], factors, scope, excerpt, identity: '' };
}

/** Reports of the first versions have no factors. */
function unknownFactors({ score, confidence }: AnalyzeJsonFinding): ScoreFactors {
  return { cost: score, once: 1, rare: 1, context: 1, loop: 1, confidence };
}
