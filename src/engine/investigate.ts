/** The whole way from paths to findings: find files, glance, parse, detect, link. */
import type { Failure, Rule } from '../contracts.ts';
import type { ConfigChoice } from '../project/config/load.ts';
import type { Discovery } from '../project/discover.ts';
import { openProject, type Project } from '../project/open-project.ts';
import type { CallGraph, FunctionId } from '../program/call-graph.ts';
import { Contexts } from '../program/contexts.ts';
import { externalTables } from '../program/external-tables.ts';
import { link } from '../program/linker.ts';
import { ModuleGraph } from '../program/module-graph.ts';
import { toolInfo } from '../project/tool.ts';
import type { BaselineScope } from './baseline.ts';
import { Cache, indexName, type CacheChoice } from './cache/cache.ts';
import { partAsked, runKey, type Asked } from './cache/run-key.ts';
import { cooperate } from './cooperate.ts';
import { fileKinds, kindByPlace } from './file-kinds.ts';
import { findingsOf, type FileOutcome } from './findings.ts';
import { ProgramParser, type ParsedProgram } from './program.ts';
import { servicesOf } from './services.ts';
import type { RuleNames } from './suppress.ts';
import { survey, type Survey } from './survey.ts';

export interface InvestigateOptions {
  /** Absolute; what relative paths start from. */
  readonly cwd: string;
  readonly paths: readonly string[];
  readonly rules: readonly Rule[];
  /** Every rule a comment or a configuration may name. Default: those that run. */
  readonly knownRules?: readonly string[];
  /** The user named these rules, so they are on where a part of the project doesn't say otherwise. */
  readonly areRulesAsked?: boolean;
  /** Default: the configurations of the project. */
  readonly config?: ConfigChoice;
  /** The project, where it has been opened before; then `paths` and `config` say nothing. */
  readonly project?: Project;
  /** The codemod that mends a rule's findings, if there is one. */
  readonly codemodOf?: (rule: string) => string | undefined;
  /** Findings come with what their rules would write. */
  readonly wantsFixes?: boolean;
  /** Takes over what earlier runs have learned and keeps what this one learns, in `.perfmig/cache`. Default: neither. */
  readonly cache?: CacheChoice;
  /** Told now and then how many of the project's files are done. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** All that is found, before anybody chooses what to report. */
export interface Investigation {
  readonly discovery: Discovery;
  /** Lines of the reported files, tests left out. */
  readonly gradedLines: number;
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
 * @throws {ConfigError} where a configuration of the project can't be used
 * @throws the signal's reason, where it is aborted
 */
export async function investigate(options: InvestigateOptions): Promise<Investigation> {
  const project = options.project ?? openProject({ ...options, ruleIds: namesOf(options) });
  const { discovery, config } = project;
  // What rules would write is not kept.
  const isCached = options.cache !== undefined && options.wantsFixes !== true;
  const cache = isCached ? await Cache.open(discovery.root, config.apis, options.cache) : undefined;
  const rules = rulesFor(project, options);
  const surveyed = await cooperate(
    survey(discovery, { rules, kindOf: kindByPlace(project), cache }),
    discovery.program.length,
    options,
  );
  const asked = {
    ...{ active: rules.map(({ id }) => id), known: namesOf(options) },
    ...{ areRulesAsked: options.areRulesAsked ?? false, codemodOf: options.codemodOf ?? (() => undefined) },
  };
  const found = cache
    ? await cached(cache, project, asked, surveyed, () => find(project, asked, surveyed, options))
    : await find(project, asked, surveyed, options);
  const scope = scopeOf(discovery, found.failures, { active: new Set(asked.active), known: asked.known });
  return { discovery, ...found, scope };
}

type Found = Pick<Investigation, 'outcomes' | 'failures' | 'parsed' | 'gradedLines'>;

/** Takes over what an earlier run found if nothing has changed since; keeps what this one finds. */
async function cached(
  cache: Cache,
  project: Project,
  asked: Asked,
  surveyed: Survey,
  findAnew: () => Promise<Found>,
): Promise<Found> {
  const key = runKey(project, asked, surveyed);
  const name = indexName(partAsked(project, asked));
  const known = cache.indexFor(key, name);
  if (known) {
    const { files: outcomes, failures, parsed, gradedLines } = known;
    return { outcomes, failures, parsed, gradedLines };
  }
  const found = await findAnew();
  cache.save(
    {
      ...{ version: 1, tool: toolInfo(), key, config: project.config.hash, rules: asked.active },
      files: found.outcomes.map((outcome) => ({
        ...outcome,
        hash: surveyed.glances.get(outcome.path)?.record.hash ?? '',
      })),
      ...{ failures: found.failures, parsed: found.parsed, gradedLines: found.gradedLines },
    },
    name,
  );
  return found;
}

async function find(project: Project, asked: Asked, surveyed: Survey, options: InvestigateOptions): Promise<Found> {
  const { discovery, build } = project;
  const { glances } = surveyed;
  const total = discovery.program.length;
  const graph = new ModuleGraph(glances.keys(), build);
  const { wantsFixes = false } = options;
  const parser = new ProgramParser({ root: discovery.root, survey: surveyed, graph, wantsFixes });
  await cooperate(parser.parseAll(), total, options);
  const outcomes = await cooperate(linkAndJudge(parser, graph, surveyed, { ...project, ...asked }), total, {
    ...options,
    onProgress: () => options.onProgress?.(total, total),
  });
  const failures = [...discovery.failures, ...build.failures, ...surveyed.failures, ...parser.program.failures];
  // Tests run on no request path, however many there are.
  const graded = [...glances.values()].filter((at) => at.isReported && at.kind !== 'test');
  const gradedLines = graded.reduce((sum, { lines }) => sum + lines, 0);
  return { outcomes, failures, parsed: parser.parsed, gradedLines };
}

/** Every rule there is. */
function namesOf({ rules, knownRules = [] }: InvestigateOptions): readonly string[] {
  return [...new Set([...knownRules, ...rules.map(({ id }) => id)])];
}

/** The rules that are on for any file, with the project's tables. */
function rulesFor({ config }: Project, { rules, areRulesAsked }: InvestigateOptions): readonly Rule[] {
  const { apis } = config;
  const on = rules.filter(({ id }) => areRulesAsked === true || config.isAnywhereOn(id));
  return on.map((rule) => rule.extend?.(apis) ?? rule);
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

type Judging = Project & Asked;

/** The functions that something was found in. */
function functionsPlaced(placed: ParsedProgram['placed'], graph: CallGraph): readonly FunctionId[] {
  return [...placed].flatMap(([path, places]) => places.map(({ fn }) => (graph.moduleFunctions.get(path) ?? 0) + fn));
}

function* linkAndJudge(
  parser: ProgramParser,
  modules: ModuleGraph,
  { glances }: Survey,
  { config, build: { packages }, active, known, areRulesAsked, codemodOf }: Judging,
): Generator<void, FileOutcome[]> {
  const callGraph = yield* link([...parser.program.facts.values()], modules.resolve, externalTables(config.apis));
  for (const [path, aliases] of callGraph.aliases) {
    parser.detectAgain(path, aliases);
    yield;
  }
  const rules = { active: new Set(active), known };
  const kinds = fileKinds({ facts: parser.program.facts, glances, modules, packages });
  const contexts = new Contexts(callGraph, {
    kindOf: kinds.kindOf,
    usesNext: packages.some(({ dependencies }) => dependencies.has('next')),
    declaredFor: (path) => config.contextOf(path)?.value,
    asked: functionsPlaced(parser.program.placed, callGraph),
  });
  const sources = {
    ...{ program: parser.program, graph: callGraph, contexts, isBrowser: kinds.isBrowser, rules },
    codemodOf,
    isService: servicesOf(contexts.requestFiles, packages),
    isOn: (rule: string, path: string) => config.ruleSwitch(rule, path, areRulesAsked).value === 'on',
  };
  return [...glances.values()].map((glance) => findingsOf(glance, sources));
}
