/** `analyze`: finds, chooses what to report, adds up. */
import { join } from 'node:path';
import type { Finding, Report, Summary } from '../contracts.ts';
import { fromRoot, wayTo } from '../project/paths.ts';
import { toolInfo } from '../project/tool.ts';
import { chosenBaseline } from './baseline-file.ts';
import type { Change } from './change.ts';
import { withFiles } from './checkout.ts';
import { optionsIn } from './in-copy.ts';
import { investigate, type Investigation, type InvestigateOptions } from './investigate.ts';
import { gradeOf } from './score.ts';
import { countBy, select, sumOf, type Selection } from './select.ts';

export interface AnalyzeOptions extends InvestigateOptions {
  /** A file of known findings; `true` takes the one in the root, if there is one. Default: none. */
  readonly baseline?: string | boolean;
  /** Points that a reported finding has at least. Default: 0. */
  readonly minScore?: number;
  /** Reports only what has changed since HEAD and this branch, tag or commit parted. */
  readonly since?: string;
  /** Analyses git's index instead of the files, and reports only what it changes in HEAD, or since `since`. */
  readonly staged?: boolean;
}

/**
 * Analyses the project around `paths` and reports on what is inside them. Runs
 * none of its code.
 * @throws {UsageError} where a path doesn't exist or holds no source file, the baseline can't be read, or git lacks
 * what was asked of it
 * @throws {ConfigError} where a configuration of the project can't be used
 * @throws the signal's reason, where it is aborted
 */
export async function analyze(options: AnalyzeOptions): Promise<Report> {
  const started = performance.now();
  const { since, staged = false } = options;
  if (since === undefined && !staged) return report(options, started);
  const { openChange } = await import('./change.ts');
  const change = await openChange(options, since);
  const { top } = change.git;
  if (!staged) return report(options, started, { change, top });
  const files = await change.git.stagedFiles();
  return withFiles(change.git, files, async (copy) => report(options, started, { change, top: copy }));
}

/** A change, and the folder that stands for the repository's top: itself, or what the index was written to. */
interface ChangedPlace {
  readonly change: Change;
  readonly top: string;
}

async function report(options: AnalyzeOptions, started: number, place?: ChangedPlace): Promise<Report> {
  const investigation = await investigate(place ? optionsIn(place.change.git.top, place.top, options) : options);
  const { discovery, outcomes, failures, scope } = investigation;
  const root = place ? join(place.change.git.top, fromRoot(place.top, discovery.root)) : discovery.root;
  const { minScore = 0, baseline: choice = false } = options;
  // A file that was named is read as it is; the one in the root as it was committed or staged.
  const baseline = chosenBaseline(choice === true ? discovery.root : root, options.cwd, choice);
  // Comparing texts takes a library that most runs don't need.
  const isChanged =
    place && (await (await import('./change.ts')).changeFilter(place.change, place.top, investigation, options));
  const filters = { minScore, ...(baseline && { baseline }), ...(isChanged && { isChanged }) };
  const selection = select(outcomes, filters, scope);
  return {
    root: wayTo(root, options.cwd),
    tool: toolInfo(),
    summary: summarize(investigation, selection, performance.now() - started),
    files: selection.files,
    notices: selection.notices,
    ...(selection.baseline && { baseline: selection.baseline }),
    failures,
  };
}

function summarize(
  { discovery: { program, reported }, gradedLines, parsed, failures }: Investigation,
  { files, all, notices, suppressed }: Selection,
  durationMs: number,
): Summary {
  const findings = files.flatMap((file) => file.findings);
  return {
    files: reported === 'all' ? program.length : reported.size,
    parsed,
    findings: findings.length,
    score: sumOf(findings),
    grade: gradeOf(sumOf(all.filter(isInRequest)), gradedLines),
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
