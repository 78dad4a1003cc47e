/** The whole way from paths to findings: find files, glance, parse, detect, link. */
import type { Failure, Rule } from '../contracts.ts';
import { discover, type Discovery } from '../project/discover.ts';
import { readConfigs, type PackageInfo } from '../project/package-info.ts';
import { Contexts } from '../program/contexts.ts';
import { link } from '../program/linker.ts';
import { ModuleGraph } from '../program/module-graph.ts';
import type { BaselineScope } from './baseline.ts';
import { cooperate } from './cooperate.ts';
import { fileKinds } from './file-kinds.ts';
import { findingsOf, type FileOutcome } from './findings.ts';
import { ProgramParser } from './program.ts';
import type { RuleNames } from './suppress.ts';
import { survey, type Survey } from './survey.ts';

export interface InvestigateOptions {
  /** Absolute; what relative paths start from. */
  readonly cwd: string;
  readonly paths: readonly string[];
  readonly rules: readonly Rule[];
  /** Every rule a comment may name. Default: those that run. */
  readonly knownRules?: readonly string[];
  /** Told now and then how many of the project's files are done. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** All that is found, before anybody chooses what to report. */
export interface Investigation {
  readonly discovery: Discovery;
  readonly surveyed: Survey;
  readonly outcomes: readonly FileOutcome[];
  readonly failures: readonly Failure[];
  /** How many files were parsed. */
  readonly parsed: number;
  /** What may be said of a baseline. */
  readonly scope: BaselineScope;
}

/**
 * Analyses the project around `paths` and finds what is inside them. Runs none of its code.
 * @throws {UsageError} where a path doesn't exist or holds no source file
 * @throws the signal's reason, where it is aborted
 */
export async function investigate(options: InvestigateOptions): Promise<Investigation> {
  const discovery = discover(options.cwd, options.paths);
  const config = readConfigs(discovery.root, discovery.configs);
  const total = discovery.program.length;
  const surveyed = await cooperate(survey(discovery, options.rules), total, options);
  const graph = new ModuleGraph(surveyed.glances.keys(), config);
  const parser = new ProgramParser(discovery.root, options.rules, surveyed, graph);
  await cooperate(parser.parseAll(), total, options);
  const rules = ruleNames(options);
  const outcomes = await cooperate(linkAndJudge(parser, graph, surveyed, config.packages, rules), total, {
    ...options,
    onProgress: () => options.onProgress?.(total, total),
  });
  const failures = [...discovery.failures, ...config.failures, ...surveyed.failures, ...parser.program.failures];
  return { discovery, surveyed, outcomes, failures, parsed: parser.parsed, scope: scopeOf(discovery, failures, rules) };
}

function ruleNames({ rules, knownRules = [] }: InvestigateOptions): RuleNames {
  const active = new Set(rules.map(({ id }) => id));
  return { active, known: [...new Set([...knownRules, ...active])] };
}

function scopeOf({ program, reported }: Discovery, failures: readonly Failure[], rules: RuleNames): BaselineScope {
  const files = new Set(program);
  const unknown = new Set(failures.map(({ path }) => path));
  return {
    judges: (rule) => rules.active.has(rule) || !rules.known.includes(rule),
    covers: (path) => !unknown.has(path) && (reported === 'all' || reported.has(path) || !files.has(path)),
    exists: (path) => files.has(path),
  };
}

function* linkAndJudge(
  parser: ProgramParser,
  modules: ModuleGraph,
  { glances }: Survey,
  packages: readonly PackageInfo[],
  rules: RuleNames,
): Generator<void, FileOutcome[]> {
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
  const sources = { program: parser.program, graph: callGraph, contexts, isBrowser: kinds.isBrowser, rules };
  return [...glances.values()].map((glance) => findingsOf(glance, sources));
}
