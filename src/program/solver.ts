/** Propagates values through the flow graph of the whole program until nothing is new. */
import { BUILTIN_METHODS } from '../apis/takers.ts';
import { FOREIGN, stepInto } from '../syntax/api-path.ts';
import { ANY_MEMBER, ELEMENTS } from './facts.ts';
import { newToken, waitFor, type NodeId, type Token, type TokenId, type TokenKind } from './token.ts';

type Listener = (token: Token) => void;

/** A load or a store: what is done with the member of every value a node has. */
interface Access {
  readonly name: string;
  /** Where a load puts the member, where a store takes it from. */
  readonly node: NodeId;
  readonly isStore: boolean;
}

/** More values than this in one place mean that the place says nothing; the rest is dropped. */
export const MAX_VALUES = 32;

/** `table[name]` of an object with more members than this may be any of too many to say anything. */
const MAX_MEMBERS = 24;

/** Beyond this many successors a node keeps a set of them, to see at once what it has. */
const MANY = 16;

const NO_VALUES: readonly Token[] = [];

export class Solver {
  readonly #canonical: (api: string) => string;
  readonly #values: (Token[] | undefined)[] = [];
  readonly #successors: (NodeId[] | undefined)[] = [];
  readonly #manySuccessors = new Map<NodeId, Set<NodeId>>();
  readonly #accesses: (Access[] | undefined)[] = [];
  readonly #listeners: (Listener[] | undefined)[] = [];
  /** Nodes and the values they got, not yet handed on. */
  readonly #workNodes: NodeId[] = [];
  readonly #workTokens: Token[] = [];
  readonly #externals = new Map<string, Token>();
  readonly #instances = new Map<TokenId, Token>();
  /** What passes the filter of a name, by the node filtered and the name. */
  readonly #named = new Map<NodeId, Map<string, NodeId>>();
  #nodes = 0;
  #tokens = 0;

  /** `canonical` gives one spelling to externals that behave alike. */
  constructor(canonical: (api: string) => string) {
    this.#canonical = canonical;
  }

  /** Makes room for nodes and returns the first. */
  allocate(count: number): NodeId {
    const first = this.#nodes;
    this.#nodes += count;
    // Arrays written to far beyond their end become tables, which are slow.
    for (let i = 0; i < count; i++) {
      this.#values.push(undefined);
      this.#successors.push(undefined);
      this.#accesses.push(undefined);
      this.#listeners.push(undefined);
    }
    return first;
  }

  newToken(kind: TokenKind, index: number, name = '', route = ''): Token {
    return newToken(this.#tokens++, kind, index, name, route);
  }

  external(api: string, route = ''): Token {
    const name = this.#canonical(api);
    const key = route === '' ? name : `${name} ${route}`;
    let token = this.#externals.get(key);
    if (!token) this.#externals.set(key, (token = this.newToken('external', -1, name, route)));
    return token;
  }

  /** What `new` of a class or a constructor function makes; one stands for all. */
  instanceOf(owner: Token): Token {
    let token = this.#instances.get(owner.id);
    if (!token) this.#instances.set(owner.id, (token = this.newToken('instance', owner.index, owner.name)));
    return token;
  }

  valuesOf(node: NodeId): readonly Token[] {
    return (node < 0 ? undefined : this.#values[node]?.slice()) ?? NO_VALUES;
  }

  hasValues(node: NodeId): boolean {
    return node >= 0 && this.#values[node] !== undefined;
  }

  add(node: NodeId, token: Token): void {
    if (node >= 0) this.#add(node, token);
  }

  #add(node: NodeId, token: Token): void {
    const values = (this.#values[node] ??= []);
    if (values.includes(token)) return;
    // Of too many made by calls of one function, that function stands for the rest.
    const taken = values.length < MAX_VALUES ? token : token.base;
    if (!taken || (taken !== token && values.includes(taken))) return;
    values.push(taken);
    this.#workNodes.push(node);
    this.#workTokens.push(taken);
  }

  /** For each value a node has now; those it gets meanwhile are handed on like any. */
  #eachNow(node: NodeId, use: Listener): void {
    const values = this.#values[node] ?? NO_VALUES;
    for (let i = 0, { length } = values; i < length; i++) use(values[i] as Token);
  }

  /** Whatever `from` may hold, `to` may hold. */
  flow(from: NodeId, to: NodeId): void {
    if (from < 0 || to < 0 || from === to || !this.#connect(from, to)) return;
    const values = this.#values[from];
    if (values) for (let i = 0; i < values.length; i++) this.#add(to, values[i] as Token);
  }

  /** Whether the connection is news. */
  #connect(from: NodeId, to: NodeId): boolean {
    const successors = this.#successors[from];
    if (!successors) {
      this.#successors[from] = [to];
      return true;
    }
    if (successors.length < MANY ? successors.includes(to) : this.#setOf(from, successors).has(to)) return false;
    successors.push(to);
    this.#manySuccessors.get(from)?.add(to);
    return true;
  }

  #setOf(from: NodeId, successors: readonly NodeId[]): Set<NodeId> {
    let known = this.#manySuccessors.get(from);
    if (!known) this.#manySuccessors.set(from, (known = new Set(successors)));
    return known;
  }

  /** Calls the listener for every value the node has and will have. */
  each(node: NodeId, listener: Listener): void {
    if (node < 0) return;
    (this.#listeners[node] ??= []).push(listener);
    this.#eachNow(node, listener);
  }

  load(base: NodeId, name: string, to: NodeId): void {
    this.#access(base, { name, node: to, isStore: false });
  }

  store(base: NodeId, name: string, from: NodeId): void {
    this.#access(base, { name, node: from, isStore: true });
  }

  #access(base: NodeId, access: Access): void {
    if (base < 0) return;
    (this.#accesses[base] ??= []).push(access);
    this.#eachNow(base, (token) => {
      this.#perform(access, token);
    });
  }

  #perform({ name, node, isStore }: Access, token: Token): void {
    if (isStore) this.write(token, name, node);
    else this.read(token, name, node);
  }

  /** Moves values on, in so many steps; tells whether none moves any more. */
  solve(steps: number): boolean {
    for (let step = 0; step < steps; step++) {
      const token = this.#workTokens.pop();
      const node = this.#workNodes.pop();
      if (token === undefined || node === undefined) return true;
      this.#handOn(node, token);
    }
    return false;
  }

  #handOn(node: NodeId, token: Token): void {
    const successors = this.#successors[node];
    if (successors) for (let i = 0; i < successors.length; i++) this.#add(successors[i] ?? 0, token);
    const accesses = this.#accesses[node];
    if (accesses) for (const access of accesses) this.#perform(access, token);
    const listeners = this.#listeners[node];
    if (!listeners) return;
    // Those that come meanwhile are told by whoever adds them.
    const { length } = listeners;
    for (let i = 0; i < length; i++) listeners[i]?.(token);
  }

  read(token: Token, name: string, to: NodeId): void {
    if (token.kind === 'external') return this.#readExternal(token, name, to);
    if (name === 'new' || name === 'prototype') {
      if (token.kind === 'class' || token.kind === 'function') this.add(to, this.instanceOf(token));
      return;
    }
    // A rest parameter and a spread hold functions as if each were the list.
    if (name === ELEMENTS && token.kind === 'function') return this.add(to, token);
    if (name === ANY_MEMBER) return this.#readAny(token, to);
    this.#readField(token, name, to);
    const any = token.fields?.get(ANY_MEMBER);
    if (any !== undefined && !BUILTIN_METHODS.has(name)) this.#flowNamed(any, name, to);
  }

  /** Of what is stored under computed names, that which is called so, and what has no name of its own. */
  #flowNamed(from: NodeId, name: string, to: NodeId): void {
    const byName = this.#named.get(from) ?? new Map<string, NodeId>();
    let named = byName.get(name);
    if (named === undefined) {
      const filtered = this.allocate(1);
      this.#named.set(from, byName.set(name, (named = filtered)));
      this.each(from, (token) => {
        if (token.kind !== 'function' || token.name === '' || token.name === name) this.add(filtered, token);
      });
    }
    this.flow(named, to);
  }

  #readAny(token: Token, to: NodeId): void {
    if (token.fields && token.fields.size > MAX_MEMBERS) return;
    (token.readers ??= []).push(to);
    for (const field of token.fields?.values() ?? []) this.flow(field, to);
  }

  #readExternal(token: Token, name: string, to: NodeId): void {
    if (name === ELEMENTS) return;
    const api = stepInto(token.name, name);
    if (api !== undefined) this.add(to, this.external(api, token.route));
    // One token stands for many objects there, so what is put on one is not on another.
    if (token.name === FOREIGN) return;
    const field = token.fields?.get(name);
    if (field !== undefined) this.flow(field, to);
    else waitFor(token, name, to);
  }

  /** The token's own member hides those of its ancestors; without either, the ones its heirs have count. */
  #readField(token: Token, name: string, to: NodeId): void {
    if (token.kind === 'external') return this.#readExternal(token, name, to);
    const field = token.fields?.get(name);
    if (field !== undefined) return this.flow(field, to);
    if (!waitFor(token, name, to)) return;
    for (const parent of token.parents ?? []) this.#readField(parent, name, to);
    for (const child of token.children ?? []) {
      const inherited = child.fields?.get(name);
      if (inherited !== undefined) this.flow(inherited, to);
    }
  }

  write(token: Token, name: string, from: NodeId): void {
    if (token.name === FOREIGN) return;
    if (name === 'prototype' && (token.kind === 'function' || token.kind === 'class')) {
      this.each(from, (prototype) => this.inherit(this.instanceOf(token), prototype));
      return;
    }
    this.flow(from, this.field(token, name));
  }

  /** The node of a member, made when it is first asked for. */
  field(token: Token, name: string): NodeId {
    const fields = (token.fields ??= new Map<string, NodeId>());
    const known = fields.get(name);
    if (known !== undefined) return known;
    const node = this.allocate(1);
    fields.set(name, node);
    if (fields.size <= MAX_MEMBERS) for (const reader of token.readers ?? []) this.flow(node, reader);
    if (name !== ANY_MEMBER) this.#offer(node, token, name);
    else this.#offerAny(node, token);
    for (const parent of token.parents ?? []) this.#offer(node, parent, name);
    return node;
  }

  #offerAny(field: NodeId, token: Token): void {
    for (const [name, readers] of token.waiting ?? []) {
      if (BUILTIN_METHODS.has(name)) continue;
      for (const to of readers)
        if (name === ANY_MEMBER) this.flow(field, to);
        else this.#flowNamed(field, name, to);
    }
  }

  #offer(field: NodeId, parent: Token, name: string): void {
    for (const to of parent.waiting?.get(name) ?? []) this.flow(field, to);
  }

  inherit(child: Token, parent: Token): void {
    if (child === parent || child.parents?.includes(parent)) return;
    (child.parents ??= []).push(parent);
    (parent.children ??= []).push(child);
    for (const [name, readers] of child.waiting ?? []) for (const to of [...readers]) this.#readField(parent, name, to);
    for (const [name, field] of child.fields ?? []) this.#offer(field, parent, name);
  }

  /** Every member of `from` becomes a member of `to`. */
  spread(from: NodeId, to: NodeId): void {
    this.each(from, (source) => {
      if (source.kind === 'external') return;
      this.each(to, (target) => {
        if (target !== source && target.kind !== 'external') this.inherit(target, source);
      });
    });
  }
}
