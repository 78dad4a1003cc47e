/** Propagates values through the flow graph of the whole program until nothing is new. */
import { stepInto } from '../syntax/api-path.ts';
import { ANY_MEMBER, ELEMENTS } from './facts.ts';

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
  /** Who reads which member that is not here: a later one is handed on to them. */
  readonly waiting: Map<string, Set<NodeId>>;
  /** Nodes that read every member. */
  readonly readers: Set<NodeId>;
}

type Listener = (token: Token) => void;

/** More values than this in one place mean that the place says nothing; the rest is dropped. */
const MAX_VALUES = 48;

export class Solver {
  readonly tokens: Token[] = [];
  readonly #canonical: (api: string) => string;
  readonly #values: (Set<TokenId> | undefined)[] = [];
  readonly #successors: (Set<NodeId> | undefined)[] = [];
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
      waiting: new Map(),
      readers: new Set(),
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
    if (node >= 0) this.#addId(node, token.id);
  }

  #addId(node: NodeId, id: TokenId): void {
    const values = (this.#values[node] ??= new Set());
    if (values.has(id) || values.size >= MAX_VALUES) return;
    values.add(id);
    this.#work.push([node, id]);
  }

  flow(from: NodeId, to: NodeId): void {
    if (from < 0 || to < 0 || from === to) return;
    const successors = (this.#successors[from] ??= new Set());
    if (successors.has(to)) return;
    successors.add(to);
    for (const id of this.#values[from] ?? []) this.#addId(to, id);
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
      for (const successor of this.#successors[node] ?? []) this.#addId(successor, id);
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
      token.readers.add(to);
      for (const field of token.fields.values()) this.flow(field, to);
      return;
    }
    this.#readField(token, name, to);
    const any = token.fields.get(ANY_MEMBER);
    if (any !== undefined) this.flow(any, to);
  }

  #readExternal(token: Token, name: string, to: NodeId): void {
    if (name === ELEMENTS) return;
    const api = stepInto(token.name, name);
    if (api !== undefined) this.add(to, this.external(api, token.route));
    const field = token.fields.get(name);
    if (field !== undefined) this.flow(field, to);
    else waitFor(token, name, to);
  }

  /** The token's own member hides those of its ancestors; without either, the ones its heirs have count. */
  #readField(token: Token, name: string, to: NodeId): void {
    if (token.kind === 'external') return this.#readExternal(token, name, to);
    const field = token.fields.get(name);
    if (field !== undefined) return this.flow(field, to);
    if (!waitFor(token, name, to)) return;
    for (const parent of token.parents) this.#readField(parent, name, to);
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
    for (const [waited, readers] of token.waiting) {
      if (waited === name || name === ANY_MEMBER) for (const to of readers) this.flow(node, to);
    }
    for (const parent of token.parents) for (const to of parent.waiting.get(name) ?? []) this.flow(node, to);
    return node;
  }

  inherit(child: Token, parent: Token): void {
    if (child === parent || child.parents.includes(parent)) return;
    child.parents.push(parent);
    parent.children.push(child);
    for (const [name, readers] of child.waiting) for (const to of [...readers]) this.#readField(parent, name, to);
    for (const [name, field] of child.fields) for (const to of parent.waiting.get(name) ?? []) this.flow(field, to);
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

/** Whether this is news. */
function waitFor(token: Token, name: string, to: NodeId): boolean {
  const readers = token.waiting.get(name);
  if (readers?.has(to)) return false;
  if (readers) readers.add(to);
  else token.waiting.set(name, new Set([to]));
  return true;
}
