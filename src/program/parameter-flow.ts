/** Which expressions of a file hold what its functions were given, and which part of it. */
import type { CallFact, FileFacts, FlowNode } from './facts.ts';

/** Where a value comes from: a node that is a parameter, or no parameter's, and the members read from there. */
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
  #inflows: ReadonlyMap<FlowNode, readonly Inflow[]> | undefined;

  /** `runsOwn` tells, once all values have flowed, whether a call runs code of the program. */
  constructor(facts: FileFacts, runsOwn: (callee: FlowNode) => boolean) {
    this.#facts = facts;
    this.#runsOwn = runsOwn;
  }

  /** Whether a node may hold something a function of the file was given. */
  derives(node: FlowNode): boolean {
    return node >= 0 && (this.#derived ??= derivedNodes(this.#facts))[node] !== 0;
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
      if (isParameter || !inflows) found.push({ node: from, path, isParameter });
      else for (const inflow of inflows) waiting.push({ from: inflow.from, path: [...inflow.path, ...path] });
    }
    return found;
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
function wraps({ implied, result }: CallFact): boolean {
  return !implied && result >= 0;
}

/** One for each node that a parameter flows into, whole or in parts. */
function derivedNodes({ nodeCount, functions, flows, loads, calls }: FileFacts): Uint8Array {
  const derived = new Uint8Array(nodeCount);
  for (const { params } of functions) for (const param of params) derived[param] = 1;
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
