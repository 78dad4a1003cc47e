/** Which expressions of a file hold what its functions were given, and which part of it. */
import type { FileFacts, FlowNode } from './facts.ts';

/** Where a value comes from: a node that is a parameter, or no parameter's, and the members read from there. */
export interface Source {
  readonly node: FlowNode;
  /** The outermost first. */
  readonly path: readonly string[];
}

/** What flows into a node: another one, or a member of one. */
interface Inflow {
  readonly from: FlowNode;
  readonly member: string | undefined;
}

/** Members of members beyond this are not followed back. */
const MAX_PATH = 3;

/** Nodes looked at on the way back from one expression. */
const MAX_NODES = 40;

/** Made when first asked: many files call nothing they are given. */
export class ParameterFlow {
  readonly #facts: FileFacts;
  readonly #sources = new Map<FlowNode, readonly Source[] | undefined>();
  #derived: Uint8Array | undefined;
  #params: ReadonlySet<FlowNode> | undefined;
  #inflows: ReadonlyMap<FlowNode, readonly Inflow[]> | undefined;

  constructor(facts: FileFacts) {
    this.#facts = facts;
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
    const waiting: Source[] = [{ node, path: [] }];
    for (let at = waiting.pop(); at; at = waiting.pop()) {
      if (params.has(at.node) || !this.derives(at.node)) {
        found.push(at);
        continue;
      }
      for (const { from, member } of this.#inflows.get(at.node) ?? []) {
        const next = { node: from, path: member === undefined ? at.path : [member, ...at.path] };
        const key = `${from} ${next.path.join('.')}`;
        if (seen.has(key)) continue;
        if (next.path.length > MAX_PATH || seen.size > MAX_NODES) return undefined;
        seen.add(key);
        waiting.push(next);
      }
    }
    return found;
  }

  #inflowsOfDerived(): ReadonlyMap<FlowNode, readonly Inflow[]> {
    const inflows = new Map<FlowNode, Inflow[]>();
    const add = (to: FlowNode, inflow: Inflow): void => {
      if (!this.derives(to)) return;
      const known = inflows.get(to);
      if (known) known.push(inflow);
      else inflows.set(to, [inflow]);
    };
    const { flows, loads } = this.#facts;
    for (let i = 0; i < flows.length; i += 2) add(flows[i + 1] ?? 0, { from: flows[i] ?? 0, member: undefined });
    for (const { base, name, to } of loads) add(to, { from: base, member: name });
    return inflows;
  }
}

/** One for each node that a parameter flows into, whole or in parts. */
function derivedNodes({ nodeCount, functions, flows, loads }: FileFacts): Uint8Array {
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
  }
  return derived;
}
