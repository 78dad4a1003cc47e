/** How values of the last one to two intervals lie. */
import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import type { Spread } from './snapshot.ts';

/** A histogram counts whole numbers: thousandths, up to an hour in milliseconds. */
const SCALE = 1_000;
const HIGHEST = 3_600_000 * SCALE;
/** Two figures are right within 1 %, in 26 kB; three would take 190. */
const BOUNDS = { lowest: 1, highest: HIGHEST, figures: 2 } as const;

const NONE: Spread = { count: 0, mean: 0, min: 0, max: 0, p50: 0, p90: 0, p95: 0, p99: 0 };

/** Two histograms that take turns, so that what is told is never older than two intervals nor younger than one. */
export class Recent {
  #current: RecordableHistogram = createHistogram(BOUNDS);
  #previous: RecordableHistogram | undefined;
  /** Their sums, since the histograms' own means are rounded. */
  #currentSum = 0;
  #previousSum = 0;

  /** Counts a value: 0 to 3,600,000; what is larger counts as that. */
  record(value: number): void {
    this.#currentSum += value;
    this.#current.record(Math.min(Math.max(Math.round(value * SCALE), 1), HIGHEST));
  }

  /** Begins an interval. */
  turn(): void {
    const oldest = this.#previous ?? createHistogram(BOUNDS);
    oldest.reset();
    this.#previous = this.#current;
    this.#previousSum = this.#currentSum;
    this.#currentSum = 0;
    this.#current = oldest;
  }

  /** What was counted; the mean is exact, all else within 1 %. */
  spread(): Spread {
    const all = createHistogram(BOUNDS);
    all.add(this.#current);
    if (this.#previous) all.add(this.#previous);
    if (all.count === 0) return NONE;
    const at = (percentile: number): number => all.percentile(percentile) / SCALE;
    return {
      ...{
        count: all.count,
        mean: (this.#currentSum + this.#previousSum) / all.count,
        min: all.min / SCALE,
        max: all.max / SCALE,
      },
      ...{ p50: at(50), p90: at(90), p95: at(95), p99: at(99) },
    };
  }
}
