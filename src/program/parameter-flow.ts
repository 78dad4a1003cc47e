/**
 * Which expressions of a file hold what its functions were given, or what the
 * program's functions gave back to it, and which part of it.
 */
import { RUNS_AT_ONCE } from '../apis/takers.ts';
import type { CallFact, FileFacts, FlowNode } from './facts.ts';

/**
 * Where a value comes from: a parameter, the result of a call of a function of
 * the program, or neither; and the members read from there.
 */
export interface Source {
  readonly node: FlowNode;
  readonly isParameter: boolean;
  /** The outermost first. */
  readonly path: readonly string[];
}

/** What flows into a node: another one, or a member of one. */
interface Inflow {
  readonly from: FlowNode;
  readonly path: readonly string[];
}

/** Members of members beyond this are not followed back. */
const MAX_PATH = 3;

/** Nodes looked at on the way back from one expression. */
const MAX_NODES = 40;

/** Made when first asked: many files call nothing they are given. */
export class ParameterFlow {
  readonly #facts: FileFacts;
  readonly #runsOwn: (callee: FlowNode) => boolean;
  readonly #sources = new Map<FlowNode, readonly Source[] | undefined>();
  #derived: Uint8Array | undefined;
  #params: ReadonlySet<FlowNode> | undefined;
  #made: ReadonlySet<FlowNode> | undefined;
  #inflows: ReadonlyMap<FlowNode, readonly Inflow[]> | undefined;

  /**
   * Asked for anything only once all values have flowed.
   * @param runsOwn whether a call runs code of the program
   */
  constructor(facts: FileFacts, runsOwn: (callee: FlowNode) => boolean) {
    this.#facts = facts;
    this.#runsOwn = runsOwn;
  }

  /** Whether a node may hold something a function of the file was given, or a function of the program gave back. */
  derives(node: FlowNode): boolean {
    return node >= 0 && (this.#derived ??= derivedNodes(this.#facts, this.#runsOwn))[node] !== 0;
  }

  /** Where the values of a node come from; undefined where that is too much to say. */
  sourcesOf(node: FlowNode): readonly Source[] | undefined {
    if (!this.#sources.has(node)) this.#sources.set(node, this.#trace(node));
    return this.#sources.get(node);
  }

  #trace(node: FlowNode): readonly Source[] | undefined {
    const params = (this.#params ??= new Set(this.#facts.functions.flatMap((fn) => fn.params)));
    this.#inflows ??= this.#inflowsOfDerived();
    const found: Source[] = [];
    const seen = new Set<string>();
    const waiting: Inflow[] = [{ from: node, path: [] }];
    for (let at = waiting.pop(); at; at = waiting.pop()) {
      const key = `${at.from} ${at.path.join('.')}`;
      if (seen.has(key)) continue;
      if (at.path.length > MAX_PATH || seen.size > MAX_NODES) return undefined;
      seen.add(key);
      const { from, path } = at;
      const inflows = this.#inflows.get(from);
      const isParameter = params.has(from);
      if (isParameter || !inflows || this.#isMade(from)) found.push({ node: from, path, isParameter });
      else for (const inflow of inflows) waiting.push({ from: inflow.from, path: [...inflow.path, ...path] });
    }
    return found;
  }

  /** Whether something that runs code is written right there: other values the node may get are among all it holds. */
  #isMade(node: FlowNode): boolean {
    this.#made ??= new Set(this.#facts.values.map((value) => value.node));
    return this.#made.has(node);
  }

  #inflowsOfDerived(): ReadonlyMap<FlowNode, readonly Inflow[]> {
    const inflows = new Map<FlowNode, Inflow[]>();
    const add = (to: FlowNode, from: FlowNode, path: readonly string[] = []): void => {
      if (!this.derives(to)) return;
      const known = inflows.get(to);
      if (known) known.push({ from, path });
      else inflows.set(to, [{ from, path }]);
    };
    const { flows, loads, calls } = this.#facts;
    for (let i = 0; i < flows.length; i += 2) add(flows[i + 1] ?? 0, flows[i] ?? 0);
    for (const { base, name, to } of loads) add(to, base, [name]);
    for (const call of calls) {
      if (!wraps(call) || this.#runsOwn(call.callee)) continue;
      for (const argument of call.args) if (argument >= 0) add(call.result, argument);
    }
    return inflows;
  }
}

/** What a function outside gives back may be one it was given, wrapped: `promisify(f)`. */
function wraps({ implied, result, member }: CallFact): boolean {
  return !implied && result >= 0 && !RUNS_AT_ONCE.test(member ?? '');
}

/** One for each node that a parameter, or a result of the program's own functions, flows into, whole or in parts. */
function derivedNodes(
  { nodeCount, functions, flows, loads, calls }: FileFacts,
  runsOwn: (callee: FlowNode) => boolean,
): Uint8Array {
  const derived = new Uint8Array(nodeCount);
  for (const { params } of functions) for (const param of params) derived[param] = 1;
  for (const call of calls) if (!call.implied && call.result >= 0 && runsOwn(call.callee)) derived[call.result] = 1;
  let isNews = true;
  const derive = (from: FlowNode, to: FlowNode): void => {
    if (derived[from] !== 1 || derived[to] === 1) return;
    derived[to] = 1;
    isNews = true;
  };
  while (isNews) {
    isNews = false;
    for (let i = 0; i < flows.length; i += 2) derive(flows[i] ?? 0, flows[i + 1] ?? 0);
    for (const { base, to } of loads) derive(base, to);
    for (const call of calls) if (wraps(call)) for (const argument of call.args) derive(argument, call.result);
  }
  return derived;
}
