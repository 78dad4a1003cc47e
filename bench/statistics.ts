/** Medians of ratios, their intervals, and what they say about a bar. Pure. */

/** A median with an interval from the order statistics around it; no assumption about the distribution is made. */
export interface Estimate {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** Probability that the interval holds the true median, 0 to 1. */
  readonly coverage: number;
  readonly count: number;
}

export type Verdict = 'met' | 'missed' | 'undecided';

/** The middle value, or the mean of the two middle ones. Throws a RangeError for an empty list. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)];
  const lower = sorted[Math.ceil(middle) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError('the median of no values');
  return (lower + upper) / 2;
}

/** Probability that fewer than `successes` of `trials` fair coins show heads. */
function binomialBelow(successes: number, trials: number): number {
  let term = 0.5 ** trials;
  let sum = 0;
  for (let k = 0; k < successes; k++) {
    sum += term;
    term *= (trials - k) / (k + 1);
  }
  return sum;
}

/**
 * The median and the narrowest symmetric pair of order statistics that holds
 * the true median with at least `wanted` probability; where there are too few
 * values for that, the smallest and the largest with the probability they have.
 */
export function estimate(values: readonly number[], wanted = 0.95): Estimate {
  const sorted = values.toSorted((a, b) => a - b);
  let rank = Math.ceil(sorted.length / 2);
  while (rank > 1 && 1 - 2 * binomialBelow(rank, sorted.length) < wanted) rank--;
  return {
    median: median(sorted),
    low: sorted[rank - 1] ?? NaN,
    high: sorted[sorted.length - rank] ?? NaN,
    coverage: Math.max(0, 1 - 2 * binomialBelow(rank, sorted.length)),
    count: sorted.length,
  };
}

/** An interval that holds the median less often than this decides nothing. */
const LEAST_COVERAGE = 0.9;

/** Whether the whole interval is at or under the bar, above it, or on both sides (or too uncertain to say). */
export function judge(ratio: Estimate, atMost: number): Verdict {
  if (ratio.coverage < LEAST_COVERAGE) return 'undecided';
  if (ratio.high <= atMost) return 'met';
  return ratio.low > atMost ? 'missed' : 'undecided';
}

/** One list divided by another, round by round; rounds that only one of them ran are left out. */
export function ratios(numerators: readonly number[], denominators: readonly number[]): readonly number[] {
  const rounds = Math.min(numerators.length, denominators.length);
  return Array.from({ length: rounds }, (_, round) => (numerators[round] ?? NaN) / (denominators[round] ?? NaN));
}
