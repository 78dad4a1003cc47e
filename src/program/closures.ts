/** Values, each with what is known where it was made. */
import { MAX_VALUES } from './solver.ts';
import type { NodeId, Token } from './token.ts';

/** A value and what is known where it was made. */
export interface Closure {
  readonly token: Token;
  readonly madeIn: Activation;
}

/** What the parameters of a function hold while it runs, and those of the functions around it, as far as they are run. */
export interface Activation {
  readonly id: number;
  /** A parameter that is not here may hold whatever anybody gives. */
  readonly given: ReadonlyMap<NodeId, readonly Closure[]>;
  /** How many activations are within each other. */
  readonly depth: number;
}

/** Nothing is known of what was given. */
export const ANYTHING: Activation = { id: 0, given: new Map(), depth: 0 };

/** Whether these are known, and not too many. */
export function addAll(values: Closure[], more: readonly Closure[] | undefined): boolean {
  for (const { token, madeIn } of more ?? []) {
    if (values.some((known) => known.token === token && known.madeIn === madeIn)) continue;
    if (values.push({ token, madeIn }) > MAX_VALUES) return false;
  }
  return more !== undefined;
}

/** The same for the same values. */
export function keyOf(given: ReadonlyMap<NodeId, readonly Closure[]>): string {
  const parts = [...given].map(([param, values]) => {
    const held = values.map(({ token, madeIn }) => `${token.id}@${madeIn.id}`);
    return `${param}=${held.sort().join()}`;
  });
  return parts.sort().join(' ');
}
