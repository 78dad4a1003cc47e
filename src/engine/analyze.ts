/** `analyze`: finds, chooses what to report, adds up. */
import type { Finding, Report, Summary } from '../contracts.ts';
import { wayTo } from '../project/paths.ts';
import { toolInfo } from '../project/tool.ts';
import { chosenBaseline } from './baseline-file.ts';
import { investigate, type Investigation, type InvestigateOptions } from './investigate.ts';
import type { KindByPlace } from './file-kinds.ts';
import { gradeOf } from './score.ts';
import { select, sumOf, type Selection } from './select.ts';
import type { Glance } from './survey.ts';

export interface AnalyzeOptions extends InvestigateOptions {
  /** A file of known findings; `true` takes the one in the root, if there is one. Default: none. */
  readonly baseline?: string | boolean;
  /** Points that a reported finding has at least. Default: 0. */
  readonly minScore?: number;
}

/**
 * Analyses the project around `paths` and reports on what is inside them. Runs
 * none of its code.
 * @throws {UsageError} where a path doesn't exist or holds no source file, or the baseline can't be read
 * @throws {ConfigError} where a configuration of the project can't be used
 * @throws the signal's reason, where it is aborted
 */
export async function analyze(options: AnalyzeOptions): Promise<Report> {
  const started = performance.now();
  const investigation = await investigate(options);
  const { discovery, outcomes, failures, scope } = investigation;
  const baseline = chosenBaseline(discovery.root, options.cwd, options.baseline ?? false);
  const { minScore = 0 } = options;
  const selection = select(outcomes, { minScore, ...(baseline && { baseline }) }, scope);
  return {
    root: wayTo(discovery.root, options.cwd),
    tool: toolInfo(),
    summary: summarize(investigation, selection, performance.now() - started),
    files: selection.files,
    notices: selection.notices,
    ...(selection.baseline && { baseline: selection.baseline }),
    failures,
  };
}

function summarize(
  { discovery: { program, reported }, surveyed, parsed, failures, kindOf }: Investigation,
  { files, all, notices, suppressed }: Selection,
  durationMs: number,
): Summary {
  const findings = files.flatMap((file) => file.findings);
  const glances = [...surveyed.glances.values()];
  const lines = glances.reduce((sum, glance) => sum + (countsForGrade(glance, kindOf) ? glance.lines : 0), 0);
  return {
    files: reported === 'all' ? program.length : reported.size,
    parsed,
    findings: findings.length,
    score: sumOf(findings),
    grade: gradeOf(sumOf(all.filter(isInRequest)), lines),
    byRule: countBy(findings.map(({ rule }) => rule)),
    byContext: countBy(findings.map(({ context }) => context)),
    suppressed,
    notices: notices.length,
    failures: failures.length,
    durationMs: Math.round(durationMs),
  };
}

function isInRequest({ context }: Finding): boolean {
  return context === 'request';
}

/** Tests run on no request path, however many there are. */
function countsForGrade({ isReported, path, specifiers }: Glance, kindOf: KindByPlace): boolean {
  return isReported && kindOf(path, specifiers) !== 'test';
}

function countBy<Key extends string>(keys: readonly Key[]): Record<Key, number> {
  const counts = new Map<Key, number>();
  for (const key of [...keys].sort()) counts.set(key, (counts.get(key) ?? 0) + 1);
  return Object.fromEntries(counts) as Record<Key, number>;
}
