/** `npm run eval -- edges`: records who calls synchronous APIs while tests run, and looks for callers the graph lacks. */
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { table } from '../../bench/table.ts';
import { Effects } from '../../src/asyncify/closure/effects.ts';
import { Analysis } from '../../src/asyncify/flow/analysis.ts';
import { placeOf } from '../../src/asyncify/place.ts';
import { rewriter } from '../../src/asyncify/rewrite/rewriter.ts';
import { sitesIn } from '../../src/asyncify/sites.ts';
import { rules } from '../../src/catalog/rules.ts';
import type { Codemod, CodemodOptions, PlanInput } from '../../src/contracts.ts';
import { migrate } from '../../src/engine/migrate.ts';
import type { Checkout } from '../corpus.ts';
import { edgesOf, type EdgeKind, type Graph, type RecordedEdge } from './edges.ts';
import { recordTests, SYNC_APIS, type Recording } from './recording.ts';

const KINDS: readonly EdgeKind[] = ['proved', 'possible', 'taken', 'barrier', 'missing'];
const LONGEST_MS = 900_000;

type There = Checkout & { readonly kind: 'there' };

/** What was seen in one repository. */
interface Evaluated {
  readonly name: string;
  readonly stacks: number;
  readonly sites: { readonly run: number; readonly all: number; readonly unknown: readonly string[] };
  readonly edges: readonly RecordedEdge[];
}

/** Prints counts and what is missing; returns 0, 1 where a caller or a call is missing, 2 where a repository can't be run. */
export async function evalEdges(checkouts: readonly Checkout[], print: (text: string) => void): Promise<number> {
  const evaluated: Evaluated[] = [];
  for (const checkout of checkouts) {
    const result = checkout.kind === 'there' ? await evaluate(checkout) : checkout.reason;
    if (typeof result === 'string') print(`${checkout.name}: ${result}`);
    else {
      evaluated.push(result);
      print(missingIn(result).join('\n') || `${result.name}: nothing missing`);
    }
  }
  const heading = ['repository', 'stacks', 'calls run', 'of', 'callers', ...KINDS, 'calls missing'];
  print(`\n${table([heading, ...evaluated.map(rowOf)])}`);
  if (evaluated.length < checkouts.length) return 2;
  return Number(evaluated.some((one) => missingIn(one).length > 0));
}

async function evaluate(checkout: There): Promise<Evaluated | string> {
  const { name, folder, install, test } = checkout;
  if (test === undefined) return 'the list has no "test" command for it';
  if (install !== undefined && !existsSync(join(folder, 'node_modules'))) {
    const { status } = spawnSync(install, { cwd: folder, shell: '/bin/sh', stdio: 'ignore', timeout: LONGEST_MS });
    if (status !== 0) return `\`${install}\` failed`;
  }
  const recording = recordTests(folder, test, LONGEST_MS);
  const { processes, exitCode, output } = recording;
  // The shell's and the runner's at least: with less, what they printed says why.
  if (processes === 0) return `its tests ended with ${exitCode ?? 'a time-out'} before anything ran:\n${output}`;
  return withGraph(folder, (graph) => compare(name, graph, recording));
}

function compare(name: string, graph: Graph, { stacks }: Recording): Evaluated {
  const seen = stacks.flatMap((stack) => edgesOf(graph, stack) ?? []);
  const edges = new Map(seen.flatMap((one) => one.edges.map((edge) => [edge.key, edge] as const)));
  const run = new Set(seen.filter(({ isFound }) => isFound).map(({ site }) => site));
  const unknown = new Set(seen.filter(({ isFound }) => !isFound).map(({ site }) => site));
  return {
    ...{ name, stacks: seen.length, edges: [...edges.values()] },
    sites: { run: run.size, all: graph.sites.size, unknown: [...unknown].sort() },
  };
}

const OPTIONS: CodemodOptions = {
  target: 'node',
  publicApi: 'break',
  context: 'all',
  maxFunctions: Infinity,
  allowHazards: [],
};

/** Makes the graph that `plan --context all --public-api break` rests on. */
async function withGraph<Result>(folder: string, use: (graph: Graph) => Result): Promise<Result> {
  let result: { readonly value: Result } | undefined;
  const probe: Codemod = {
    ...{ id: 'edges', summary: '', rules: [], safety: 'safe', gains: '', loses: '' },
    plan: async (input: PlanInput) => {
      const effects = new Effects(new Analysis(input), rewriter, []);
      const sites = await sitesIn(effects.analysis.program, input, SYNC_APIS);
      const places = sites.map((site) => placeOf(site.in, site.node));
      const graph = {
        ...{ effects, root: realpathSync(folder) },
        sites: new Set(places.map(({ path, line, column }) => `${path}:${line}:${column}`)),
      };
      result = { value: use(graph) };
      return { units: [], failures: [] };
    },
  };
  const base = { cwd: folder, paths: [], rules, dryRun: true, allowDirty: true, only: [] };
  const { failures } = await migrate({ ...base, codemods: [probe], options: OPTIONS });
  if (!result) throw new Error(failures.map(({ message }) => message).join('\n'));
  return result.value;
}

function missingIn({ name, edges, sites }: Evaluated): readonly string[] {
  const missing = edges.filter(({ kind }) => kind === 'missing').map(({ text }) => text);
  return [
    ...sites.unknown.map((site) => `${name} ${site}: a synchronous call that is not found`),
    ...missing.sort().map((text) => `${name} ${text}: a caller that is no edge`),
  ];
}

function rowOf({ name, stacks, edges, sites }: Evaluated): readonly string[] {
  const counts = KINDS.map((wanted) => edges.filter(({ kind }) => kind === wanted).length);
  const numbers = [stacks, sites.run, sites.all, edges.length, ...counts, sites.unknown.length];
  return [name, ...numbers.map(String)];
}
