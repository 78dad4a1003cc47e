/** Which of two ways is faster, found out a little at a time. */

/** Rounds that count, after those that let the engine get to know both ways. */
const ROUNDS = 40;
const WARM_UP_ROUNDS = 10;
/** Milliseconds of each way in one round. */
const ROUND_MS = 0.4;
/** The first has to be faster in this part of the rounds. */
const LEAST_WINS = 0.8;

/** Rounds until there is a winner. */
export interface Contest {
  /** Runs both ways for a moment; the winner, once enough rounds were run. */
  readonly round: (first: () => unknown, second: () => unknown) => 'first' | 'second' | undefined;
}

/** The second wins unless the first is faster clearly: in four rounds out of five. */
export function contest(now: () => number = () => performance.now()): Contest {
  let rounds = 0;
  let wins = 0;
  const time = (run: () => unknown, times: number): number => {
    const begun = now();
    for (let i = 0; i < times; i++) run();
    return now() - begun;
  };
  const round: Contest['round'] = (first, second) => {
    const once = Math.max(time(second, 1), 0.000_1);
    const times = Math.max(1, Math.min(2_000, Math.round(ROUND_MS / once)));
    // Each goes first every other time.
    const firstBefore = rounds % 2 === 0 ? time(first, times) : undefined;
    const secondMs = time(second, times);
    const firstMs = firstBefore ?? time(first, times);
    if (++rounds > WARM_UP_ROUNDS && firstMs < secondMs) wins++;
    if (rounds < WARM_UP_ROUNDS + ROUNDS) return undefined;
    return wins >= ROUNDS * LEAST_WINS ? 'first' : 'second';
  };
  return { round };
}
