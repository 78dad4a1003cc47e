/** Propagates values through the flow graph of the whole program until nothing is new. */
import { stepInto } from '../syntax/api-path.ts';
import { ANY_MEMBER, ELEMENTS, NOTHING } from './facts.ts';

/** A vertex of the whole program's flow graph. */
export type NodeId = number;
/** One value: a function, a class, its instances, an object, or something external. */
export type TokenId = number;

export type TokenKind = 'function' | 'class' | 'instance' | 'object' | 'external';

export interface Token {
  readonly id: TokenId;
  readonly kind: TokenKind;
  /** The program's number of the function or class; for objects and externals of no meaning. */
  readonly index: number;
  /** The `ApiPath` of an external, the route an object describes. */
  readonly name: string;
  /** Of an external: the path it was made for, as in `app.route('/orders')`. */
  readonly route: string;
  readonly fields: Map<string, NodeId>;
  readonly parents: Token[];
  readonly children: Token[];
  /** Loads that found no field of their own here; a later one is handed on to them. */
  readonly waiting: { readonly name: string; readonly to: NodeId }[];
  /** Nodes that read every member. */
  readonly readers: NodeId[];
}

type Listener = (token: Token) => void;

/** More values than this in one place mean that the place says nothing; the rest is dropped. */
const MAX_VALUES = 48;

export class Solver {
  readonly tokens: Token[] = [];
  readonly #canonical: (api: string) => string;
  readonly #values: (Set<TokenId> | undefined)[] = [];
  readonly #successors: (NodeId[] | undefined)[] = [];
  readonly #listeners: (Listener[] | undefined)[] = [];
  readonly #work: [NodeId, TokenId][] = [];
  readonly #externals = new Map<string, Token>();
  readonly #instances = new Map<TokenId, Token>();
  #nodes = 0;

  /** `canonical` gives one spelling to externals that behave alike. */
  constructor(canonical: (api: string) => string) {
    this.#canonical = canonical;
  }

  /** Makes room for nodes and returns the first. */
  allocate(count: number): NodeId {
    const first = this.#nodes;
    this.#nodes += count;
    return first;
  }

  newToken(kind: TokenKind, index: number, name = '', route = ''): Token {
    const token: Token = {
      id: this.tokens.length,
      kind,
      index,
      name,
      route,
      fields: new Map(),
      parents: [],
      children: [],
      waiting: [],
      readers: [],
    };
    this.tokens.push(token);
    return token;
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
    const values = node < 0 ? undefined : this.#values[node];
    return values ? [...values].flatMap((id) => this.tokens[id] ?? []) : [];
  }

  add(node: NodeId, token: Token): void {
    if (node < 0) return;
    const values = (this.#values[node] ??= new Set());
    if (values.has(token.id) || values.size >= MAX_VALUES) return;
    values.add(token.id);
    this.#work.push([node, token.id]);
  }

  flow(from: NodeId, to: NodeId): void {
    if (from < 0 || to < 0 || from === to) return;
    const successors = (this.#successors[from] ??= []);
    if (successors.includes(to)) return;
    successors.push(to);
    for (const token of this.valuesOf(from)) this.add(to, token);
  }

  /** Calls the listener for every value the node has and will have. */
  each(node: NodeId, listener: Listener): void {
    if (node < 0) return;
    (this.#listeners[node] ??= []).push(listener);
    for (const token of this.valuesOf(node)) listener(token);
  }

  load(base: NodeId, name: string, to: NodeId): void {
    this.each(base, (token) => this.read(token, name, to));
  }

  store(base: NodeId, name: string, from: NodeId): void {
    this.each(base, (token) => this.write(token, name, from));
  }

  /** Runs until no value moves any more. */
  solve(): void {
    for (let next = this.#work.pop(); next; next = this.#work.pop()) {
      const [node, id] = next;
      const token = this.tokens[id];
      if (!token) continue;
      for (const successor of this.#successors[node] ?? []) this.add(successor, token);
      for (const listener of this.#listeners[node]?.slice() ?? []) listener(token);
    }
  }

  read(token: Token, name: string, to: NodeId): void {
    if (token.kind === 'external') return this.#readExternal(token, name, to);
    if (name === 'new' || name === 'prototype') {
      if (token.kind === 'class' || token.kind === 'function') this.add(to, this.instanceOf(token));
      return;
    }
    // A rest parameter and a spread hold functions as if each were the list.
    if (name === ELEMENTS && token.kind === 'function') return this.add(to, token);
    if (name === ANY_MEMBER) {
      token.readers.push(to);
      for (const field of token.fields.values()) this.flow(field, to);
      return;
    }
    this.#readField(token, name, to, new Set());
    const any = token.fields.get(ANY_MEMBER);
    if (any !== undefined) this.flow(any, to);
  }

  #readExternal(token: Token, name: string, to: NodeId): void {
    if (name === ELEMENTS) return;
    const api = stepInto(token.name, name);
    if (api !== undefined) this.add(to, this.external(api, token.route));
    const field = token.fields.get(name);
    if (field === undefined) token.waiting.push({ name, to });
    else this.flow(field, to);
  }

  /** The token's own member hides those of its ancestors; without either, the ones its heirs have count. */
  #readField(token: Token, name: string, to: NodeId, seen: Set<Token>): void {
    if (seen.has(token)) return;
    seen.add(token);
    if (token.kind === 'external') return this.#readExternal(token, name, to);
    const field = token.fields.get(name);
    if (field !== undefined) return this.flow(field, to);
    token.waiting.push({ name, to });
    for (const parent of token.parents) this.#readField(parent, name, to, seen);
    for (const child of token.children) {
      const inherited = child.fields.get(name);
      if (inherited !== undefined) this.flow(inherited, to);
    }
  }

  write(token: Token, name: string, from: NodeId): void {
    if (name === 'prototype' && (token.kind === 'function' || token.kind === 'class')) {
      this.each(from, (prototype) => this.inherit(this.instanceOf(token), prototype));
      return;
    }
    this.flow(from, this.field(token, name));
  }

  /** The node of a member, made when it is first asked for. */
  field(token: Token, name: string): NodeId {
    const known = token.fields.get(name);
    if (known !== undefined) return known;
    const node = this.allocate(1);
    token.fields.set(name, node);
    for (const reader of token.readers) this.flow(node, reader);
    for (const load of token.waiting) if (load.name === name || name === ANY_MEMBER) this.flow(node, load.to);
    for (const parent of token.parents) this.#offerToWaiting(parent, name, node);
    return node;
  }

  #offerToWaiting(parent: Token, name: string, node: NodeId): void {
    for (const load of parent.waiting) if (load.name === name) this.flow(node, load.to);
  }

  inherit(child: Token, parent: Token): void {
    if (child === parent || child.parents.includes(parent)) return;
    child.parents.push(parent);
    parent.children.push(child);
    for (const { name, to } of child.waiting.slice()) this.#readField(parent, name, to, new Set([child]));
    for (const { name, to } of parent.waiting.slice()) {
      const field = child.fields.get(name);
      if (field !== undefined) this.flow(field, to);
    }
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

export { NOTHING };
