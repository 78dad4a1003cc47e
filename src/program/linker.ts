/** Joins the facts of all files into one flow graph and reads the call graph off it. */
import { BUILTIN_METHODS, COMMON_EVENTS, COMMON_METHODS, LATER_APIS, LATER_METHODS } from '../apis/takers.ts';
import { EXIT_HOOKS, PROCESS_END_EVENTS } from '../apis/takers.ts';
import type { Registration } from '../apis/handlers.ts';
import { modulePath, stepInto } from '../syntax/api-path.ts';
import type { CallGraph, Edge, EdgeClass, EntryPoint, FunctionId, FunctionRef } from './call-graph.ts';
import { ELEMENTS, EXPORTS, MODULE_VALUE } from './facts.ts';
import type { CallFact, FileFacts } from './facts.ts';
import { canonicalApi, entryLabel, registeredMethod, routeLabel, type RegisteredMethod } from './registrations.ts';
import { Solver, type NodeId, type Token } from './solver.ts';

/** Finds the program's file a specifier of `from` names; undefined for what is outside. */
export type Resolve = (from: string, specifier: string) => string | undefined;

interface LinkedFile {
  readonly facts: FileFacts;
  /** The first node and the first function of the file in the program. */
  readonly node: NodeId;
  readonly fn: FunctionId;
}

/** A call whose name fits more functions than this says nothing of which it runs. */
const MAX_CANDIDATES = 3;

const HTTP_METHODS = /^(?:get|post|put|patch|delete|del|all|use|options|head)$/;

export function link(files: readonly FileFacts[], resolve: Resolve): CallGraph {
  return new Linker(files, resolve).link();
}

class Linker {
  readonly #solver = new Solver(canonicalApi);
  readonly #files = new Map<string, LinkedFile>();
  readonly #functions: FunctionRef[] = [];
  readonly #functionTokens: Token[] = [];
  readonly #classTokens = new Map<string, Token>();
  readonly #edges = new Map<string, Edge>();
  readonly #entries = new Map<FunctionId, EntryPoint>();
  readonly #resolve: Resolve;
  /** Functions held by a member of some object, by the member's name. */
  readonly #members = new Map<string, NodeId[]>();
  readonly #events = new Map<string, NodeId>();
  #excluded = 0;

  constructor(files: readonly FileFacts[], resolve: Resolve) {
    this.#resolve = resolve;
    for (const facts of files) this.#admit(facts);
  }

  link(): CallGraph {
    for (const file of this.#files.values()) this.#addValues(file);
    for (const file of this.#files.values()) this.#addOwnMembers(file);
    for (const file of this.#files.values()) this.#addFlows(file);
    for (const file of this.#files.values()) for (const call of file.facts.calls) this.#addCall(file, call);
    this.#solver.solve();
    this.#followNames();
    this.#solver.solve();
    this.#adoptNested();
    return {
      functions: this.#functions,
      moduleFunctions: new Map([...this.#files].map(([path, { fn }]) => [path, fn])),
      outgoing: groupByCaller(this.#edges.values()),
      entryPoints: [...this.#entries.values()],
      excluded: this.#excluded,
      aliases: this.#externalImports(),
    };
  }

  #admit(facts: FileFacts): void {
    const fn = this.#functions.length;
    this.#files.set(facts.path, { facts, node: this.#solver.allocate(facts.nodeCount), fn });
    for (const fact of facts.functions) {
      this.#functionTokens.push(this.#solver.newToken('function', this.#functions.length));
      this.#functions.push({ file: facts, fact });
    }
  }

  #addValues(file: LinkedFile): void {
    for (const value of file.facts.values) {
      const node = file.node + value.node;
      if (value.kind === 'import') this.#addImport(file, node, value.specifier, value.name);
      else this.#solver.add(node, this.#tokenOf(file, value));
    }
  }

  #tokenOf(file: LinkedFile, value: Exclude<FileFacts['values'][number], { kind: 'import' }>): Token {
    switch (value.kind) {
      case 'function':
        return this.#functionTokens[file.fn + value.index] ?? this.#solver.newToken('object', -1);
      case 'class':
        return this.#classToken(file, value.index);
      case 'instance':
        return this.#solver.instanceOf(this.#classToken(file, value.index));
      case 'object':
        return this.#solver.newToken('object', -1, value.label ?? '');
      case 'external':
        return this.#solver.external(value.api);
    }
  }

  #classToken(file: LinkedFile, index: number): Token {
    const key = `${file.facts.path}#${index}`;
    let token = this.#classTokens.get(key);
    if (!token) this.#classTokens.set(key, (token = this.#solver.newToken('class', index)));
    return token;
  }

  #addImport(file: LinkedFile, node: NodeId, specifier: string, name: string | undefined): void {
    const targets = this.#resolveAll(file.facts.path, specifier);
    for (const target of targets) {
      if (name === undefined) this.#solver.flow(target.node + MODULE_VALUE, node);
      else this.#importMember(target, name, node);
    }
    if (targets.length > 0) return;
    const module = modulePath(specifier);
    const api = module && (name === undefined ? module : stepInto(module, name));
    if (api !== undefined) this.#solver.add(node, this.#solver.external(api));
  }

  /** A `*` in a specifier stands for what is computed: every file it fits may be meant. */
  #resolveAll(from: string, specifier: string): readonly LinkedFile[] {
    if (!specifier.includes('*')) {
      const path = this.#resolve(from, specifier);
      const file = path === undefined ? undefined : this.#files.get(path);
      return file ? [file] : [];
    }
    if (!specifier.startsWith('.') || specifier.startsWith('./*')) return [];
    const pattern = globPattern(from, specifier);
    return [...this.#files].flatMap(([path, file]) => (pattern.test(path) && path !== from ? [file] : []));
  }

  #importMember(target: LinkedFile, name: string, node: NodeId): void {
    this.#solver.load(target.node + MODULE_VALUE, name, node);
    // `import x from './cjs'` is all of `module.exports`.
    if (name === 'default' && !target.facts.isModule) this.#solver.flow(target.node + MODULE_VALUE, node);
  }

  /** Members written where an object is made come first, so that they hide inherited ones. */
  #addOwnMembers(file: LinkedFile): void {
    const own = new Set(file.facts.values.filter(({ kind }) => kind !== 'import' && kind !== 'external').map(({ node }) => node));
    for (const store of file.facts.stores) {
      const from = file.node + store.from;
      const base = file.node + store.base;
      if (own.has(store.base)) for (const token of this.#solver.valuesOf(base)) this.#solver.write(token, store.name, from);
      const members = this.#members.get(store.name);
      if (members) members.push(from);
      else this.#members.set(store.name, [from]);
    }
    for (const [i, { superclass }] of file.facts.classes.entries()) {
      if (superclass >= 0) this.#solver.each(file.node + superclass, (parent) => this.#inherit(this.#classToken(file, i), parent));
    }
    for (const specifier of file.facts.reexports) this.#reexportAll(file, specifier);
  }

  #inherit(child: Token, parent: Token): void {
    const instance = this.#solver.instanceOf(child);
    if (parent.kind === 'class' || parent.kind === 'function') {
      this.#solver.inherit(child, parent);
      this.#solver.inherit(instance, this.#solver.instanceOf(parent));
    } else if (parent.kind === 'external') {
      const api = stepInto(parent.name, 'new');
      if (api !== undefined) this.#solver.inherit(instance, this.#solver.external(api));
    }
  }

  #reexportAll(file: LinkedFile, specifier: string): void {
    for (const target of this.#resolveAll(file.facts.path, specifier)) {
      this.#solver.spread(target.node + MODULE_VALUE, file.node + EXPORTS);
    }
    const module = modulePath(specifier);
    if (module === undefined || this.#resolve(file.facts.path, specifier) !== undefined) return;
    for (const token of this.#solver.valuesOf(file.node + EXPORTS)) this.#solver.inherit(token, this.#solver.external(module));
  }

  #addFlows({ facts, node }: LinkedFile): void {
    const { flows, spreads } = facts;
    for (let i = 0; i < flows.length; i += 2) this.#solver.flow(node + (flows[i] ?? 0), node + (flows[i + 1] ?? 0));
    for (let i = 0; i < spreads.length; i += 2) this.#solver.spread(node + (spreads[i] ?? 0), node + (spreads[i + 1] ?? 0));
    for (const store of facts.stores) this.#solver.store(node + store.base, store.name, node + store.from);
    for (const load of facts.loads) this.#solver.load(node + load.base, load.name, node + load.to);
  }

  #addCall(file: LinkedFile, call: CallFact): void {
    this.#solver.each(absolute(file, call.callee), (callee) => {
      switch (callee.kind) {
        case 'function':
          return this.#callFunction(file, call, callee, 'proved');
        case 'class':
          return this.#construct(file, call, callee);
        case 'external':
          return this.#callExternal(file, call, callee.name);
        default:
          return undefined;
      }
    });
    this.#followEvents(file, call);
  }

  #callFunction(file: LinkedFile, call: CallFact, callee: Token, edge: EdgeClass): void {
    const target = this.#functions[callee.index];
    const owner = target && this.#files.get(target.file.path);
    if (!target || !owner) return;
    this.#addEdge(file, call, callee.index, edge, false);
    const { params, hasRest, result, self } = target.fact;
    for (const [i, argument] of call.args.entries()) {
      const param = params[i] ?? (hasRest ? params.at(-1) : undefined);
      if (param !== undefined) this.#solver.flow(absolute(file, argument), absolute(owner, param));
    }
    if (self >= 0 && call.base >= 0) this.#solver.flow(absolute(file, call.base), absolute(owner, self));
    if (call.isNew) {
      this.#solver.add(absolute(owner, self), this.#solver.instanceOf(callee));
      this.#solver.add(absolute(file, call.result), this.#solver.instanceOf(callee));
    }
    this.#solver.flow(absolute(owner, result), absolute(file, call.result));
  }

  #construct(file: LinkedFile, call: CallFact, callee: Token): void {
    this.#solver.add(absolute(file, call.result), this.#solver.instanceOf(callee));
    const constructor = this.#solver.allocate(1);
    this.#solver.read(callee, 'constructor', constructor);
    this.#solver.each(constructor, (fn) => {
      if (fn.kind === 'function') this.#callFunction(file, { ...call, isNew: false }, fn, 'proved');
    });
  }

  #addEdge(file: LinkedFile, call: CallFact, to: FunctionId, edge: EdgeClass, later: boolean): void {
    const from = file.fn + call.fn;
    const key = `${from}>${to}`;
    const known = this.#edges.get(key);
    if (known && (known.class === 'proved' || edge === 'possible') && (!known.later || later)) return;
    this.#edges.set(key, { from, to, class: edge, line: call.line, loopDepth: call.loopDepth, later });
  }

  #callExternal(file: LinkedFile, call: CallFact, api: string): void {
    const registered = registeredMethod(api);
    const result = stepInto(api, call.isNew ? 'new' : '()');
    if (result !== undefined) this.#solver.add(absolute(file, call.result), this.#solver.external(result));
    for (const registration of registered?.registrations ?? []) this.#register(file, call, registered as RegisteredMethod, registration);
    if (registered && !registered.registrations.some(({ kind }) => kind === 'plugin')) return;
    if (api === 'util.inherits') this.#inheritByCall(file, call);
    const isEnd = EXIT_HOOKS.has(api) || (/^process\.(?:on|once)$/.test(api) && PROCESS_END_EVENTS.has(call.label ?? ''));
    this.#handOver(file, call, 'proved', !isEnd && (LATER_APIS.has(api) || LATER_METHODS.has(call.member ?? '')));
  }

  /** `util.inherits(Child, Parent)`. */
  #inheritByCall(file: LinkedFile, call: CallFact): void {
    const [child, parent] = call.args;
    if (child === undefined || parent === undefined) return;
    this.#solver.each(absolute(file, parent), (above) => {
      this.#solver.each(absolute(file, child), (below) => this.#inherit(below, above));
    });
  }

  /** Functions given to a call outside the program are run by it; what it gives back may be one of them, wrapped. */
  #handOver(file: LinkedFile, call: CallFact, edge: EdgeClass, later: boolean): void {
    if (call.implied) return;
    for (const argument of call.args) {
      this.#eachFunction(absolute(file, argument), (token) => {
        const isCallback = this.#functions[token.index]?.fact.nodeCallback === true;
        this.#addEdge(file, call, token.index, edge, later && !isCallback);
        if (call.result >= 0) this.#solver.add(absolute(file, call.result), token);
      });
    }
  }

  /** The functions a node holds, in arrays too. */
  #eachFunction(node: NodeId, found: (token: Token) => void, depth = 0): void {
    this.#solver.each(node, (token) => {
      if (token.kind === 'function') found(token);
      if (token.kind !== 'object' || depth > 1) return;
      const elements = this.#solver.allocate(1);
      this.#solver.read(token, ELEMENTS, elements);
      this.#eachFunction(elements, found, depth + 1);
    });
  }

  #register(file: LinkedFile, call: CallFact, method: RegisteredMethod, registration: Registration): void {
    if (registration.kind === 'plugin') return this.#plugIn(file, call);
    const label = entryLabel(method, registration, call.label);
    if (registration.kind === 'events' && !registration.events.includes(call.label ?? '')) {
      return this.#handOver(file, call, 'proved', true);
    }
    for (const argument of call.args) {
      const node = absolute(file, argument);
      if (registration.kind === 'options') this.#registerOptions(file, call, node, registration.keys, label);
      else this.#eachFunction(node, (token) => this.#enter(file, call, token, label, false));
    }
  }

  #registerOptions(file: LinkedFile, call: CallFact, node: NodeId, keys: readonly string[], label: string): void {
    this.#solver.each(node, (options) => {
      if (options.kind !== 'object') return;
      for (const key of [...keys, ELEMENTS]) {
        const member = this.#solver.allocate(1);
        this.#solver.read(options, key, member);
        const own = options.name === '' ? label : options.name;
        this.#eachFunction(member, (token) => this.#enter(file, call, token, own, false));
        if (key === ELEMENTS || key === 'options') this.#registerOptions(file, call, member, keys, own);
      }
    });
  }

  /** `app.register(plugin)` calls the plugin with an `app` of its own; so does `register(import('./plugin.js'))`. */
  #plugIn(file: LinkedFile, call: CallFact): void {
    for (const argument of call.args.slice(0, 1)) {
      const node = absolute(file, argument);
      const given = this.#solver.allocate(1);
      this.#solver.flow(node, given);
      this.#solver.load(node, 'default', given);
      this.#solver.each(given, (token) => {
        if (token.kind === 'function') this.#callFunction(file, { ...call, args: [call.base], result: -1 }, token, 'proved');
      });
    }
  }

  #enter(file: LinkedFile, call: CallFact, token: Token, label: string, guessed: boolean): void {
    const known = this.#entries.get(token.index);
    if (known && (!known.guessed || guessed)) return;
    const { path } = file.facts;
    this.#entries.set(token.index, { fn: token.index, label, kind: 'request', path, line: call.line, guessed });
  }

  /** `bus.emit('paid', order)` runs what some `bus.on('paid', f)` was given, whichever bus it is. */
  #followEvents(file: LinkedFile, call: CallFact): void {
    const { member, label } = call;
    if (label === undefined || call.implied || COMMON_EVENTS.has(label)) return;
    if (member === 'on' || member === 'once' || member === 'addListener') {
      this.#eachFunction(absolute(file, call.args[1] ?? -1), (token) => this.#solver.add(this.#eventNode(label), token));
    } else if (member === 'emit') {
      this.#solver.each(this.#eventNode(label), (token) => {
        if (token.kind === 'function') this.#callFunction(file, { ...call, args: call.args.slice(1), base: -1, result: -1 }, token, 'possible');
      });
    }
  }

  #eventNode(event: string): NodeId {
    let node = this.#events.get(event);
    if (node === undefined) this.#events.set(event, (node = this.#solver.allocate(1)));
    return node;
  }

  /** Calls no value reached: by shape a registration, by name a possible edge, else a taker of callbacks. */
  #followNames(): void {
    for (const file of this.#files.values()) {
      for (const call of file.facts.calls) {
        if (call.implied) continue;
        const isKnown = this.#solver.valuesOf(absolute(file, call.callee)).length > 0;
        if (isKnown) this.#countExcluded(call);
        else if (!this.#enterByShape(file, call)) {
          this.#followName(file, call);
          this.#handOver(file, call, 'possible', LATER_METHODS.has(call.member ?? ''));
        }
      }
    }
  }

  #countExcluded({ member }: CallFact): void {
    if (member !== undefined && this.#members.has(member)) this.#excluded++;
  }

  /** `router.get('/orders', (req, res) => …)` on something that came from outside, unseen. */
  #enterByShape(file: LinkedFile, call: CallFact): boolean {
    const { member, label } = call;
    if (member === undefined || !HTTP_METHODS.test(member)) return false;
    if (member !== 'use' && !label?.startsWith('/')) return false;
    const handlers = call.args.flatMap((argument) => this.#solver.valuesOf(absolute(file, argument)));
    const functions = handlers.filter(({ kind }) => kind === 'function');
    if (!functions.some(({ index }) => this.#functions[index]?.fact.handlerLike)) return false;
    for (const token of functions) this.#enter(file, call, token, routeLabel(member, label), true);
    return true;
  }

  #followName(file: LinkedFile, call: CallFact): void {
    const { member } = call;
    if (member === undefined || call.base < 0 || BUILTIN_METHODS.has(member) || COMMON_METHODS.has(member)) return;
    const receivers = this.#solver.valuesOf(absolute(file, call.base));
    if (receivers.some(({ kind }) => kind === 'external')) return;
    const candidates = new Set(
      (this.#members.get(member) ?? []).flatMap((node) => this.#solver.valuesOf(node)).filter(({ kind }) => kind === 'function'),
    );
    if (candidates.size > MAX_CANDIDATES) return;
    for (const token of candidates) this.#callFunction(file, call, token, 'possible');
  }

  /** A function written in another and never seen called is run, if at all, by what the outer one hands it to. */
  #adoptNested(): void {
    const called = new Set([...this.#edges.values()].map(({ to }) => to));
    for (const [id, { file, fact }] of this.#functions.entries()) {
      if (fact.parent === 0 || called.has(id) || this.#entries.has(id)) continue;
      const from = (this.#files.get(file.path)?.fn ?? 0) + fact.parent;
      this.#edges.set(`${from}>${id}`, { from, to: id, class: 'possible', line: fact.line, loopDepth: 0, later: false });
    }
  }

  /** Imports of the program's own files that stand for something outside it. */
  #externalImports(): Map<string, Map<string, string>> {
    const found = new Map<string, Map<string, string>>();
    for (const { facts, node } of this.#files.values()) {
      for (const value of facts.values) {
        if (value.kind !== 'import' || this.#resolve(facts.path, value.specifier) === undefined) continue;
        for (const [key, at] of this.#importedNodes(facts, value)) {
          const values = this.#solver.valuesOf(node + at);
          const [only] = values;
          if (values.length !== 1 || only?.kind !== 'external' || only.name.startsWith('#')) continue;
          const ofFile = found.get(facts.path) ?? new Map<string, string>();
          found.set(facts.path, ofFile.set(key, only.name));
        }
      }
    }
    return found;
  }

  /** The import itself and, for a whole module, the members read from it. */
  #importedNodes(facts: FileFacts, value: Extract<FileFacts['values'][number], { kind: 'import' }>): [string, number][] {
    if (value.name !== undefined) return [[`${value.specifier}#${value.name}`, value.node]];
    const variables = new Set([value.node]);
    for (let i = 0; i < facts.flows.length; i += 2) if (facts.flows[i] === value.node) variables.add(facts.flows[i + 1] ?? -1);
    const members = facts.loads.filter(({ base }) => variables.has(base));
    return [
      [value.specifier, value.node],
      ...members.map(({ name, to }): [string, number] => [`${value.specifier}#${name}`, to]),
    ];
  }
}

function absolute(file: LinkedFile, node: number): NodeId {
  return node < 0 ? -1 : file.node + node;
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

/** `./routes/*` written in `src/app.js` fits every script directly in `src/routes`. */
function globPattern(from: string, specifier: string): RegExp {
  const folder = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') folder.pop();
    else if (part !== '.') folder.push(part);
  }
  const source = folder.join('/').replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll(/\*+/g, '[^/]+');
  return new RegExp(`^${source}(?:/index)?(?:\\.[cm]?[jt]sx?)?$`);
}
