/** Which functions can be reached from given ones, and by which way. */
import type { CallGraph, Edge, EntryPoint, FunctionId } from './call-graph.ts';

/** How a function was reached: by an edge, or as a root. */
export interface Step {
  readonly edge: Edge | undefined;
  readonly entry: EntryPoint | undefined;
  /** Loops around the calls on the way, since it last waited for something to happen. */
  readonly loops: number;
  /** Every edge on the way is proved, and the root no guess. */
  readonly proved: boolean;
  /** Some call on the way runs until its result is kept. */
  readonly once: boolean;
  /** Something on the way is seldom run, or only to make what is missing. */
  readonly rare: boolean;
}

export type Reached = Map<FunctionId, Step>;

/**
 * Breadth first, so that ways are short; but a proved way before a guessed one,
 * and a way that is gone again and again before one that is gone seldom or once.
 *
 * @param isRare whether a function is seldom run, whoever calls it
 */
export function search(
  graph: CallGraph,
  roots: Reached,
  follows: (edge: Edge) => boolean,
  isRare: (id: FunctionId) => boolean,
): Reached {
  const reached: Reached = new Map();
  const waiting: [FunctionId, Step][][] = [[], [], [], [], [], [], [], []];
  for (const [id, step] of roots) waiting[rank(step)]?.push([id, step]);
  for (let wave = firstOf(waiting); wave; wave = firstOf(waiting)) {
    for (const [id, step] of wave) {
      if (reached.has(id)) continue;
      reached.set(id, step);
      for (const edge of graph.outgoing.get(id) ?? []) {
        if (reached.has(edge.to) || !follows(edge)) continue;
        const next = stepAlong(step, edge, isRare(edge.to));
        waiting[rank(next)]?.push([edge.to, next]);
      }
    }
  }
  return reached;
}

function stepAlong({ loops, proved, once, rare }: Step, edge: Edge, isRare: boolean): Step {
  return {
    edge,
    entry: undefined,
    // Listeners set up in a loop each run by themselves.
    loops: edge.later ? 0 : loops + edge.loopDepth,
    proved: proved && edge.class === 'proved',
    once: once || edge.once,
    rare: rare || edge.rare || isRare,
  };
}

function rank({ proved, once, rare }: Step): number {
  return (once ? 4 : 0) + (proved ? 0 : 2) + (rare ? 1 : 0);
}

/** Takes all that waits at the best rank. */
function firstOf(waiting: [FunctionId, Step][][]): [FunctionId, Step][] | undefined {
  return waiting.find((wave) => wave.length > 0)?.splice(0);
}
