/** Pauses that grow, for loops that wait between attempts or looks and keep their own count. */

/** How much longer each pause is than the one before. */
const FACTOR = 2;
/** The longest pause, as a multiple of the first. */
const MOST = 10;
/** The part that chance adds at most, so that those who failed together don't come back together. */
const JITTER = 0.25;

/**
 * Gives the milliseconds of one pause after the other. The first is as long as given, each next one twice as long, up to
 * ten times the first; chance adds up to a quarter to each. No pause is shorter than the first.
 */
export function growingDelays(firstMs: number): () => number {
  let pause = firstMs;
  return () => {
    const delay = pause * (1 + Math.random() * JITTER);
    pause = Math.min(pause * FACTOR, firstMs * MOST);
    return Math.round(delay);
  };
}
