/** What is known while files are linked, and the steps every kind of call is made of. */
import { stepInto } from '../syntax/api-path.ts';
import type { Edge, EdgeClass, EntryPoint, FunctionId, FunctionRef } from './call-graph.ts';
import { ELEMENTS } from './facts.ts';
import type { CallFact, FileFacts } from './facts.ts';
import { canonicalApi } from './registrations.ts';
import { Solver, type NodeId, type Token } from './solver.ts';

export interface LinkedFile {
  readonly facts: FileFacts;
  /** The first node and the first function of the file in the program. */
  readonly node: NodeId;
  readonly fn: FunctionId;
}

/** A call and the file it stands in. */
export interface CallSite {
  readonly file: LinkedFile;
  readonly call: CallFact;
}

export class LinkState {
  readonly solver = new Solver(canonicalApi);
  readonly files = new Map<string, LinkedFile>();
  readonly functions: FunctionRef[] = [];
  readonly functionTokens: Token[] = [];
  readonly edges = new Map<string, Edge>();
  readonly entries = new Map<FunctionId, EntryPoint>();
  /** Calls whose functions have been handed to the outside. */
  readonly handedOver = new Set<CallFact>();
  readonly #gathered = new Map<NodeId, NodeId>();

  /** Gives a file its nodes and functions. */
  admit(facts: FileFacts): void {
    this.files.set(facts.path, { facts, node: this.solver.allocate(facts.nodeCount), fn: this.functions.length });
    for (const fact of facts.functions) {
      this.functionTokens.push(this.solver.newToken('function', this.functions.length));
      this.functions.push({ file: facts, fact });
    }
  }

  /** A call runs a function of the program: values go in and come out. */
  callFunction({ file, call }: CallSite, callee: Token, edge: EdgeClass): void {
    const target = this.functions[callee.index];
    const owner = target && this.files.get(target.file.path);
    if (!target || !owner) return;
    this.addEdge({ file, call }, callee.index, { class: edge, kind: 'call', later: false });
    const { params, hasRest, result, self } = target.fact;
    for (const [i, argument] of call.args.entries()) {
      const param = params[i] ?? (hasRest ? params.at(-1) : undefined);
      if (param !== undefined) this.solver.flow(absolute(file, argument), absolute(owner, param));
    }
    this.solver.flow(absolute(file, call.base), absolute(owner, self));
    if (call.isNew) {
      this.solver.add(absolute(owner, self), this.solver.instanceOf(callee));
      this.solver.add(absolute(file, call.result), this.solver.instanceOf(callee));
    }
    this.solver.flow(absolute(owner, result), absolute(file, call.result));
  }

  /** `new` of a class: an instance, and its constructor runs, inherited or not. */
  construct({ file, call }: CallSite, callee: Token): void {
    this.solver.add(absolute(file, call.result), this.solver.instanceOf(callee));
    const constructor = this.solver.allocate(1);
    this.solver.read(callee, 'constructor', constructor);
    this.solver.each(constructor, (fn) => {
      if (fn.kind === 'function') this.callFunction({ file, call: { ...call, isNew: false } }, fn, 'proved');
    });
  }

  /** One edge per pair of functions: a proved one replaces a possible one. */
  addEdge({ file, call }: CallSite, to: FunctionId, how: Pick<Edge, 'class' | 'kind' | 'later'>): void {
    const from = file.fn + call.fn;
    const key = `${from}>${to}`;
    const known = this.edges.get(key);
    const isBetter =
      !known ||
      (known.class === 'possible' && how.class === 'proved') ||
      (known.later && !how.later) ||
      (known.kind === 'callback' && how.kind === 'call');
    if (isBetter) this.edges.set(key, { from, to, ...how, line: call.line, loopDepth: call.loopDepth });
  }

  /** A function answers requests. What was followed to its registration replaces a guess. */
  enter({ file, call }: CallSite, fn: FunctionId, label: string, guessed: boolean): void {
    const known = this.entries.get(fn);
    if (known && (!known.guessed || guessed)) return;
    this.entries.set(fn, { fn, label, kind: 'request', path: file.facts.path, line: call.line, guessed });
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
      const elements = token.fields.get(ELEMENTS) ?? this.solver.field(token, ELEMENTS);
      this.solver.flow(this.#functionsIn(elements, depth + 1), gathered);
    });
    return gathered;
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

/** A node of one file as a node of the program. */
export function absolute(file: LinkedFile, node: number): NodeId {
  return node < 0 ? -1 : file.node + node;
}
