/** Each setting changes what a part does: none is there that nobody reads. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as tick } from 'node:timers/promises';
import { afterEach, expect, it, vi } from 'vitest';
import { Batch } from '../../src/batch/index.ts';
import { Cache } from '../../src/cache/index.ts';
import { configure, DEFAULTS, resetConfiguration } from '../../src/configure/index.ts';
import { isTimeoutError } from '../../src/errors/index.ts';
import { mapBounded } from '../../src/executor/index.ts';
import { Files } from '../../src/files/index.ts';
import { Metrics } from '../../src/metrics/index.ts';
import { Pool } from '../../src/pool/index.ts';
import { backoffMs, retry } from '../../src/retry/index.ts';

afterEach(() => {
  resetConfiguration();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A setting, another value than its default, and what shows that it is used. */
interface Effect {
  readonly value: number;
  readonly shows: () => unknown;
}

type Settings<Section extends keyof typeof DEFAULTS> = Readonly<Record<keyof (typeof DEFAULTS)[Section], Effect>>;

async function mostAtOnce(run: (visit: () => Promise<void>) => unknown): Promise<number> {
  let [running, most] = [0, 0];
  await run(async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 30));
    running--;
  });
  return most;
}

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);
const hang = (): Promise<never> => new Promise(() => undefined);
const failing = (): never => {
  throw new Error('down');
};

/** The pool's state so many milliseconds after three were used at once. */
async function afterUse(ms: number): Promise<number> {
  vi.useFakeTimers();
  const pool = new Pool({ create: () => ({}), max: 3 });
  const leases = await Promise.all([pool.acquire(), pool.acquire(), pool.acquire()]);
  for (const lease of leases) lease.release();
  await pass(ms);
  return pool.stats.size;
}

/** How often making one is tried within so many milliseconds. */
async function triesIn(ms: number): Promise<number> {
  vi.useFakeTimers();
  const create = vi.fn(failing);
  const pool = new Pool({ create, max: 1, min: 0 });
  for (let i = 0; i < 50; i++) pool.acquire().catch(() => undefined);
  await pass(ms);
  return create.mock.calls.length;
}

const POOL: Settings<'pool'> = {
  min: { value: 3, shows: async () => expect(await afterUse(60_000)).toBe(3) },
  max: {
    value: 12,
    shows: async () => {
      const pool = new Pool({ create: () => ({}) });
      for (let i = 0; i < 40; i++) void pool.acquire().catch(() => undefined);
      await tick();
      expect(pool.stats.size).toBe(12);
    },
  },
  acquireTimeoutMs: {
    value: 5,
    shows: async () => {
      const waiting = new Pool({ create: hang }).acquire();
      expect(isTimeoutError(await waiting.catch((error: unknown) => error))).toBe(true);
    },
  },
  createTimeoutMs: {
    value: 5,
    shows: async () => {
      const waiting = new Pool({ create: hang, name: 'slow' }).acquire();
      await expect(waiting).rejects.toThrow('making one for slow took longer than 5 ms');
    },
  },
  idleTimeoutMs: { value: 5_000, shows: async () => expect(await afterUse(10_001)).toBe(2) },
  evictionIntervalMs: { value: 31_000, shows: async () => expect(await afterUse(30_500)).toBe(3) },
  backoffMs: { value: 5_000, shows: async () => expect(await triesIn(4_900)).toBe(1) },
  maxBackoffMs: { value: 100, shows: async () => expect(await triesIn(1_050)).toBe(11) },
};

const RETRY: Settings<'retry'> = {
  attempts: {
    value: 5,
    shows: async () => {
      const task = vi.fn(failing);
      await expect(retry(task, { firstDelayMs: 0 })).rejects.toThrow('5 attempts');
      expect(task).toHaveBeenCalledTimes(5);
    },
  },
  firstDelayMs: { value: 7, shows: () => expect(backoffMs(1, { jitter: 'none' })).toBe(7) },
  factor: { value: 3, shows: () => expect(backoffMs(2, { jitter: 'none' })).toBe(3_000) },
  maxDelayMs: { value: 1_500, shows: () => expect(backoffMs(2, { jitter: 'none' })).toBe(1_500) },
};

const BATCH: Settings<'batch'> = {
  maxSize: { value: 2, shows: async () => expect(await batchSizes()).toEqual([2, 1]) },
  delayMs: {
    value: 50,
    shows: async () => {
      vi.useFakeTimers();
      const load = vi.fn((keys: readonly number[]) => keys);
      void new Batch({ load }).load(1);
      await pass(49);
      expect(load).not.toHaveBeenCalled();
      await pass(1);
      expect(load).toHaveBeenCalledTimes(1);
    },
  },
};

async function batchSizes(): Promise<number[]> {
  const sizes: number[] = [];
  const load = (keys: readonly number[]): readonly number[] => {
    sizes.push(keys.length);
    return keys;
  };
  await new Batch({ load }).loadAll([1, 2, 3]);
  return sizes;
}

const CACHE: Settings<'cache'> = {
  maxEntries: { value: 2, shows: async () => expect((await filled('a', 'b', 'c')).stats.entries).toBe(2) },
  ttlMs: {
    value: 100,
    shows: async () => {
      vi.useFakeTimers();
      // To lru-cache a time of 0 is none, and this clock begins there.
      await pass(1);
      const cache = await filled('a');
      await pass(99);
      expect(cache.peek('a')).toBe('value of a');
      await pass(2);
      expect(cache.peek('a')).toBeUndefined();
    },
  },
  maxBytes: {
    value: 60,
    shows: async () => expect((await filled('a', 'b', 'c', 'd', 'e')).stats.entries).toBeLessThan(5),
  },
};

async function filled(...keys: readonly string[]): Promise<Cache<string>> {
  const cache = new Cache<string>();
  for (const key of keys) await cache.set(key, `value of ${key}`);
  return cache;
}

const FILES: Settings<'files'> = {
  writeConcurrency: {
    value: 3,
    shows: async () => {
      const files = new Files();
      const folder = emptyFolder();
      const most = await mostAtOnce((visit) =>
        Promise.all(
          Array.from({ length: 9 }, (_, i) =>
            files.write(
              join(folder, String(i)),
              (async function* () {
                await visit();
                yield 'text';
              })(),
            ),
          ),
        ),
      );
      expect(most).toBe(3);
    },
  },
  batchConcurrency: {
    value: 2,
    shows: async () => {
      const items = Array.from({ length: 9 }, (_, i) => i);
      expect(await mostAtOnce((visit) => new Files().batch(items, visit))).toBe(2);
    },
  },
  cacheMaxBytes: {
    value: 0,
    shows: async () => {
      const path = join(emptyFolder(), 'file');
      writeFileSync(path, 'text');
      // What was changed just now isn't kept, and a time of change can't be set back.
      vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 10_000);
      const files = new Files();
      await files.read(path);
      expect(files.stats.cachedBytes).toBe(0);
    },
  },
};

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'perfmig-effects-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const METRICS: Settings<'metrics'> = {
  slowMs: {
    value: 40,
    shows: async () => {
      vi.useFakeTimers();
      const onSlow = vi.fn();
      using metrics = new Metrics({ onSlow });
      void metrics.track('report', hang);
      await pass(60);
      expect(onSlow).toHaveBeenCalledTimes(1);
    },
  },
  intervalMs: {
    value: 1_000,
    shows: async () => {
      vi.useFakeTimers();
      const onInterval = vi.fn();
      using metrics = new Metrics({ onInterval });
      await pass(3_000);
      expect([onInterval.mock.calls.length, metrics.snapshot().counters]).toEqual([3, {}]);
    },
  },
};

/** Those of Redis have a file of their own, as they need a server. */
const EFFECTS: { readonly [Section in Exclude<keyof typeof DEFAULTS, 'redis'>]: Settings<Section> } = {
  pool: POOL,
  executor: {
    concurrency: {
      value: 3,
      shows: async () => {
        const items = Array.from({ length: 9 }, (_, i) => i);
        expect(await mostAtOnce((visit) => mapBounded(items, visit))).toBe(3);
      },
    },
  },
  batch: BATCH,
  retry: RETRY,
  cache: CACHE,
  files: FILES,
  metrics: METRICS,
};

const ROWS = Object.entries(EFFECTS).flatMap(([section, settings]) =>
  Object.entries(settings as Readonly<Record<string, Effect>>).map(([key, effect]) => ({ section, key, ...effect })),
);

it.each(ROWS)('$section: $key', async ({ section, key, value, shows }) => {
  const outcome = (): Promise<unknown> => Promise.resolve().then(shows);
  // What shows the effect must not show it of the default, or it shows nothing.
  if (key !== 'acquireTimeoutMs' && key !== 'createTimeoutMs') await expect(outcome()).rejects.toThrow();
  vi.useRealTimers();
  configure({ [section]: { [key]: value } });
  await outcome();
});

it('are all there are, but for those of Redis', () => {
  const all = Object.entries(DEFAULTS).flatMap(([section, settings]) =>
    Object.keys(settings).map((key) => `${section}.${key}`),
  );
  expect(ROWS.map(({ section, key }) => `${section}.${key}`)).toEqual(all.filter((name) => !name.startsWith('redis.')));
});
