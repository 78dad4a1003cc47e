/** What a program may configure, in one object. Times are milliseconds, sizes bytes. */
import type { ModeSetting } from './parts.ts';

/** Defaults of the whole process. What the options of one object or call say goes first. */
export interface Configuration {
  /** Switches optimizations off; see `@perfmig/runtime/mode`. Goes before `PERFMIG_MODE`; by default that decides. */
  readonly mode?: ModeSetting | undefined;
  /** Of pools; those not said keep their defaults. */
  readonly pool?: PoolConfiguration | undefined;
  /** Of executors and bounded maps; those not said keep their defaults. */
  readonly executor?: ExecutorConfiguration | undefined;
  /** Of batches; those not said keep their defaults. */
  readonly batch?: BatchConfiguration | undefined;
  /** Of retries; those not said keep their defaults. */
  readonly retry?: RetryConfiguration | undefined;
  /** Of caches; those not said keep their defaults. */
  readonly cache?: CacheConfiguration | undefined;
  /** Of files; those not said keep their defaults. */
  readonly files?: FilesConfiguration | undefined;
  /** Of Redis; those not said keep their defaults. */
  readonly redis?: RedisConfiguration | undefined;
  /** Of metrics; those not said keep their defaults. */
  readonly metrics?: MetricsConfiguration | undefined;
}

/** How pools deal with their resources. The pools of `clients` read `max`, `acquireTimeoutMs` and `idleTimeoutMs`. Times are milliseconds. */
export interface PoolConfiguration {
  /** How many resources a pool keeps once it is in use; 2 by default. */
  readonly min?: number | undefined;
  /** How many there may be; 10 by default. */
  readonly max?: number | undefined;
  /** How long a caller waits; 30,000 by default. */
  readonly acquireTimeoutMs?: number | undefined;
  /** How long making or validating a resource may take; 30,000 by default. */
  readonly createTimeoutMs?: number | undefined;
  /** After how long an idle resource beyond `min` is let go; 30,000 by default. */
  readonly idleTimeoutMs?: number | undefined;
  /** How long it is between two looks at the idle ones; 10,000 by default. */
  readonly evictionIntervalMs?: number | undefined;
  /** The rest after a failure to make one, doubled with each that follows; 100 by default. */
  readonly backoffMs?: number | undefined;
  /** The longest such rest; 5,000 by default. */
  readonly maxBackoffMs?: number | undefined;
}

/** How many tasks at once. */
export interface ExecutorConfiguration {
  /** How many tasks may be under way; 10 by default. */
  readonly concurrency?: number | undefined;
}

/** How requests are gathered. Times are milliseconds. */
export interface BatchConfiguration {
  /** How many requests make a batch that doesn't wait for more; 100 by default. */
  readonly maxSize?: number | undefined;
  /** How long to wait for more; by default the end of the tick. */
  readonly delayMs?: number | undefined;
}

/** How often, and after which rests. Times are milliseconds. */
export interface RetryConfiguration {
  /** How many attempts at most, with the first; 3 by default. */
  readonly attempts?: number | undefined;
  /** The first rest; 1,000 by default. */
  readonly firstDelayMs?: number | undefined;
  /** What each rest is multiplied by for the next; 2 by default. */
  readonly factor?: number | undefined;
  /** The longest rest; 10,000 by default. */
  readonly maxDelayMs?: number | undefined;
}

/** How much a cache keeps, and for how long. Times are milliseconds. */
export interface CacheConfiguration {
  /** How many entries; 10,000 by default. */
  readonly maxEntries?: number | undefined;
  /** How long an entry is fresh; 3,600,000 (an hour) by default. */
  readonly ttlMs?: number | undefined;
  /** How many bytes, as estimated; any number by default. */
  readonly maxBytes?: number | undefined;
}

/** How files are read and written. Times are milliseconds. */
export interface FilesConfiguration {
  /** How many files are written at once; 10 by default. */
  readonly writeConcurrency?: number | undefined;
  /** How many `batch` visits at once; 5 by default. */
  readonly batchConcurrency?: number | undefined;
  /** How many bytes of contents are kept; 33,554,432 (32 MiB) by default, 0 keeps none. */
  readonly cacheMaxBytes?: number | undefined;
}

/** How Redis is talked to, by `clients/redis` and, where it says so, the cache's tier. Times are milliseconds. */
export interface RedisConfiguration {
  /** How many connections of their own there may be, for blocking commands and transactions; 50 by default. */
  readonly maxConnections?: number | undefined;
  /** Whether TCP asks whether the other side of an idle connection is still there; yes by default. */
  readonly keepAlive?: boolean | undefined;
  /** How long connecting may take, and an answer to a health check; 5,000 by default. The cache's tier reads it too. */
  readonly connectTimeoutMs?: number | undefined;
  /** How long it is between two looks whether it answers; 30,000 by default. The cache's tier reads it too. */
  readonly healthCheckIntervalMs?: number | undefined;
  /**
   * Whether a command that got no answer because the connection broke is sent again; yes by default. It may then be done
   * twice. With `false` it rejects, and so does what is asked while there is no connection.
   */
  readonly retryOnTimeout?: boolean | undefined;
}

/** What is told of measurements, and when. Times are milliseconds. */
export interface MetricsConfiguration {
  /** From which duration a task counts as slow; 20,000 by default. */
  readonly slowMs?: number | undefined;
  /** How long it is between two snapshots; 60,000 by default. */
  readonly intervalMs?: number | undefined;
}
