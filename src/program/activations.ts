/**
 * What functions are given where they are called. A helper that runs what it is
 * given (`withLock(task)`) is called by many; told apart by what they give,
 * none of them seems to run what another one gave. This is call-site
 * sensitivity for the parameters whose values are run, and for these alone, in
 * the manner of m-CFA (Might, Smaragdakis and Van Horn, "Resolving and
 * exploiting the k-CFA paradox", PLDI 2010): a value is known together with the
 * activation it was made in.
 */
import type { Edge, EntryPoint, FunctionId } from './call-graph.ts';
import { ANY_MEMBER, ELEMENTS, NOTHING, type CallFact, type FlowNode } from './facts.ts';
import { absolute, type CallSite, type LinkedFile, type LinkState } from './link-state.ts';
import type { Source } from './parameter-flow.ts';
import { ParametersRun } from './parameters-run.ts';
import { addAll, ANYTHING, keyOf, type Activation, type Closure } from './closures.ts';
import { MAX_VALUES } from './solver.ts';
import type { NodeId, Token } from './token.ts';

/** A function called with more different things than this runs what anybody gives it. */
const MAX_ACTIVATIONS = 100;

/** Callbacks of callbacks of callbacks. */
const MAX_DEPTH = 4;

/** Results of calls of calls of calls. */
const MAX_RETURNING = 4;

/** Arrays in arrays of functions. */
const MAX_NESTING = 2;

export class Activations {
  readonly #state: LinkState;
  readonly #run: ParametersRun;
  readonly #callsFrom = new Map<FunctionId, ReadonlyMap<FunctionId, readonly CallSite[]>>();
  readonly #known = new Map<string, Activation>();
  readonly #counts = new Map<FunctionId, number>();
  /** By activation and node. */
  readonly #returned = new Map<string, readonly Closure[] | undefined>();
  #returning = 0;

  constructor(state: LinkState) {
    this.#state = state;
    this.#run = new ParametersRun(state);
  }

  /** The activations an edge leads to from one of its caller; none where the caller was not given what it leads to. */
  along(edge: Edge, from: Activation): readonly Activation[] {
    const held = edge.sources ? this.#heldBy(edge, edge.sources, from) : 'anything';
    const visible = this.#run.visibleTo(edge.to);
    if (held === 'anything') return [visible.length === 0 ? ANYTHING : this.#enter(edge, from, from, visible)];
    if (held.length === 0 || visible.length > 0)
      return held.map(({ madeIn }) => this.#enter(edge, from, madeIn, visible));
    return [ANYTHING];
  }

  #enter(edge: Edge, from: Activation, around: Activation, visible: readonly NodeId[]): Activation {
    const given = new Map<NodeId, readonly Closure[]>();
    for (const param of visible) {
      const index = this.#run.indexOf(edge.to, param);
      const values = index === undefined ? around.given.get(param) : this.#argument(edge, from, index);
      if (values) given.set(param, values);
    }
    return this.#activation(edge.to, given);
  }

  /** The activations a function is registered with; what it was made with is known where that can be told. */
  ofEntry({ fn, path, source = NOTHING }: EntryPoint): readonly Activation[] {
    const file = this.#state.files.get(path);
    const values = file && source >= 0 ? this.#evaluate(ANYTHING, file, source) : undefined;
    const made = this.#find(values, fn, 0);
    return made === 'anything' || made.length === 0 ? [ANYTHING] : [...new Set(made.map(({ madeIn }) => madeIn))];
  }

  /** What an edge leads to of what the caller was given, or of what calls have made. */
  #heldBy(edge: Edge, nodes: readonly FlowNode[], activation: Activation): readonly Closure[] | 'anything' {
    const file = this.#fileOf(edge.from);
    const found: Closure[] = [];
    for (const node of nodes) {
      const isGiven = file?.given.derives(node) === true;
      if (isGiven && this.#isLooseMethod(edge, file, node)) continue;
      const isTold = isGiven || (file && this.#isMade(edge.to, absolute(file, node)));
      const held = isTold ? this.#find(this.#evaluate(activation, file, node), edge.to, 0) : 'anything';
      if (held === 'anything' || !addAll(found, held)) return 'anything';
    }
    return found;
  }

  /** Whether a function is held by a node as what certain calls have made. */
  #isMade(fn: FunctionId, node: NodeId): boolean {
    if (this.#run.visibleTo(fn).length === 0) return false;
    return this.#state.solver.valuesOf(node).some(({ base }) => base?.index === fn);
  }

  /** A method without its object is not handed from one to the next: what got there is the value of a field. */
  #isLooseMethod({ kind, to }: Edge, file: LinkedFile, node: FlowNode): boolean {
    if (kind !== 'callback' || this.#state.functions[to]?.fact.selfIs !== 'instance') return false;
    const sources = file.given.sourcesOf(node) ?? [];
    return sources.every((source) => {
      const isHandedOn = source.isParameter || this.#state.callGiving(file, source.node) !== undefined;
      return isHandedOn && source.path.length === 0;
    });
  }

  /** All values that are a function, in arrays too. */
  #find(values: readonly Closure[] | undefined, fn: FunctionId, depth: number): readonly Closure[] | 'anything' {
    if (!values) return 'anything';
    const found: Closure[] = [];
    for (const value of values) {
      if (value.token.kind === 'function' && value.token.index === fn) found.push(value);
      if (value.token.kind !== 'object' || depth > MAX_NESTING || !value.token.fields?.has(ELEMENTS)) continue;
      const held = this.#find(this.#member(value, ELEMENTS), fn, depth + 1);
      if (held === 'anything') return held;
      found.push(...held);
    }
    return found;
  }

  /** What a caller gives for the parameter of that index; undefined where that can't be told. */
  #argument({ from, to }: Edge, activation: Activation, index: number): readonly Closure[] | undefined {
    const fact = this.#state.functions[to]?.fact;
    const sites = this.#callsOf(to).get(from);
    if (!fact || !sites) return undefined;
    const isRest = fact.hasRest && index === fact.params.length - 1;
    const values: Closure[] = [];
    for (const { file, call } of sites)
      if (!addAll(values, this.#argumentOf(activation, file, call, index, isRest))) return undefined;
    return values;
  }

  #argumentOf(
    activation: Activation,
    file: LinkedFile,
    { args, spreads }: CallFact,
    index: number,
    isRest: boolean,
  ): readonly Closure[] | undefined {
    const values: Closure[] = [];
    for (const argument of isRest ? args.slice(index) : args.slice(index, index + 1))
      if (!addAll(values, this.#evaluate(activation, file, argument))) return undefined;
    return spreads ? undefined : values;
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
    let values = isParameter
      ? activation.given.get(at)
      : (this.#returnedBy(activation, file, node) ?? this.#madeHere(activation, at));
    for (const name of path) {
      const members: Closure[] = [];
      for (const value of values ?? []) if (!addAll(members, this.#member(value, name))) return undefined;
      values = values && members;
    }
    return values;
  }

  /** What a call of the program's own functions gives back for what it gives them; undefined where that can't be told. */
  #returnedBy(activation: Activation, file: LinkedFile, node: FlowNode): readonly Closure[] | undefined {
    const call = this.#state.callGiving(file, node);
    if (!call || call.isNew || call.spreads || this.#returning >= MAX_RETURNING) return undefined;
    const key = `${activation.id}@${absolute(file, node)}`;
    if (this.#returned.has(key)) return this.#returned.get(key);
    // Asked for again on the way, as by a recursion, it can't be told.
    this.#returned.set(key, undefined);
    this.#returning++;
    const values = this.#resultsOf(activation, file, call);
    this.#returning--;
    this.#returned.set(key, values);
    return values;
  }

  #resultsOf(activation: Activation, file: LinkedFile, call: CallFact): readonly Closure[] | undefined {
    const values: Closure[] = [];
    for (const { token, madeIn } of this.#evaluate(activation, file, call.callee) ?? []) {
      const target = token.kind === 'function' ? this.#state.functions[token.index] : undefined;
      const owner = target && this.#state.files.get(target.file.path);
      if (!owner) return undefined;
      const given = new Map<NodeId, readonly Closure[]>();
      for (const param of this.#run.visibleTo(token.index)) {
        const index = this.#run.indexOf(token.index, param);
        const isRest = target.fact.hasRest && index === target.fact.params.length - 1;
        const held =
          index === undefined ? madeIn.given.get(param) : this.#argumentOf(activation, file, call, index, isRest);
        if (held) given.set(param, held);
      }
      const inner = this.#activation(token.index, given);
      if (!addAll(values, this.#evaluate(inner, owner, target.fact.result))) return undefined;
    }
    return values.length > 0 ? values : undefined;
  }

  #madeHere(activation: Activation, node: NodeId): readonly Closure[] | undefined {
    const tokens = this.#state.solver.valuesOf(node);
    // Of too many, some were dropped.
    if (tokens.length === 0 || tokens.length >= MAX_VALUES) return undefined;
    return tokens.map((token) => this.#closure(token, activation));
  }

  /** Of the activation a value is made in, that which the value can see. */
  #closure(token: Token, activation: Activation): Closure {
    const origin = this.#state.made.originOf(token);
    if (origin) return { token, madeIn: this.#madeBy(token, origin) };
    if (activation.given.size === 0 || activation.depth >= MAX_DEPTH) return { token, madeIn: ANYTHING };
    if (token.kind === 'object') return { token, madeIn: activation };
    if (token.kind !== 'function') return { token, madeIn: ANYTHING };
    const visible = this.#run.visibleTo(token.index).filter((param) => activation.given.has(param));
    const seen = visible.map((param) => [param, activation.given.get(param) ?? []] as const);
    return { token, madeIn: this.#activation(token.index, new Map(seen)) };
  }

  /** What a call has given the function that made another one. */
  #madeBy({ index: fn }: Token, { file, call }: CallSite): Activation {
    const given = new Map<NodeId, readonly Closure[]>();
    if (this.#returning >= MAX_RETURNING) return ANYTHING;
    this.#returning++;
    for (const param of this.#run.visibleTo(fn)) {
      const owner = this.#run.ownerOf(param);
      if (owner?.fn !== this.#state.parentOf(fn)) continue;
      const isRest = owner.fact.hasRest && owner.index === owner.fact.params.length - 1;
      const values = this.#argumentOf(ANYTHING, file, call, owner.index, isRest);
      if (values) given.set(param, values);
    }
    this.#returning--;
    return this.#activation(fn, given);
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
