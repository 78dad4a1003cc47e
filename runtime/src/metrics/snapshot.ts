/** What metrics say at one moment. */

/** How values lie; all 0 where there are none. */
export interface Spread {
  /** How many values. */
  readonly count: number;
  /** Exact. */
  readonly mean: number;
  /** The smallest. */
  readonly min: number;
  /** The largest. */
  readonly max: number;
  /** Half of them are no larger; this and what follows within 1 %. */
  readonly p50: number;
  /** 90 % are no larger. */
  readonly p90: number;
  /** 95 % are no larger. */
  readonly p95: number;
  /** 99 % are no larger. */
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
  /** By the names given to `track` and `observe`. */
  readonly tasks: Readonly<Record<string, TaskSnapshot>>;
  /** Since the beginning, by name. */
  readonly counters: Readonly<Record<string, number>>;
  /** What was registered, and the numbers of what is watched: `orders.waiting`. */
  readonly gauges: Readonly<Record<string, number>>;
  /** Memory in bytes, and how late the event loop is, in milliseconds. */
  readonly process: {
    readonly heapUsedBytes: number;
    readonly heapTotalBytes: number;
    readonly rssBytes: number;
    /** Milliseconds that the event loop was late, in this interval and in the one before. */
    readonly lagMs: Spread;
  };
}
