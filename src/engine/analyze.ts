/** `analyze`, the whole way: find files, glance, parse, detect, link, score. */
import type { FileReport, Report, Rule, Summary } from '../contracts.ts';
import { discover, type Discovery } from '../project/discover.ts';
import { readConfigs, type PackageInfo } from '../project/package-info.ts';
import { wayTo } from '../project/paths.ts';
import { toolInfo } from '../project/tool.ts';
import { Contexts } from '../program/contexts.ts';
import { fileKind } from '../program/file-kinds.ts';
import { link } from '../program/linker.ts';
import { ModuleGraph } from '../program/module-graph.ts';
import { fileKinds } from './file-kinds.ts';
import { reportFile } from './findings.ts';
import { cooperate } from './cooperate.ts';
import { ProgramParser } from './program.ts';
import { gradeOf, round } from './score.ts';
import { survey, type Glance, type Survey } from './survey.ts';

export interface AnalyzeOptions {
  /** Absolute; what relative paths start from. */
  readonly cwd: string;
  readonly paths: readonly string[];
  readonly rules: readonly Rule[];
  /** Told now and then how many of the project's files are done. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Analyses the project around `paths` and reports on what is inside them. Runs
 * none of its code.
 * @throws {UsageError} where a path doesn't exist or holds no source file
 * @throws the signal's reason, where it is aborted
 */
export async function analyze(options: AnalyzeOptions): Promise<Report> {
  const started = performance.now();
  const discovery = discover(options.cwd, options.paths);
  const config = readConfigs(discovery.root, discovery.configs);
  const total = discovery.program.length;
  const surveyed = await cooperate(survey(discovery, options.rules), total, options);
  const graph = new ModuleGraph(surveyed.glances.keys(), config);
  const parser = new ProgramParser(discovery.root, options.rules, surveyed, graph);
  await cooperate(parser.parseAll(), total, options);
  const files = await cooperate(linkAndReport(parser, graph, surveyed, config.packages), total, {
    ...options,
    onProgress: () => options.onProgress?.(total, total),
  });
  const failures = [...discovery.failures, ...config.failures, ...surveyed.failures, ...parser.program.failures];
  return {
    root: wayTo(discovery.root, options.cwd),
    tool: toolInfo(),
    summary: summarize(discovery, surveyed, parser, files, failures.length, performance.now() - started),
    files,
    failures,
  };
}

function* linkAndReport(
  parser: ProgramParser,
  modules: ModuleGraph,
  { glances }: Survey,
  packages: readonly PackageInfo[],
): Generator<void, FileReport[]> {
  const callGraph = yield* link([...parser.program.facts.values()], modules.resolve);
  for (const [path, aliases] of callGraph.aliases) {
    parser.detectAgain(path, aliases);
    yield;
  }
  const kinds = fileKinds(parser.program.facts, glances, modules, packages);
  const contexts = new Contexts(callGraph, {
    kindOf: kinds.kindOf,
    usesNext: packages.some(({ dependencies }) => dependencies.has('next')),
  });
  const sources = { program: parser.program, graph: callGraph, contexts, isBrowser: kinds.isBrowser };
  const reports = [...glances.values()].flatMap((glance) => reportFile(glance, sources) ?? []);
  return reports.sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1));
}

function summarize(
  { program, reported }: Discovery,
  { glances }: Survey,
  parser: ProgramParser,
  files: readonly FileReport[],
  failures: number,
  durationMs: number,
): Summary {
  const findings = files.flatMap((file) => file.findings);
  const lines = [...glances.values()].reduce((sum, glance) => sum + (countsForGrade(glance) ? glance.lines : 0), 0);
  const requestPoints = findings
    .filter(({ context }) => context === 'request')
    .reduce((sum, { score }) => sum + score, 0);
  return {
    files: reported === 'all' ? program.length : reported.size,
    parsed: parser.parsed,
    findings: findings.length,
    score: round(findings.reduce((sum, { score }) => sum + score, 0)),
    grade: gradeOf(requestPoints, lines),
    byRule: countBy(findings.map(({ rule }) => rule)),
    byContext: countBy(findings.map(({ context }) => context)),
    failures,
    durationMs: Math.round(durationMs),
  };
}

/** Tests run on no request path, however many there are. */
function countsForGrade({ isReported, path, specifiers }: Glance): boolean {
  return isReported && fileKind(path, specifiers) !== 'test';
}

function countBy<Key extends string>(keys: readonly Key[]): Record<Key, number> {
  const counts = new Map<Key, number>();
  for (const key of [...keys].sort()) counts.set(key, (counts.get(key) ?? 0) + 1);
  return Object.fromEntries(counts) as Record<Key, number>;
}
