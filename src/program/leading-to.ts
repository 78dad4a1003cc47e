/** Which functions lead to given ones, so that nobody need follow the others. */
import type { Edge, FunctionId } from './call-graph.ts';

/** The functions asked about, and all from which some way leads to one of them. */
export function leadingTo(
  asked: Iterable<FunctionId>,
  outgoing: ReadonlyMap<FunctionId, readonly Edge[]>,
): ReadonlySet<FunctionId> {
  const callers = new Map<FunctionId, FunctionId[]>();
  for (const edges of outgoing.values()) {
    for (const { from, to } of edges) {
      const known = callers.get(to);
      if (known) known.push(from);
      else callers.set(to, [from]);
    }
  }
  const leading = new Set(asked);
  // What is added on the way is gone through too.
  for (const fn of leading) for (const caller of callers.get(fn) ?? []) leading.add(caller);
  return leading;
}
