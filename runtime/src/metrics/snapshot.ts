/** What metrics say at one moment. */

/** How values lie; all 0 where there are none. */
export interface Spread {
  readonly count: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
}

/** One name's tasks. */
export interface TaskSnapshot {
  /** Ended since the beginning, well or not. */
  readonly count: number;
  /** Of these, ended by an error. */
  readonly errors: number;
  /** Took longer than the threshold, the running ones included. */
  readonly slow: number;
  /** Under way now. */
  readonly running: number;
  /** Milliseconds of all that have ended. */
  readonly totalMs: number;
  /** Milliseconds of those that ended in this interval and in the one before. */
  readonly recentMs: Spread;
}

/** Everything at one moment. */
export interface MetricsSnapshot {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly tasks: Readonly<Record<string, TaskSnapshot>>;
  readonly counters: Readonly<Record<string, number>>;
  /** What was registered, and the numbers of what is watched: `orders.waiting`. */
  readonly gauges: Readonly<Record<string, number>>;
  readonly process: {
    readonly heapUsedBytes: number;
    readonly heapTotalBytes: number;
    readonly rssBytes: number;
    /** Milliseconds that the event loop was late, in this interval and in the one before. */
    readonly lagMs: Spread;
  };
}
