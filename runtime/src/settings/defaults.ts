/** Every default that can be configured, in one table. docs/configure.md says where each comes from. */
import type { Configuration } from './configuration.ts';

/** The sections of a configuration that hold settings. */
export type Section = Exclude<keyof Configuration, 'mode'>;

/** The settings of a section, each with a value; undefined where the default is to have none. */
export type SettingsOf<Name extends Section> = (typeof DEFAULTS)[Name];

const MINUTE_MS = 60_000;
const MEBIBYTE = 1024 * 1024;

/** Times are milliseconds, sizes bytes. */
export const DEFAULTS = {
  pool: {
    min: 2,
    max: 10,
    acquireTimeoutMs: 30_000,
    createTimeoutMs: 30_000,
    idleTimeoutMs: 30_000,
    evictionIntervalMs: 10_000,
    backoffMs: 100,
    maxBackoffMs: 5_000,
  },
  executor: { concurrency: 10 },
  batch: { maxSize: 100, delayMs: undefined as number | undefined },
  retry: { attempts: 3, firstDelayMs: 1_000, factor: 2, maxDelayMs: 10_000 },
  cache: { maxEntries: 10_000, ttlMs: 60 * MINUTE_MS, maxBytes: Infinity },
  files: { writeConcurrency: 10, batchConcurrency: 5, cacheMaxBytes: 32 * MEBIBYTE },
  redis: {
    maxConnections: 50,
    keepAlive: true,
    connectTimeoutMs: 5_000,
    healthCheckIntervalMs: 30_000,
    retryOnTimeout: true,
  },
  metrics: { slowMs: 20_000, intervalMs: MINUTE_MS },
} satisfies {
  readonly [Name in Section]: { readonly [Key in keyof Required<NonNullable<Configuration[Name]>>]: unknown };
};
