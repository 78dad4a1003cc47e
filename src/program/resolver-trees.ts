/** Maps of functions handed to something outside as one object: the resolvers of GraphQL. */
import type { Registration } from '../apis/framework.ts';
import { ELEMENTS } from './facts.ts';
import type { CallSite, LinkState } from './link-state.ts';
import { entryLabel, type RegisteredMethod } from './registrations.ts';
import type { NodeId, Token } from './token.ts';

type TreeRegistration = Extract<Registration, { kind: 'tree' }>;

/** A tree that was registered; what is in it is known once values have flowed. */
export interface RegisteredTree {
  readonly site: CallSite;
  readonly method: RegisteredMethod;
  readonly registration: TreeRegistration;
  /** Holds the argument. */
  readonly node: NodeId;
}

/** Type, field, and `{ resolve }` or `{ subscribe }` below it; lists of maps. */
const MAX_DEPTH = 5;

/** Enters every function of a tree. */
export function enterTree(state: LinkState, { site, method, registration, node }: RegisteredTree): void {
  const label = entryLabel(method, registration, undefined);
  const { keys, leaves } = registration;
  const seen = new Set<Token>();
  const visit = (at: NodeId, name: string, depth: number): void => {
    for (const token of state.solver.valuesOf(at)) {
      if (token.kind === 'function') {
        if (!leaves || leaves.includes(name)) state.enterAt(site, method.framework, token.index, label);
        else if (depth < MAX_DEPTH) {
          // `fields: () => ({ … })` is asked for once.
          state.enterAt(site, { runs: 'startup' }, token.index, label);
          visit(state.resultOf(token), name, depth + 1);
        }
      }
      if ((token.kind !== 'object' && token.kind !== 'instance') || seen.has(token) || depth > MAX_DEPTH) continue;
      seen.add(token);
      for (const [key, field] of membersOf(token)) visit(field, key === ELEMENTS ? name : key, depth + 1);
    }
  };
  if (!keys) return visit(node, '', 0);
  for (const options of optionsIn(state, node)) {
    for (const [key, field] of membersOf(options)) if (keys.includes(key)) visit(field, key, 0);
  }
}

/** The options themselves, in lists, and what a function gives for them. */
function optionsIn(state: LinkState, node: NodeId): readonly Token[] {
  const found = new Set<Token>();
  const add = (at: NodeId, depth: number): void => {
    for (const token of state.solver.valuesOf(at)) {
      if (depth > 1) continue;
      if (token.kind === 'function') add(state.resultOf(token), depth + 1);
      if (token.kind !== 'object' || found.has(token)) continue;
      found.add(token);
      const elements = token.fields?.get(ELEMENTS);
      if (elements !== undefined) add(elements, depth + 1);
    }
  };
  add(node, 0);
  return [...found];
}

/** A token's members and those of what was spread into it. */
function* membersOf(token: Token): Generator<[string, NodeId]> {
  const found = new Set([token]);
  for (const at of found) {
    yield* at.fields ?? [];
    for (const parent of at.parents ?? []) found.add(parent);
  }
}
