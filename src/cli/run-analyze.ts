/** What `perfmig analyze` does: analyse, then write every format asked for. */
import { codemodOf } from '../catalog/mends.ts';
import { rules } from '../catalog/rules.ts';
import type { Failure, Report } from '../contracts.ts';
import { analyze } from '../engine/analyze.ts';
import { isSourceName } from '../project/source-names.ts';
import { isPartial } from '../reporters/kept-back.ts';
import { reporters } from '../reporters/index.ts';
import type { AnalyzeFlags } from './analyze.ts';
import { useCache } from './cached.ts';
import { chooseRules } from './choose-rules.ts';
import { checkLimits } from './limits.ts';
import { FAILED, OK, OVER_LIMIT } from './exit-codes.ts';
import { configOf, DEFAULT_TOP, defaultFor, openFor } from './configured.ts';
import { checkFolders, parseOutputs } from './outputs.ts';
import { printConfig } from './print-config.ts';
import { trackProgress } from './progress.ts';
import { tell } from './streams.ts';
import { writeReports } from './write-reports.ts';

/**
 * Runs the command.
 * @returns the exit code
 * @throws {UsageError | ConfigError | OutputError}
 */
export async function runAnalyze(paths: readonly string[], flags: AnalyzeFlags, signal: AbortSignal): Promise<number> {
  const outputs = parseOutputs(flags.format ?? [], reporters);
  checkFolders(outputs);
  const chosen = chooseRules(rules, flags.rule ?? []);
  const project = openFor(paths, flags);
  if (flags.printConfig !== undefined) return printConfig(project, flags);
  const progress = trackProgress(process.stderr, signal);
  const { since, staged = false } = flags;
  const cache = useCache(flags);
  const minScore = flags.minScore ?? defaultFor('minScore', project) ?? 0;
  const report = await analyze({
    ...{ cwd: process.cwd(), paths, rules: chosen, knownRules: rules.map(({ id }) => id) },
    // The index has a configuration of its own.
    ...(staged ? { config: configOf(flags) } : { project }),
    ...{ areRulesAsked: flags.rule !== undefined, baseline: flags.baseline, staged },
    ...{ minScore, ...(since !== undefined && { since }) },
    ...{ codemodOf, onProgress: progress.update, signal, ...cache.options },
  }).finally(progress.stop);
  cache.report();
  const maxIssues = flags.maxIssues ?? defaultFor('maxIssues', project);
  // What deserves work is shown unless more is asked for; who sets a limit must see what counts.
  const asked = flags.top ?? (flags.all ? 0 : defaultFor('top', project));
  const isLimited = minScore > 0 || maxIssues !== undefined || since !== undefined || staged || isPartial(report);
  const top = asked ?? (isLimited ? DEFAULT_TOP : undefined);
  await writeReports(outputs, report, { ...flags, shown: top });
  return exitCodeFor(report, { ...flags, ...(maxIssues !== undefined && { maxIssues }) });
}

/** Findings are no failure. A run in which no file could be analysed is: it must not look like a clean one. */
function exitCodeFor(report: Report, flags: AnalyzeFlags): number {
  const { summary, failures } = report;
  const lost = new Set(failures.filter(losesFile).map(({ path }) => path)).size;
  if (summary.parsed > 0 || lost < summary.files) return checkLimits(report, flags) ? OK : OVER_LIMIT;
  tell(`nothing was analysed: ${summary.files === 1 ? 'the file' : `all ${summary.files} files`} had to be left out`);
  return FAILED;
}

/** Folders and files of configuration may be unreadable too. */
function losesFile({ path, stage }: Failure): boolean {
  return stage === 'parse' || stage === 'skip' || (stage === 'read' && isSourceName(path));
}
