/** Which functions can be reached from given ones, and by which way. */
import type { CallGraph, Edge, EntryPoint, FunctionId } from './call-graph.ts';

/** How a function was reached: by an edge, or as a root. */
export interface Step {
  readonly edge: Edge | undefined;
  readonly entry: EntryPoint | undefined;
  /** Loops around the calls on the way. */
  readonly loops: number;
  /** Every edge on the way is proved, and the root no guess. */
  readonly proved: boolean;
}

export type Reached = Map<FunctionId, Step>;

/** Breadth first, so that ways are short; proved edges first, so that a guess never hides a proof. */
export function search(graph: CallGraph, roots: Reached, follows: (edge: Edge) => boolean): Reached {
  const reached: Reached = new Map(roots);
  const guessed = idsWhere(roots, (step) => !step.proved);
  let wave = idsWhere(roots, (step) => step.proved);
  while (wave.length > 0 || guessed.length > 0) {
    const next: FunctionId[] = [];
    for (const id of wave.length > 0 ? wave : guessed.splice(0)) {
      const step = reached.get(id);
      for (const edge of graph.outgoing.get(id) ?? []) {
        if (!step || reached.has(edge.to) || !follows(edge)) continue;
        const proved = step.proved && edge.class === 'proved';
        reached.set(edge.to, { edge, entry: undefined, loops: step.loops + edge.loopDepth, proved });
        (proved ? next : guessed).push(edge.to);
      }
    }
    wave = next;
  }
  return reached;
}

function idsWhere(roots: Reached, accepts: (step: Step) => boolean): FunctionId[] {
  return [...roots].filter(([, step]) => accepts(step)).map(([id]) => id);
}
