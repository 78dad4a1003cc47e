/** Counts of the last seconds. */

const SLICES = 10;

interface Slice {
  /** Which slice of time it counts, from the beginning of time. */
  number: number;
  calls: number;
  failures: number;
}

/** Calls and failures of a stretch of time that moves on in tenths of itself, in memory that doesn't grow. */
export class RollingWindow {
  readonly #sliceMs: number;
  readonly #slices: Slice[] = Array.from({ length: SLICES }, () => ({ number: -1, calls: 0, failures: 0 }));

  /** @param lengthMs milliseconds */
  constructor(lengthMs: number) {
    this.#sliceMs = lengthMs / SLICES;
  }

  /** Counts one call. */
  add(isFailure: boolean): void {
    const number = this.#now();
    const slice = this.#slices[number % SLICES] as Slice;
    if (slice.number !== number) Object.assign(slice, { number, calls: 0, failures: 0 });
    slice.calls++;
    if (isFailure) slice.failures++;
  }

  /** What has been counted within the window. */
  totals(): { readonly calls: number; readonly failures: number } {
    const oldest = this.#now() - SLICES;
    const own = this.#slices.filter(({ number }) => number > oldest);
    return {
      calls: own.reduce((sum, { calls }) => sum + calls, 0),
      failures: own.reduce((sum, { failures }) => sum + failures, 0),
    };
  }

  clear(): void {
    for (const slice of this.#slices) Object.assign(slice, { number: -1, calls: 0, failures: 0 });
  }

  #now(): number {
    return Math.floor(performance.now() / this.#sliceMs);
  }
}
