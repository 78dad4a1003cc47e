/** Pairs of numbers. */
import type { FunctionId } from './call-graph.ts';
import type { NodeId } from './token.ts';

/** A set of pairs of nodes. */
export class Pairs {
  readonly #seen = new Map<NodeId, Set<NodeId>>();

  /** Whether the pair is news. */
  add(one: NodeId, other: NodeId): boolean {
    const others = this.#seen.get(one);
    if (others?.has(other)) return false;
    if (others) others.add(other);
    else this.#seen.set(one, new Set([other]));
    return true;
  }
}

/** More functions than any program has. */
const MANY = 2 ** 26;

/** One number for two functions: there are too many pairs for texts. */
export function pairOf(from: FunctionId, to: FunctionId): number {
  return from * MANY + to;
}
