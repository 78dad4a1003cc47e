/** Holds a recorded stack against the graph: is every caller one that the codemods would follow? */
import type { FunctionNode, Node } from '../../src/contracts.ts';
import type { Effects } from '../../src/asyncify/closure/effects.ts';
import { nameOfFunction } from '../../src/asyncify/closure/closure.ts';
import { returnsPromise } from '../../src/asyncify/closure/promises.ts';
import type { ModelFile } from '../../src/asyncify/model/model-file.ts';
import { placeOf } from '../../src/asyncify/place.ts';
import { placed, type PlacedFrame } from './locate.ts';
import { SYNC_APIS, type Frame, type Stack } from './recording.ts';

/**
 * What the graph says of a caller that was recorded:
 * - `proved`, `possible`: it is an edge;
 * - `taken`: the function is run by code outside the program, and the graph knows who was given it;
 * - `barrier`: the caller is no edge, but the function can't become async, and nothing is rewritten that it calls;
 * - `missing`: it would be called without an `await`.
 */
export type EdgeKind = 'proved' | 'possible' | 'taken' | 'barrier' | 'missing';

/** One caller of one function. */
export interface RecordedEdge {
  readonly kind: EdgeKind;
  /** Tells it from others. */
  readonly key: string;
  /** For people: who calls whom, and where. */
  readonly text: string;
}

/** What one stack shows. */
export interface StackEdges {
  /** `path:line:column` of the call of the API, and whether the codemods found it. */
  readonly site: string;
  readonly isFound: boolean;
  readonly edges: readonly RecordedEdge[];
}

/** What is needed to judge stacks. */
export interface Graph {
  readonly effects: Effects;
  /** Absolute; links resolved. */
  readonly root: string;
  /** Places of the calls that the codemods are about. */
  readonly sites: ReadonlySet<string>;
}

/** The edges of a stack from the API up to the first caller that waits anyway; undefined where no frame is the program's. */
export function edgesOf(graph: Graph, stack: Stack): StackEdges | undefined {
  const frames = stack.frames.map((frame) => placed(graph.effects.analysis.program, graph.root, frame));
  const first = frames.findIndex((frame) => frame !== undefined);
  const start = frames[first];
  if (!start || isOfOthers(graph, stack.frames[first - 1], start)) return undefined;
  const site = shown(start.in, start.call, start);
  const edges: RecordedEdge[] = [];
  let callee = start;
  for (let index = first + 1; callee.fn && !waitsAnyway(graph, callee.in, callee.fn); index++) {
    const next = frames.findIndex((frame, at) => at >= index && frame !== undefined);
    const end = next < 0 ? frames.length : next;
    // A caller that awaits what it called is no frame of the same run.
    const isCut = stack.frames.slice(index, end + 1).some(({ isAsync }) => isAsync);
    const caller = isCut ? undefined : frames[end];
    const isDirect = caller !== undefined && end === index;
    if (!caller && end === index) break;
    const edge = judge(graph, { in: callee.in, node: callee.fn }, caller, isDirect);
    edges.push(edge);
    if (!caller || edge.kind === 'taken') break;
    [callee, index] = [caller, end];
  }
  return { site, isFound: graph.sites.has(site), edges };
}

/** A call of a package's function that no table has: what it does inside is its own. Nor does any codemod want calls of tests. */
function isOfOthers({ sites }: Graph, inner: Frame | undefined, { in: at, call }: PlacedFrame): boolean {
  if (sites.has(shown(at, call))) return false;
  if (!inner || at.kind === 'test') return at.kind === 'test';
  const name = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(inner.path)?.[1];
  return !SYNC_APIS.has(`${name ?? ''}.${/\w+$/.exec(inner.name ?? '')?.[0] ?? ''}`);
}

function waitsAnyway({ effects }: Graph, at: ModelFile, fn: FunctionNode): boolean {
  return fn.async || fn.generator || returnsPromise(effects.analysis, at, fn);
}

function judge(
  { effects }: Graph,
  fn: { readonly in: ModelFile; readonly node: FunctionNode },
  caller: PlacedFrame | undefined,
  isDirect: boolean,
): RecordedEdge {
  const { obstacles } = effects.ofFunction(fn);
  const uses = effects.analysis.usesOf(fn);
  const edge = [...uses.calls, ...uses.iterations].find(({ node }) => caller?.call === node);
  // Tests stand in for the taker: `on: (event, listener) => listener()`.
  const isTaken = (!isDirect || caller?.in.kind === 'test') && uses.taken.length > 0;
  const isRefused = obstacles.some(({ code }) => code.startsWith('barrier/'));
  const kind: EdgeKind = edge?.certainty ?? (isTaken ? 'taken' : isRefused ? 'barrier' : 'missing');
  const to = `${nameOfFunction(fn.node) ?? '(anonymous)'} (${shown(fn.in, fn.node)})`;
  const from = caller ? shown(caller.in, caller.call, caller) : 'outside the program';
  return { kind, key: `${from} ${to}`, text: `${from}${isDirect || !caller ? '' : ', by way of others,'} → ${to}` };
}

/** A node's place, or that of the frame where the node is not known. */
function shown(at: ModelFile, node: Node | undefined, frame?: PlacedFrame): string {
  const { path, line, column } = node || !frame ? placeOf(at, node ?? at.file.ast) : { ...frame.frame, path: at.path };
  return `${path}:${line}:${column}`;
}
