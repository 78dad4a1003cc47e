/** Which functions can be reached from given ones, and by which way. */
import { ANYTHING, type Activation } from './closures.ts';
import type { CallGraph, Edge, EntryPoint, FunctionId } from './call-graph.ts';

/** How a function was reached: by an edge, or as a root. */
export interface Step {
  readonly fn: FunctionId;
  /** The step before; undefined for a root. */
  readonly previous: Step | undefined;
  readonly entry: EntryPoint | undefined;
  /** What it is given on this way. */
  readonly activation: Activation;
  /** Loops around the calls on the way, since it last waited for something to happen. */
  readonly loops: number;
  /** Every edge on the way is proved, and the root no guess. */
  readonly proved: boolean;
  /** Some call on the way runs until its result is kept. */
  readonly once: boolean;
  /** Something on the way is seldom run, or only to make what is missing. */
  readonly rare: boolean;
}

/** The best way to each function, whatever it is given. */
export type Reached = Map<FunctionId, Step>;

export function rootStep(
  fn: FunctionId,
  how: Partial<Pick<Step, 'entry' | 'proved' | 'rare' | 'activation'>> = {},
): Step {
  const start = { loops: 0, once: false, previous: undefined, activation: ANYTHING };
  return { ...start, fn, entry: undefined, proved: true, rare: false, ...how };
}

/**
 * Breadth first, so that ways are short; but a proved way before a guessed one,
 * and a way that is gone again and again before one that is gone seldom or once.
 * A function is gone through once for each different thing it is given to run.
 *
 * @param isRare whether a function is seldom run, whoever calls it
 */
export function search(
  graph: CallGraph,
  roots: Iterable<Step>,
  follows: (edge: Edge) => boolean,
  isRare: (id: FunctionId) => boolean,
): Reached {
  const reached: Reached = new Map();
  const visits = new Visits();
  const waiting: Step[][] = [[], [], [], [], [], [], [], []];
  for (const step of roots) waiting[rank(step)]?.push(step);
  for (let wave = firstOf(waiting); wave; wave = firstOf(waiting)) {
    for (const step of wave) {
      if (!visits.add(step)) continue;
      if (!reached.has(step.fn)) reached.set(step.fn, step);
      for (const edge of graph.outgoing.get(step.fn) ?? []) {
        if (visits.isDone(edge.to) || !follows(edge)) continue;
        for (const activation of graph.activations.along(edge, step.activation)) {
          if (visits.has(edge.to, activation)) continue;
          const next = stepAlong(step, edge, activation, isRare(edge.to));
          waiting[rank(next)]?.push(next);
        }
      }
    }
  }
  return reached;
}

/** With what each function has been gone through. */
class Visits {
  /** Those gone through with anything, which leaves nothing to find. */
  readonly #done = new Set<FunctionId>();
  readonly #given = new Map<FunctionId, Set<number>>();

  isDone(fn: FunctionId): boolean {
    return this.#done.has(fn);
  }

  has(fn: FunctionId, { id }: Activation): boolean {
    return this.#done.has(fn) || this.#given.get(fn)?.has(id) === true;
  }

  /** Whether it is news. */
  add({ fn, activation }: Step): boolean {
    if (this.has(fn, activation)) return false;
    if (activation === ANYTHING) this.#done.add(fn);
    else this.#given.set(fn, (this.#given.get(fn) ?? new Set()).add(activation.id));
    return true;
  }
}

function stepAlong(previous: Step, edge: Edge, activation: Activation, isRare: boolean): Step {
  return {
    ...{ fn: edge.to, previous, entry: undefined, activation },
    // Listeners set up in a loop each run by themselves.
    loops: edge.later ? 0 : previous.loops + edge.loopDepth,
    proved: previous.proved && edge.class === 'proved',
    once: previous.once || edge.once,
    rare: previous.rare || edge.rare || isRare,
  };
}

function rank({ proved, once, rare }: Step): number {
  return (once ? 4 : 0) + (proved ? 0 : 2) + (rare ? 1 : 0);
}

/** Takes all that waits at the best rank. */
function firstOf(waiting: Step[][]): Step[] | undefined {
  return waiting.find((wave) => wave.length > 0)?.splice(0);
}
