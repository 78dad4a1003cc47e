/** What holds for every part: waits that end and leave nothing behind, errors that are told apart, ends that come. */
import { execFile } from 'node:child_process';
import { getEventListeners } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { Batch } from '../../src/batch/index.ts';
import { Breaker } from '../../src/breaker/index.ts';
import { Cache } from '../../src/cache/index.ts';
import { shared } from '../../src/clients/index.ts';
import { Dedupe } from '../../src/dedupe/index.ts';
import { hasCode } from '../../src/errors/runtime-error.ts';
import { isTimeoutError } from '../../src/errors/index.ts';
import { EventBus } from '../../src/events/index.ts';
import { Executor, forEachBounded, mapBounded, streamBounded } from '../../src/executor/index.ts';
import { Files } from '../../src/files/index.ts';
import { KeyedMutex, Mutex } from '../../src/mutex/index.ts';
import { poll } from '../../src/poll/index.ts';
import { Pool } from '../../src/pool/index.ts';
import { retry, sleep } from '../../src/retry/index.ts';
import { KeyedSemaphore, Semaphore } from '../../src/semaphore/index.ts';
import type { WaitOptions } from '../../src/waiting/wait-options.ts';
import { ensureBuilt, RUNTIME } from './built.ts';

const hang = (): Promise<never> => new Promise(() => undefined);

/** A call that waits for ever with these options. What it needs beforehand it does itself. */
type Wait = (options: WaitOptions) => Promise<unknown>;

/** Those that take a signal, a time and a deadline. */
const WAITS: Readonly<Record<string, Wait>> = {
  'Semaphore.acquire': async (options) => {
    const semaphore = new Semaphore(1);
    await semaphore.acquire();
    return semaphore.acquire(options);
  },
  'Semaphore.run': async (options) => {
    const semaphore = new Semaphore(1);
    await semaphore.acquire();
    return semaphore.run(hang, options);
  },
  'KeyedSemaphore.run': async (options) => {
    const semaphore = new KeyedSemaphore(1);
    await semaphore.acquire('a');
    return semaphore.run('a', hang, options);
  },
  'Mutex.run': async (options) => {
    const mutex = new Mutex();
    await mutex.acquire();
    return mutex.run(hang, options);
  },
  'KeyedMutex.run': async (options) => {
    const mutex = new KeyedMutex();
    await mutex.acquire('a');
    return mutex.run('a', hang, options);
  },
  'Pool.acquire, in line': async (options) => {
    const pool = new Pool({ create: () => 1, max: 1 });
    await pool.acquire();
    return pool.acquire(options);
  },
  'Pool.acquire, while one is made': (options) => new Pool({ create: hang }).acquire(options),
  'Pool.acquire, after one could not be made': async (options) => {
    const pool = new Pool({ create: () => Promise.reject(new Error('down')), backoffMs: 60_000, maxBackoffMs: 60_000 });
    await pool.acquire().catch(() => undefined);
    return pool.acquire(options);
  },
  'Executor.room': async (options) => {
    const executor = new Executor({ concurrency: 1, maxQueued: 0 });
    void executor.run(hang);
    return executor.room(options);
  },
  poll: (options) => poll(() => false, options),
  'poll, while it asks': (options) => poll(hang, options),
  'EventBus.once': (options) => new EventBus<{ paid: number }>().once('paid', options),
  'shared.within': (options) => shared(hang).within(options),
};

/** Those that retry tells of in an error of its own. */
const OTHER_TIMES: Readonly<Record<string, Wait>> = {
  'retry, while trying': (options) => retry(hang, options),
  'retry, while resting': (options) =>
    retry(() => Promise.reject(new Error('down')), {
      firstDelayMs: 60_000,
      maxDelayMs: 60_000,
      jitter: 'none',
      ...options,
    }),
};

/** Those that take a signal; their time is that of the task, or there is none. */
const SIGNALS: Readonly<Record<string, Wait>> = {
  sleep: (options) => sleep(60_000, options),
  'Batch.load': ({ signal }) => new Batch({ load: hang }).load(1, { signal }),
  'Batch.load, gathered': ({ signal }) => new Batch({ load: hang, delayMs: 60_000 }).load(1, { signal }),
  'Dedupe.run': ({ signal }) => new Dedupe().run('a', hang, { signal }),
  'Cache.getOrLoad': ({ signal }) => new Cache().getOrLoad('a', hang, { signal }),
  'Executor.run': ({ signal }) => new Executor().run(hang, { signal }),
  'Executor.run, in line': ({ signal }) => {
    const executor = new Executor({ concurrency: 1 });
    void executor.run(hang);
    return executor.run(hang, { signal });
  },
  'Executor.run, behind its key': ({ signal }) => {
    const executor = new Executor();
    void executor.run(hang, { key: 1 });
    return executor.run(hang, { key: 1, signal });
  },
  'Executor.run, outside': ({ signal }) => {
    const executor = new Executor({ concurrency: 1, maxQueued: 0, whenFull: 'wait' });
    void executor.run(hang);
    return executor.run(hang, { signal });
  },
  mapBounded: ({ signal }) => mapBounded([1], hang, { signal }),
  'mapBounded, of what never comes': ({ signal }) =>
    mapBounded({ [Symbol.asyncIterator]: () => ({ next: hang }) }, hang, { signal }),
  forEachBounded: ({ signal }) => forEachBounded([1], hang, { signal }),
  streamBounded: ({ signal }) => streamBounded([1], hang, { signal }).next(),
  'EventBus.iterate': ({ signal }) => new EventBus<{ paid: number }>().iterate('paid', { signal }).next(),
  'Files.batch': ({ signal }) => new Files().batch([1], hang, { signal }),
  'Files.write': ({ signal }) =>
    new Files().write('/nowhere', { [Symbol.asyncIterator]: () => ({ next: hang }) }, { signal }),
};

const rows = (...tables: readonly Readonly<Record<string, Wait>>[]): [string, Wait][] =>
  tables.flatMap((table) => Object.entries(table));
const listenersOf = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length;

describe.each(rows(WAITS, OTHER_TIMES, SIGNALS))('%s', (name, wait) => {
  it("rejects with the signal's reason: aborted before, and while it waits; and leaves no listener", async () => {
    const reason = new Error('left');
    await expect(wait({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const waiting = wait({ signal: controller.signal });
    // Files wait for the system before they look at what is to be written; that it doesn't is not what is tried here.
    if (name !== 'Files.write') await expect.poll(() => listenersOf(controller.signal)).toBeGreaterThan(0);
    controller.abort(reason);
    await expect(waiting).rejects.toSatisfy((error) => error === reason || name === 'Files.write');
    expect(listenersOf(controller.signal)).toBe(0);
  });
});

describe.each(rows(WAITS, OTHER_TIMES))('%s', (name, wait) => {
  it.each([
    ['time', (): WaitOptions => ({ timeoutMs: 15 })],
    ['deadline', (): WaitOptions => ({ deadline: performance.now() + 15 })],
    ['deadline, before the time', (): WaitOptions => ({ timeoutMs: 60_000, deadline: performance.now() + 15 })],
    ['deadline that has passed', (): WaitOptions => ({ deadline: performance.now() - 15 })],
  ])('ends by its %s, and leaves no listener', async (_, options) => {
    const { signal } = new AbortController();
    const error: unknown = await wait({ ...options(), signal }).catch((reason: unknown) => reason);
    expect(name in WAITS ? isTimeoutError(error) : hasCode(error, 'PERFMIG_RETRY')).toBe(true);
    expect(listenersOf(signal)).toBe(0);
  });
});

it('the breaker hears of an abort from the task alone', async () => {
  const reason = new Error('left');
  await expect(new Breaker().run(() => Promise.reject(reason), { signal: AbortSignal.abort(reason) })).rejects.toBe(
    reason,
  );
});

async function readAll(list: AsyncIterator<unknown>): Promise<void> {
  while ((await list.next()).done !== true);
}

describe('what goes well', () => {
  const { signal } = new AbortController();
  const done = (): Promise<number> => Promise.resolve(1);
  const CALLS: Readonly<Record<string, () => Promise<unknown>>> = {
    sleep: () => sleep(1, { signal }),
    poll: () => poll(() => true, { signal }),
    retry: () => retry(done, { signal }),
    'Semaphore.run': () => new Semaphore(1).run(done, { signal }),
    'KeyedMutex.run': () => new KeyedMutex().run('a', done, { signal }),
    'Pool.use': () => new Pool({ create: done }).use(done, { signal, timeoutMs: 1_000 }),
    'Batch.load': () => new Batch({ load: (keys: readonly number[]) => keys }).load(1, { signal }),
    'Dedupe.run': () => new Dedupe().run('a', done, { signal }),
    'Cache.getOrLoad': () => new Cache().getOrLoad('a', done, { signal }),
    'Breaker.run': () => new Breaker().run(done, { signal }),
    'Executor.run': () => new Executor().run(done, { signal }),
    mapBounded: () => mapBounded([1, 2], done, { signal }),
    streamBounded: () => readAll(streamBounded([1], done, { signal })),
    'shared.within': () => shared(done).within({ signal }),
  };

  it.each(Object.entries(CALLS))('%s leaves no listener', async (_, call) => {
    await call();
    await expect.poll(() => listenersOf(signal)).toBe(0);
  });
});

/** Every part, with what it exports. */
const PARTS = await Promise.all(
  readdirSync(join(RUNTIME, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /[\\/]index\.ts$/.test(path))
    .map(async (path) => [path, (await import(join(RUNTIME, 'src', path))) as Record<string, unknown>] as const),
);

type AnyClass = new (...args: never[]) => object;
const isClass = (value: unknown): value is AnyClass => typeof value === 'function' && /^class\b/.test(String(value));
const CLASSES = [
  ...new Map(PARTS.flatMap(([, part]) => Object.entries(part).filter(([, value]) => isClass(value)))),
] as [string, AnyClass][];

describe('errors', () => {
  const ERRORS = CLASSES.filter(([, one]) => one.prototype instanceof Error);
  const MADE: Readonly<Record<string, readonly unknown[]>> = {
    CircuitOpenError: ['stock', 5, 'why'],
    ClosedError: ['pool', { cause: 'why' }],
    FileFormatError: ['path', 'JSON', 'why'],
    MissingPeerError: ['clients/pg', 'pg', { cause: 'why' }],
    QueueFullError: ['pool', 5, { cause: 'why' }],
    RetryError: ['no more time', 2, 'why'],
    TimeoutError: ['a wait', 5, { cause: 'why' }],
    UncacheableKeyError: [['where'], 'is a function'],
    UnwrittenError: [[{ path: 'a', error: 'why' }]],
  };

  it('are all tried', () => {
    expect(ERRORS.map(([name]) => name).sort()).toEqual(Object.keys(MADE));
  });

  it.each(ERRORS)(
    '%s has a code, a name, a cause, and a guard beside it that knows it by its code alone',
    (name, Made) => {
      const error = new Made(...((MADE[name] ?? []) as never[])) as Error & { readonly code: string };
      expect([error.name, error.code]).toEqual([name, expect.stringMatching(/^PERFMIG_[A-Z_]+$/)]);
      if (name !== 'UncacheableKeyError') expect(error.cause).toBe('why');
      const guards = PARTS.flatMap(([, part]) => (name in part ? [part[`is${name}`]] : []));
      const others = Object.assign(new Error('of the other build'), { code: error.code });
      for (const guard of guards as ((value: unknown) => boolean)[]) {
        expect([error, others, new Error('another'), undefined, { code: error.code }].map(guard)).toEqual([
          true,
          true,
          false,
          false,
          false,
        ]);
      }
      expect(guards.length).toBeGreaterThan(0);
    },
  );

  it('have codes of their own', () => {
    const codes = ERRORS.map(
      ([name, Made]) => (new Made(...((MADE[name] ?? []) as never[])) as { code?: string }).code,
    );
    expect(new Set(codes).size).toBe(codes.length);
  });
});

it('whatever can be closed can be disposed of', () => {
  const closable = CLASSES.filter(([, one]) => 'close' in (one.prototype as object));
  expect(closable.length).toBeGreaterThan(12);
  const lacking = closable.filter(
    ([, one]) => !(Symbol.asyncDispose in (one.prototype as object) || Symbol.dispose in (one.prototype as object)),
  );
  expect(lacking.map(([name]) => name)).toEqual([]);
});

describe('a process', () => {
  beforeAll(ensureBuilt);
  const run = promisify(execFile);
  const ends = (code: string): Promise<{ stdout: string }> =>
    run(process.execPath, ['--unhandled-rejections=strict', '--input-type=module', '-e', code], { cwd: RUNTIME });

  it('is not kept alive by anything that is idle, and hears of no rejection that nobody waits for', async () => {
    const { stdout } = await ends(`
      import { Batch } from '@perfmig/runtime/batch';
      import { Breaker } from '@perfmig/runtime/breaker';
      import { Cache } from '@perfmig/runtime/cache';
      import { keepAliveAgents } from '@perfmig/runtime/clients/http';
      import { closeOnShutdown, shared } from '@perfmig/runtime/clients';
      import { EventBus } from '@perfmig/runtime/events';
      import { Executor } from '@perfmig/runtime/executor';
      import { Files } from '@perfmig/runtime/files';
      import { LagSampler, Metrics } from '@perfmig/runtime/metrics';
      import { Pool } from '@perfmig/runtime/pool';
      import { Semaphore } from '@perfmig/runtime/semaphore';
      const down = () => Promise.reject(new Error('down'));
      const pool = new Pool({ create: () => 1, healthCheckMs: 1, leakAfterMs: 1 });
      await pool.use(() => 1);
      void pool.acquire();
      const failing = new Pool({ create: down, min: 2 });
      await failing.acquire().catch(() => 1);
      await new Breaker({ minCalls: 1 }).run(down).catch(() => 1);
      const cache = new Cache({ staleWhileRevalidateMs: 1_000 });
      await cache.getOrLoad('a', () => 1, { ttlMs: 1 });
      await new Promise((resolve) => setTimeout(resolve, 5));
      await cache.getOrLoad('a', down);
      const executor = new Executor({ concurrency: 'adaptive', taskTimeoutMs: 60_000 });
      await executor.run(() => 1);
      const semaphore = new Semaphore(1);
      await semaphore.acquire();
      new Metrics(); new LagSampler(); keepAliveAgents(); new Files(); closeOnShutdown();
      const bus = new EventBus({ onError: () => 1 });
      bus.on('a', down);
      bus.emit('a', 1);
      await new Batch({ load: down }).load(1).catch(() => 1);
      await shared(down)().catch(() => 1);
      console.log('end');
    `);
    expect(stdout).toBe('end\n');
  });

  it('is kept alive by a rest that somebody waits for', async () => {
    const { stdout } = await ends(`
      import { Batch } from '@perfmig/runtime/batch';
      import { poll } from '@perfmig/runtime/poll';
      import { retry, sleep } from '@perfmig/runtime/retry';
      await sleep(20);
      let n = 0;
      await retry(() => { if (++n < 3) throw new Error('down'); }, { firstDelayMs: 10, jitter: 'none' });
      await poll(() => ++n > 5, { firstDelayMs: 10 });
      await new Batch({ load: (keys) => keys, delayMs: 20 }).load(1);
      console.log('end', n);
    `);
    expect(stdout).toBe('end 6\n');
  });
});
