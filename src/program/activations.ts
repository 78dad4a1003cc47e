/**
 * What functions are given where they are called. A helper that runs what it is
 * given (`withLock(task)`) is called by many; told apart by what they give,
 * none of them seems to run what another one gave. This is call-site
 * sensitivity for the parameters whose values are run, and for these alone, in
 * the manner of m-CFA (Might, Smaragdakis and Van Horn, "Resolving and
 * exploiting the k-CFA paradox", PLDI 2010): a value is known together with the
 * activation it was made in.
 */
import type { Edge, FunctionId } from './call-graph.ts';
import { ANY_MEMBER, ELEMENTS, NOTHING, type FlowNode } from './facts.ts';
import { absolute, type CallSite, type LinkedFile, type LinkState } from './link-state.ts';
import type { Source } from './parameter-flow.ts';
import { ParametersRun } from './parameters-run.ts';
import { MAX_VALUES } from './solver.ts';
import type { NodeId, Token } from './token.ts';

/** A value and what is known where it was made. */
interface Closure {
  readonly token: Token;
  readonly madeIn: Activation;
}

/** What the parameters of a function hold while it runs, and those of the functions around it, as far as they are run. */
export interface Activation {
  readonly id: number;
  /** A parameter that is not here may hold whatever anybody gives. */
  readonly given: ReadonlyMap<NodeId, readonly Closure[]>;
  /** How many activations are within each other. */
  readonly depth: number;
}

/** Nothing is known of what was given. */
export const ANYTHING: Activation = { id: 0, given: new Map(), depth: 0 };

/** A function called with more different things than this runs what anybody gives it. */
const MAX_ACTIVATIONS = 100;

/** Callbacks of callbacks of callbacks. */
const MAX_DEPTH = 4;

/** Arrays in arrays of functions. */
const MAX_NESTING = 2;

export class Activations {
  readonly #state: LinkState;
  readonly #run: ParametersRun;
  readonly #callsFrom = new Map<FunctionId, ReadonlyMap<FunctionId, readonly CallSite[]>>();
  readonly #known = new Map<string, Activation>();
  readonly #counts = new Map<FunctionId, number>();

  constructor(state: LinkState) {
    this.#state = state;
    this.#run = new ParametersRun(state);
  }

  /**
   * The activation an edge leads to from one of its caller; undefined where the
   * caller was not given what the edge leads to.
   */
  along(edge: Edge, from: Activation): Activation | undefined {
    const held = edge.given ? this.#heldBy(edge, edge.given, from) : 'anything';
    if (held === undefined) return undefined;
    const visible = this.#run.visibleTo(edge.to);
    if (visible.length === 0) return ANYTHING;
    const around = held === 'anything' ? from : held.madeIn;
    const given = new Map<NodeId, readonly Closure[]>();
    for (const param of visible) {
      const index = this.#run.indexOf(edge.to, param);
      const values = index === undefined ? around.given.get(param) : this.#argument(edge, from, index);
      if (values) given.set(param, values);
    }
    return this.#activation(edge.to, given);
  }

  /** The value an edge leads to, if the caller was given it. */
  #heldBy({ from, to }: Edge, nodes: readonly FlowNode[], activation: Activation): Closure | 'anything' | undefined {
    const file = this.#fileOf(from);
    for (const node of nodes) {
      const values = file && this.#evaluate(activation, file, node);
      const held = values ? this.#find(values, to, 0) : 'anything';
      if (held) return held;
    }
    return undefined;
  }

  #find(values: readonly Closure[], fn: FunctionId, depth: number): Closure | 'anything' | undefined {
    for (const value of values) {
      if (value.token.kind === 'function' && value.token.index === fn) return value;
      if (value.token.kind !== 'object' || depth > MAX_NESTING) continue;
      const elements = value.token.fields?.has(ELEMENTS) ? this.#member(value, ELEMENTS) : [];
      const held = elements ? this.#find(elements, fn, depth + 1) : 'anything';
      if (held) return held;
    }
    return undefined;
  }

  /** What a caller gives for the parameter of that index; undefined where that can't be told. */
  #argument({ from, to }: Edge, activation: Activation, index: number): readonly Closure[] | undefined {
    const fact = this.#state.functions[to]?.fact;
    const sites = this.#callsOf(to).get(from);
    if (!fact || !sites) return undefined;
    const isRest = fact.hasRest && index === fact.params.length - 1;
    const values: Closure[] = [];
    for (const { file, call } of sites) {
      if (call.spreads) return undefined;
      for (const argument of isRest ? call.args.slice(index) : call.args.slice(index, index + 1))
        if (!addAll(values, this.#evaluate(activation, file, argument))) return undefined;
    }
    return values;
  }

  #evaluate(activation: Activation, file: LinkedFile, node: FlowNode): readonly Closure[] | undefined {
    if (node === NOTHING) return [];
    const sources = file.given.derives(node) ? file.given.sourcesOf(node) : [{ node, path: [], isParameter: false }];
    const values: Closure[] = [];
    for (const source of sources ?? []) if (!addAll(values, this.#valuesOf(activation, file, source))) return undefined;
    return sources && values;
  }

  #valuesOf(activation: Activation, file: LinkedFile, source: Source): readonly Closure[] | undefined {
    const { node, path, isParameter } = source;
    const at = absolute(file, node);
    let values = isParameter ? activation.given.get(at) : this.#madeHere(activation, at);
    for (const name of path) {
      const members: Closure[] = [];
      for (const value of values ?? []) if (!addAll(members, this.#member(value, name))) return undefined;
      values = values && members;
    }
    return values;
  }

  #madeHere(activation: Activation, node: NodeId): readonly Closure[] | undefined {
    const tokens = this.#state.solver.valuesOf(node);
    // Of too many, some were dropped.
    if (tokens.length === 0 || tokens.length >= MAX_VALUES) return undefined;
    return tokens.map((token) => this.#closure(token, activation));
  }

  /** Of the activation a value is made in, that which the value can see. */
  #closure(token: Token, activation: Activation): Closure {
    if (activation.given.size === 0 || activation.depth >= MAX_DEPTH) return { token, madeIn: ANYTHING };
    if (token.kind === 'object') return { token, madeIn: activation };
    if (token.kind !== 'function') return { token, madeIn: ANYTHING };
    const visible = this.#run.visibleTo(token.index).filter((param) => activation.given.has(param));
    const seen = visible.map((param) => [param, activation.given.get(param) ?? []] as const);
    return { token, madeIn: this.#activation(token.index, new Map(seen)) };
  }

  #member({ token, madeIn }: Closure, name: string): readonly Closure[] | undefined {
    if (token.kind === 'function' && name === ELEMENTS) return [{ token, madeIn }];
    const field = token.fields?.get(name);
    if (field !== undefined) return this.#madeHere(madeIn, field);
    const isPlain = token.kind === 'object' && !token.parents && !token.fields?.has(ANY_MEMBER) && name !== ANY_MEMBER;
    return isPlain ? [] : undefined;
  }

  #callsOf(fn: FunctionId): ReadonlyMap<FunctionId, readonly CallSite[]> {
    let calls = this.#callsFrom.get(fn);
    if (!calls) {
      const byCaller = new Map<FunctionId, CallSite[]>();
      for (const site of this.#state.calls[fn] ?? []) {
        const caller = site.file.fn + site.call.fn;
        const known = byCaller.get(caller);
        if (known) known.push(site);
        else byCaller.set(caller, [site]);
      }
      this.#callsFrom.set(fn, (calls = byCaller));
    }
    return calls;
  }

  #fileOf(fn: FunctionId): LinkedFile | undefined {
    return this.#state.files.get(this.#state.functions[fn]?.file.path ?? '');
  }

  /** One for each function and what it is given. */
  #activation(fn: FunctionId, given: ReadonlyMap<NodeId, readonly Closure[]>): Activation {
    if (given.size === 0) return ANYTHING;
    const key = keyOf(given);
    const known = this.#known.get(key);
    if (known) return known;
    const count = (this.#counts.get(fn) ?? 0) + 1;
    if (count > MAX_ACTIVATIONS) return ANYTHING;
    this.#counts.set(fn, count);
    const inner = [...given.values()].flatMap((values) => values.map(({ madeIn }) => madeIn.depth));
    const activation = { id: this.#known.size + 1, given, depth: Math.max(0, ...inner) + 1 };
    this.#known.set(key, activation);
    return activation;
  }
}

/** Whether these are known, and not too many. */
function addAll(values: Closure[], more: readonly Closure[] | undefined): boolean {
  for (const { token, madeIn } of more ?? []) {
    if (values.some((known) => known.token === token && known.madeIn === madeIn)) continue;
    if (values.push({ token, madeIn }) > MAX_VALUES) return false;
  }
  return more !== undefined;
}

function keyOf(given: ReadonlyMap<NodeId, readonly Closure[]>): string {
  const parts = [...given].map(([param, values]) => {
    const held = values.map(({ token, madeIn }) => `${token.id}@${madeIn.id}`);
    return `${param}=${held.sort().join()}`;
  });
  return parts.sort().join(' ');
}
