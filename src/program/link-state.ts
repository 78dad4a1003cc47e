/** What is known while files are linked, and the steps every kind of call is made of. */
import type { Framework } from '../apis/framework.ts';
import type { ApiPath } from '../contracts.ts';
import { stepInto } from '../syntax/api-path.ts';
import type { Edge, EdgeClass, EntryPoint, FunctionId, FunctionRef } from './call-graph.ts';
import { ELEMENTS, NOTHING } from './facts.ts';
import type { CallFact, FileFacts, FlowNode, FunctionFact } from './facts.ts';
import type { RegisteredTree } from './resolver-trees.ts';
import type { ExternalTables } from './external-tables.ts';
import { MadeFunctions } from './made-functions.ts';
import { pairOf, Pairs } from './pairs.ts';
import { ParameterFlow } from './parameter-flow.ts';
import { isBetterEntry } from './rare-ways.ts';
import { Solver } from './solver.ts';
import type { NodeId, Token } from './token.ts';

export interface LinkedFile {
  readonly facts: FileFacts;
  /** The first node and the first function of the file in the program. */
  readonly node: NodeId;
  readonly fn: FunctionId;
  /** Which of its nodes hold what its functions are given. */
  readonly given: ParameterFlow;
}

/** A call and the file it stands in. */
export interface CallSite {
  readonly file: LinkedFile;
  readonly call: CallFact;
}

export class LinkState {
  readonly tables: ExternalTables;
  readonly solver: Solver;
  readonly files = new Map<string, LinkedFile>();
  readonly functions: FunctionRef[] = [];
  readonly functionTokens: Token[] = [];
  readonly #edges = new Map<number, Edge>();
  /** The calls that run each function. */
  readonly calls: CallSite[][] = [];
  readonly entries = new Map<FunctionId, EntryPoint>();
  /** What else the same functions are registered for, in other files: the first may be a test. */
  readonly otherEntries = new Map<string, EntryPoint>();
  /** Every registration of functions made in other ones, which differ by what they close over. */
  readonly madeEntries = new Map<FunctionId, EntryPoint[]>();
  /** Trees of functions, to be entered once values have flowed. */
  readonly trees: RegisteredTree[] = [];
  /** Calls whose functions have been handed to the outside. */
  readonly handedOver = new Set<CallFact>();
  readonly #bound = new Pairs();
  readonly #callsByResult = new Map<string, ReadonlyMap<number, CallFact>>();
  /** What calls have made. */
  readonly made = new MadeFunctions(this);
  readonly #gathered = new Map<NodeId, NodeId>();

  constructor(tables: ExternalTables) {
    this.tables = tables;
    this.solver = new Solver(tables.canonical);
  }

  /** Gives a file its nodes and functions. */
  admit(facts: FileFacts): void {
    const node = this.solver.allocate(facts.nodeCount);
    const isOwn = ({ kind }: Token): boolean => kind === 'function' || kind === 'class';
    const given = new ParameterFlow(facts, (callee) => callee >= 0 && this.solver.valuesOf(node + callee).some(isOwn));
    this.files.set(facts.path, { facts, given, node, fn: this.functions.length });
    this.made.admit(facts, this.functions.length);
    for (const fact of facts.functions) {
      this.functionTokens.push(
        this.solver.newToken('function', this.functions.length, fact.name.split('.').at(-1) ?? ''),
      );
      this.functions.push({ file: facts, fact });
    }
  }

  /** A call runs a function of the program: values go in and come out. */
  callFunction({ file, call }: CallSite, callee: Token, edge: EdgeClass, ambiguous = false): void {
    const target = this.functions[callee.index];
    const owner = target && this.files.get(target.file.path);
    if (!target || !owner) return;
    const how = { class: call.computed ? 'possible' : edge, kind: 'call', later: false, ambiguous } as const;
    // What only the name of the call tells did not come out of its callee.
    this.addEdge({ file, call }, callee.index, how, edge === 'proved' ? call.callee : NOTHING);
    (this.calls[callee.index] ??= []).push({ file, call });
    const { params, hasRest, result, self } = target.fact;
    for (const [i, argument] of call.args.entries()) {
      const param = params[i] ?? (hasRest ? params.at(-1) : undefined);
      if (param !== undefined) this.solver.flow(absolute(file, argument), absolute(owner, param));
    }
    if (target.fact.selfIs !== 'object')
      this.#bindSelf(absolute(file, call.base), absolute(owner, self), target.fact.selfIs);
    if (call.isNew) {
      this.solver.add(absolute(owner, self), this.solver.instanceOf(callee));
      this.solver.add(absolute(file, call.result), this.solver.instanceOf(callee));
    }
    this.made.giveBack({ file, call }, (callee.base ?? callee).index, absolute(owner, result));
  }

  /** The function another one is written in. */
  parentOf(fn: FunctionId): FunctionId {
    const target = this.functions[fn];
    const owner = target && this.files.get(target.file.path);
    return target && owner ? owner.fn + target.fact.parent : -1;
  }

  /**
   * `order.total()` runs with `this` as the order. The methods of a class know
   * their instances; only those of its heirs are news to them.
   */
  #bindSelf(base: NodeId, self: NodeId, selfIs: FunctionFact['selfIs']): void {
    if (base < 0 || self < 0 || !this.#bound.add(base, self)) return;
    this.solver.each(base, (token) => {
      const fits =
        selfIs === 'instance' ? this.#isHeir(token, self) : token.kind === 'instance' || token.kind === 'object';
      if (fits) this.solver.add(self, token);
    });
  }

  /** Whether a token is an instance of a class below the one whose method's `this` is `self`. */
  #isHeir(token: Token, self: NodeId): boolean {
    if (token.kind !== 'instance' || !token.parents) return false;
    const own = new Set(this.solver.valuesOf(self));
    const above = new Set(token.parents);
    for (const parent of above) {
      if (own.has(parent)) return true;
      for (const next of parent.parents ?? []) if (next.kind === 'instance') above.add(next);
    }
    return false;
  }

  /** `new` of a class: an instance, and its constructor runs, inherited or not. */
  construct({ file, call }: CallSite, callee: Token): void {
    this.solver.add(absolute(file, call.result), this.solver.instanceOf(callee));
    const constructor = this.solver.allocate(1);
    this.solver.read(callee, 'constructor', constructor);
    this.solver.each(constructor, (fn) => {
      const made = { ...call, callee: NOTHING, isNew: false };
      if (fn.kind === 'function') this.callFunction({ file, call: made }, fn, 'proved');
    });
  }

  /**
   * One edge per pair of functions: a proved one replaces a possible one.
   * @param source the node of the call's file the function came out of
   */
  addEdge(
    { file, call }: CallSite,
    to: FunctionId,
    how: Pick<Edge, 'class' | 'kind' | 'later'> & { readonly ambiguous?: boolean },
    source: FlowNode,
  ): void {
    const from = file.fn + call.fn;
    const key = pairOf(from, to);
    const known = this.#edges.get(key);
    const sources = source < 0 ? undefined : known ? withSource(known.sources, source) : [source];
    const isBetter =
      !known ||
      (known.class === 'possible' && how.class === 'proved') ||
      (known.later && !how.later) ||
      (known.ambiguous && how.ambiguous !== true) ||
      (known.once && !call.once) ||
      (known.rare && !call.rare) ||
      (known.kind === 'callback' && how.kind === 'call');
    const { line, loopDepth, once, rare } = call;
    if (isBetter) this.#edges.set(key, { from, to, ambiguous: false, ...how, line, loopDepth, once, rare, sources });
    else if (known.sources !== sources) this.#edges.set(key, { ...known, sources });
  }

  /** Every edge, in the order in which their pairs of functions were found. */
  get edges(): Iterable<Edge> {
    return this.#edges.values();
  }

  /** An edge that no call is behind, in place of any other between the two. */
  setEdge(edge: Edge): void {
    this.#edges.set(pairOf(edge.from, edge.to), edge);
  }

  /**
   * A function the outside runs. What was followed to its registration replaces a guess, a request what runs once, and
   * `GET /` does `GET /login`.
   */
  enter(entry: EntryPoint): void {
    const known = this.entries.get(entry.fn);
    const gives = known && !isBetterEntry(entry, known) ? entry : known;
    if (gives !== entry) this.entries.set(entry.fn, entry);
    if (gives && gives.path !== this.entries.get(entry.fn)?.path)
      this.otherEntries.set(`${gives.fn} ${gives.path}`, gives);
  }

  /** The same for a function registered by a call. */
  enterAt(
    { file, call }: CallSite,
    framework: Pick<Framework, 'runs'>,
    fn: FunctionId,
    label: string,
    source: FlowNode = NOTHING,
  ): void {
    const kind = call.devOnly ? 'build' : (framework.runs ?? 'request');
    const entry = { fn, label, kind, path: file.facts.path, line: call.line, guessed: false, source };
    this.enter(entry);
    if (source < 0 || this.functions[fn]?.fact.parent === 0) return;
    const made = this.madeEntries.get(fn);
    if (made) made.push(entry);
    else this.madeEntries.set(fn, [entry]);
  }

  /** The same by the shape of the call and of what it is given. */
  guess({ file, call }: CallSite, fn: FunctionId, label: string): void {
    const kind = call.devOnly ? 'build' : 'request';
    this.enter({ fn, label, kind, path: file.facts.path, line: call.line, guessed: true });
  }

  /** Something outside calls a function with these, the first `offset` parameters left out. */
  giveParameters(fn: FunctionId, apis: readonly ApiPath[], offset = 0): void {
    const target = this.functions[fn];
    const owner = target && this.files.get(target.file.path);
    if (!target || !owner) return;
    for (const [i, api] of apis.entries()) {
      const param = target.fact.params[i + offset];
      if (param !== undefined) this.solver.add(absolute(owner, param), this.solver.external(api));
    }
  }

  /** What a function of the program returns. */
  resultOf({ index }: Token): NodeId {
    const target = this.functions[index];
    const owner = target && this.files.get(target.file.path);
    return target && owner ? absolute(owner, target.fact.result) : -1;
  }

  /** Calls `found` for each function a node holds, now or later, in arrays too. */
  eachFunction(node: NodeId, found: (token: Token) => void): void {
    if (node >= 0) this.solver.each(this.#functionsIn(node, 0), found);
  }

  /** A node that gathers the functions of another and of the arrays in it; one for each, however often it is asked for. */
  #functionsIn(node: NodeId, depth: number): NodeId {
    const known = this.#gathered.get(node);
    if (known !== undefined) return known;
    const gathered = this.solver.allocate(1);
    this.#gathered.set(node, gathered);
    this.solver.each(node, (token) => {
      if (token.kind === 'function') this.solver.add(gathered, token);
      if (token.kind !== 'object' || depth > 1) return;
      const elements = this.solver.field(token, ELEMENTS);
      this.solver.flow(this.#functionsIn(elements, depth + 1), gathered);
    });
    return gathered;
  }

  /** The call whose result is a node of a file. */
  callGiving({ facts }: LinkedFile, node: number): CallFact | undefined {
    if (node < 0) return undefined;
    let calls = this.#callsByResult.get(facts.path);
    if (!calls) {
      calls = new Map(facts.calls.filter(({ implied }) => !implied).map((call) => [call.result, call]));
      this.#callsByResult.set(facts.path, calls);
    }
    return calls.get(node);
  }

  /** Whoever asks for the type may get what is given for it: an implementation, or an object as good as one. */
  substitute(given: NodeId, type: NodeId): void {
    this.solver.each(type, (above) => {
      if (above.kind !== 'class' && above.kind !== 'instance') return;
      const instance = above.kind === 'class' ? this.solver.instanceOf(above) : above;
      this.solver.each(given, (below) => {
        if (below.kind === 'class') this.solver.inherit(this.solver.instanceOf(below), instance);
        else if (below.kind === 'object' || below.kind === 'instance') this.solver.inherit(below, instance);
      });
    });
  }

  /** A class, a constructor function or something external as the superclass of another. */
  inherit(child: Token, parent: Token): void {
    const instance = this.solver.instanceOf(child);
    if (parent.kind === 'class' || parent.kind === 'function') {
      this.solver.inherit(child, parent);
      this.solver.inherit(instance, this.solver.instanceOf(parent));
    } else if (parent.kind === 'external') {
      const api = stepInto(parent.name, 'new');
      if (api !== undefined) this.solver.inherit(instance, this.solver.external(api));
    }
  }
}

/** The same list where nothing is news. */
function withSource(known: readonly FlowNode[] | undefined, source: FlowNode): readonly FlowNode[] | undefined {
  return known === undefined || known.includes(source) ? known : [...known, source];
}

/** A node of one file as a node of the program. */
export function absolute(file: LinkedFile, node: number): NodeId {
  return node < 0 ? -1 : file.node + node;
}
