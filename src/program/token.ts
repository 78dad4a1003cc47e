/** The values that flow through the program. */

/** A vertex of the whole program's flow graph. */
export type NodeId = number;
export type TokenId = number;

export type TokenKind = 'function' | 'class' | 'instance' | 'object' | 'external';

/** One value: a function, a class, its instances, an object, or something external. What most never have is made when needed. */
export interface Token {
  readonly id: TokenId;
  readonly kind: TokenKind;
  /** The program's number of the function or class; for objects and externals of no meaning. */
  readonly index: number;
  /** The `ApiPath` of an external, the route an object describes. */
  readonly name: string;
  /** Of an external: the path it was made for, as in `app.route('/orders')`. */
  readonly route: string;
  /** The function itself, where this is one that a certain call has made: `wrap(f)`. */
  base: Token | undefined;
  fields: Map<string, NodeId> | undefined;
  parents: Token[] | undefined;
  children: Token[] | undefined;
  /** Who reads which member that is not here: a later one is handed on to them. */
  waiting: Map<string, NodeId[]> | undefined;
  /** Nodes that read every member. */
  readers: NodeId[] | undefined;
}

export function newToken(id: TokenId, kind: TokenKind, index: number, name: string, route: string): Token {
  // Without a spread: there are some hundred thousand of them.
  return {
    id,
    kind,
    index,
    name,
    route,
    base: undefined,
    fields: undefined,
    parents: undefined,
    children: undefined,
    waiting: undefined,
    readers: undefined,
  };
}

/** Lets a node wait for a member; tells whether that is news. */
export function waitFor(token: Token, name: string, to: NodeId): boolean {
  const waiting = (token.waiting ??= new Map<string, NodeId[]>());
  const readers = waiting.get(name);
  if (!readers) waiting.set(name, [to]);
  else if (readers.includes(to)) return false;
  else readers.push(to);
  return true;
}
