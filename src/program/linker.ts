/** Joins the facts of all files into one flow graph and reads the call graph off it. */
import { modulePath, stepInto } from '../syntax/api-path.ts';
import { Activations } from './activations.ts';
import type { CallGraph, Edge, ExportedFunction, FunctionId } from './call-graph.ts';
import { callExternal } from './external-calls.ts';
import type { ExternalTables } from './external-tables.ts';
import { EXPORTS, MODULE_VALUE } from './facts.ts';
import type { CallFact, FileFacts, RoleFact, ValueFact } from './facts.ts';
import { eachPair } from './each-pair.ts';
import { adoptNested, followEvents, followNames, type StoredMember } from './fallbacks.ts';
import { globPattern } from './glob-pattern.ts';
import { importedNodes } from './imported-nodes.ts';
import { loadedTogether } from './together.ts';
import { absolute, LinkState, type LinkedFile } from './link-state.ts';
import { enterTree } from './resolver-trees.ts';
import { enterSubtypes, type LinkedClass } from './supertypes.ts';
import type { NodeId, Token } from './token.ts';

/** Finds the program's file a specifier of `from` names; undefined for what is outside. */
export type Resolve = (from: string, specifier: string) => string | undefined;

/** A computed specifier that fits more files than this says nothing. */
const MAX_FITTING = 200;

type ImportFact = Extract<ValueFact, { kind: 'import' }>;

/** Steps of the solver between two pauses. */
const STEPS = 2000;

/** Yields now and then, so that the caller can stop. */
export function link(
  files: readonly FileFacts[],
  resolve: Resolve,
  tables: ExternalTables,
): Generator<void, CallGraph> {
  return new Linker(files, resolve, tables).link();
}

class Linker {
  readonly #state: LinkState;
  readonly #resolve: Resolve;
  readonly #classTokens = new Map<string, Token>();
  /** Functions held by a member of some object, by the member's name. */
  readonly #members = new Map<string, StoredMember[]>();

  constructor(files: readonly FileFacts[], resolve: Resolve, tables: ExternalTables) {
    this.#state = new LinkState(tables);
    this.#resolve = resolve;
    for (const facts of files) this.#state.admit(facts);
  }

  *link(): Generator<void, CallGraph> {
    const state = this.#state;
    for (const file of state.files.values()) this.#addValues(file);
    for (const file of state.files.values()) this.#addOwnMembers(file);
    for (const file of state.files.values()) this.#addFlows(file);
    for (const file of state.files.values()) {
      for (const call of file.facts.calls) this.#addCall(file, call);
      yield;
    }
    while (!state.solver.solve(STEPS)) yield;
    enterSubtypes(state, this.#classes());
    for (const tree of state.trees) enterTree(state, tree);
    const excluded = followNames(state, this.#members, loadedTogether(state.files.values(), this.#resolve));
    followEvents(state);
    while (!state.solver.solve(STEPS)) yield;
    adoptNested(state);
    return {
      functions: state.functions,
      moduleFunctions: new Map([...state.files].map(([path, { fn }]) => [path, fn])),
      outgoing: groupByCaller(state.edges),
      activations: new Activations(state),
      // The last of a function's counts, if no test has registered it.
      entryPoints: [...state.otherEntries.values(), ...state.entries.values()],
      madeEntries: state.madeEntries,
      exported: [...state.files.values()].flatMap((file) => this.#exportedBy(file)),
      excluded,
      aliases: this.#externalImports(),
    };
  }

  #addValues(file: LinkedFile): void {
    for (const value of file.facts.values) {
      const node = file.node + value.node;
      if (value.kind === 'import') this.#addImport(file, node, value);
      else this.#state.solver.add(node, this.#tokenOf(file, value));
    }
    for (const role of file.facts.roles) this.#enterByRole(file, role);
  }

  #tokenOf(file: LinkedFile, value: Exclude<ValueFact, ImportFact>): Token {
    const { solver, functionTokens } = this.#state;
    switch (value.kind) {
      case 'function':
        return functionTokens[file.fn + value.index] ?? solver.newToken('object', -1);
      case 'class':
        return this.#classToken(file, value.index);
      case 'instance':
        return solver.instanceOf(this.#classToken(file, value.index));
      case 'object':
        return solver.newToken('object', -1, value.label ?? '');
      case 'external':
        return solver.external(value.api);
    }
  }

  #classToken(file: LinkedFile, index: number): Token {
    const key = `${file.facts.path}#${index}`;
    let token = this.#classTokens.get(key);
    if (!token) this.#classTokens.set(key, (token = this.#state.solver.newToken('class', index)));
    return token;
  }

  #enterByRole(file: LinkedFile, { node, label, kind }: RoleFact): void {
    this.#state.eachFunction(absolute(file, node), ({ index }) => {
      const line = this.#state.functions[index]?.fact.line ?? 1;
      this.#state.enter({ fn: index, label, kind, path: file.facts.path, line, guessed: true });
    });
  }

  #addImport(file: LinkedFile, node: NodeId, { specifier, name }: ImportFact): void {
    const { solver } = this.#state;
    const targets = this.#resolveAll(file.facts.path, specifier);
    for (const target of targets) {
      if (name === undefined) solver.flow(target.node + MODULE_VALUE, node);
      else this.#importMember(target, name, node);
    }
    if (targets.length > 0) return;
    const module = modulePath(specifier);
    const api = module && (name === undefined ? module : stepInto(module, name));
    if (api !== undefined) solver.add(node, solver.external(api));
  }

  #importMember(target: LinkedFile, name: string, node: NodeId): void {
    const value = target.node + MODULE_VALUE;
    this.#state.solver.load(value, name, node);
    // `import x from './cjs'` is all of `module.exports`.
    if (name === 'default' && !target.facts.isModule) this.#state.solver.flow(value, node);
  }

  /** A `*` in a specifier stands for what is computed: every file it fits may be meant. */
  #resolveAll(from: string, specifier: string): readonly LinkedFile[] {
    const { files } = this.#state;
    if (!specifier.includes('*')) {
      const path = this.#resolve(from, specifier);
      const file = path === undefined ? undefined : files.get(path);
      return file ? [file] : [];
    }
    if (!specifier.startsWith('.')) return [];
    const pattern = globPattern(from, specifier);
    const fitting = [...files].flatMap(([path, file]) => (pattern.test(path) && path !== from ? [file] : []));
    return fitting.length > MAX_FITTING ? [] : fitting;
  }

  /** Members written where an object is made come first, so that they hide inherited ones. */
  #addOwnMembers(file: LinkedFile): void {
    const { solver } = this.#state;
    const made = file.facts.values.filter(({ kind }) => kind !== 'import' && kind !== 'external');
    const own = new Set(made.map(({ node }) => node));
    for (const store of file.facts.stores) {
      const from = file.node + store.from;
      const members = this.#members.get(store.name);
      const stored = { path: file.facts.path, base: file.node + store.base, value: from };
      if (members) members.push(stored);
      else this.#members.set(store.name, [stored]);
      if (!own.has(store.base)) continue;
      for (const token of solver.valuesOf(file.node + store.base)) solver.write(token, store.name, from);
    }
    for (const [i, { superclass, parents }] of file.facts.classes.entries()) {
      solver.each(absolute(file, superclass), (parent) => this.#state.inherit(this.#classToken(file, i), parent));
      for (const node of parents) this.#implement(file, i, node);
    }
    for (const specifier of file.facts.reexports) this.#reexportAll(file, specifier);
  }

  #implement(file: LinkedFile, index: number, node: number): void {
    this.#state.solver.each(absolute(file, node), (parent) => {
      // What is implemented of a package has no code that could be inherited.
      if (parent.kind === 'class') this.#state.inherit(this.#classToken(file, index), parent);
    });
  }

  #classes(): LinkedClass[] {
    return [...this.#state.files.values()].flatMap((file) =>
      file.facts.classes.map((fact, i) => ({ file, fact, token: this.#classToken(file, i) })),
    );
  }

  #reexportAll(file: LinkedFile, specifier: string): void {
    const { solver } = this.#state;
    const targets = this.#resolveAll(file.facts.path, specifier);
    for (const target of targets) solver.spread(target.node + MODULE_VALUE, file.node + EXPORTS);
    const module = modulePath(specifier);
    if (targets.length > 0 || module === undefined) return;
    for (const token of solver.valuesOf(file.node + EXPORTS)) solver.inherit(token, solver.external(module));
  }

  #addFlows({ facts, node }: LinkedFile): void {
    const { solver } = this.#state;
    eachPair(facts.flows, (from, to) => {
      solver.flow(node + from, node + to);
    });
    eachPair(facts.spreads, (from, to) => {
      solver.spread(node + from, node + to);
    });
    for (const store of facts.stores) solver.store(node + store.base, store.name, node + store.from);
    for (const load of facts.loads) solver.load(node + load.base, load.name, node + load.to);
    eachPair(facts.implementations, (given, type) => {
      this.#state.substitute(node + given, node + type);
    });
  }

  #addCall(file: LinkedFile, call: CallFact): void {
    const site = { file, call };
    this.#state.solver.each(absolute(file, call.callee), (callee) => {
      if (call.decorates && callee.kind !== 'external') return;
      if (callee.kind === 'function') this.#state.callFunction(site, callee, 'proved');
      else if (callee.kind === 'class') this.#state.construct(site, callee);
      else if (callee.kind === 'external') callExternal(this.#state, site, callee);
    });
  }

  /** Functions others can import from a file, whoever wrote them. */
  #exportedBy({ facts, node }: LinkedFile): ExportedFunction[] {
    const { solver } = this.#state;
    const found: ExportedFunction[] = [];
    const add = (name: string, at: NodeId): void => {
      for (const { kind, index } of solver.valuesOf(at))
        if (kind === 'function') found.push({ path: facts.path, name, fn: index });
    };
    add('default', node + MODULE_VALUE);
    for (const exported of solver.valuesOf(node + MODULE_VALUE)) {
      if (exported.kind === 'object') for (const [name, field] of exported.fields ?? []) add(name, field);
    }
    return found;
  }

  /** Imports of the program's own files that stand for something outside it. */
  #externalImports(): Map<string, Map<string, string>> {
    const found = new Map<string, Map<string, string>>();
    for (const { facts, node } of this.#state.files.values()) {
      const { path } = facts;
      for (const [key, at] of importedNodes(facts, (specifier) => this.#resolve(path, specifier) !== undefined)) {
        const api = this.#soleExternal(node + at);
        if (api !== undefined) found.set(path, (found.get(path) ?? new Map<string, string>()).set(key, api));
      }
    }
    return found;
  }

  #soleExternal(node: NodeId): string | undefined {
    const values = this.#state.solver.valuesOf(node);
    const [only] = values;
    return values.length === 1 && only?.kind === 'external' && /^[\w@]/.test(only.name) ? only.name : undefined;
  }
}

function groupByCaller(edges: Iterable<Edge>): Map<FunctionId, Edge[]> {
  const groups = new Map<FunctionId, Edge[]>();
  for (const edge of edges) {
    const group = groups.get(edge.from);
    if (group) group.push(edge);
    else groups.set(edge.from, [edge]);
  }
  return groups;
}
