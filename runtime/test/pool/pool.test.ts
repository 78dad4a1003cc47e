/** A pool keeps its promises whatever its resources and callers do. */
import { setImmediate as tick } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isClosedError, isQueueFullError, isTimeoutError } from '../../src/errors/index.ts';
import { Pool, type Lease, type PoolOptions } from '../../src/pool/index.ts';
import { sleep } from '../../src/retry/index.ts';
import { inNormalMode } from '../normal-mode.ts';

interface Thing {
  readonly id: number;
  users: number;
  isGone: boolean;
}

/** Makes numbered things and knows how many there are. */
function factory(): { readonly things: Thing[]; readonly options: Pick<PoolOptions<Thing>, 'create' | 'destroy'> } {
  const things: Thing[] = [];
  const create = (): Thing => {
    const thing = { id: things.length, users: 0, isGone: false };
    things.push(thing);
    return thing;
  };
  return { things, options: { create, destroy: (thing) => (thing.isGone = true) } };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('under stress', () => {
  const caller = fc.record({
    act: fc.constantFrom('use', 'destroy', 'fail', 'leave', 'release twice'),
    steps: fc.nat({ max: 3 }),
  });

  it('never exceeds max, never loses or doubles a resource, and is fair', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(caller, { maxLength: 40 }),
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.constantFrom('made', 'refused', 'thrown'), { maxLength: 20 }),
        async (scheduler, callers, max, creates) => {
          const { things, options } = factory();
          const living = (): number => things.filter(({ isGone }) => !isGone).length;
          const served: number[] = [];
          const pool = new Pool<Thing>({
            ...options,
            ...{ min: 0, max, backoffMs: 0, validateAfterIdleMs: 0 },
            validate: ({ id }) => id % 5 !== 4,
            create: () => {
              const fate = creates.shift() ?? 'made';
              if (fate === 'thrown') throw new Error('thrown');
              return scheduler.schedule(Promise.resolve()).then(() => {
                if (fate === 'refused') throw new Error('refused');
                expect(living()).toBeLessThan(max);
                return options.create({ signal: new AbortController().signal, failures: 0 });
              });
            },
          });
          const work = async (lease: Lease<Thing>, index: number): Promise<void> => {
            const { act, steps } = callers[index] as { act: string; steps: number };
            const thing = lease.resource;
            served.push(index);
            expect(thing.isGone).toBe(false);
            expect(thing.users++).toBe(0);
            for (let i = 0; i < steps; i++) await scheduler.schedule(Promise.resolve());
            thing.users--;
            if (act === 'destroy') lease.destroy();
            lease.release();
            if (act === 'release twice') lease.release();
            if (act === 'fail') throw new Error('failed');
          };
          const runs = callers.map(async ({ act }, index) => {
            const controller = new AbortController();
            const lease = pool.acquire({ signal: controller.signal });
            if (act === 'leave') controller.abort(new Error('left'));
            await lease.then((own) => work(own, index)).catch(() => undefined);
          });
          await scheduler.waitFor(Promise.all(runs));
          expect(served).toEqual(served.toSorted((a, b) => a - b));
          expect(pool.stats).toMatchObject({ held: 0, waiting: 0, size: living() });
          await scheduler.waitFor(pool.close());
          expect(living()).toBe(0);
          expect(pool.stats.size).toBe(0);
        },
      ),
      { numRuns: 300 },
    );
  });

  inNormalMode('makes ten for a thousand runs of which ten go on at a time, and none later', async () => {
    const { things, options } = factory();
    const pool = new Pool(options);
    const sizes: number[] = [];
    let left = 1_000;
    const caller = async (): Promise<void> => {
      while (left-- > 0) {
        await pool.use(async () => {
          sizes.push(pool.stats.size);
          await tick();
        });
      }
    };
    await Promise.all(Array.from({ length: 10 }, caller));
    expect(sizes).toHaveLength(1_000);
    expect(things.length).toBeLessThanOrEqual(10);
    const average = sizes.reduce((a, b) => a + b, 0) / sizes.length;
    expect(average).toBeGreaterThanOrEqual(2);
    expect(average).toBeLessThanOrEqual(10);
    await pool.close();
    expect(things.every(({ isGone }) => isGone)).toBe(true);
  });
});

describe('making one', () => {
  it('tells the caller why it failed, rests, and tries again for the next', async () => {
    vi.useFakeTimers();
    const attempts: number[] = [];
    const pool = new Pool({
      min: 0,
      create: ({ failures }) => {
        attempts.push(failures);
        if (failures < 2) throw new Error(`down ${failures}`);
        return 'up';
      },
    });
    await expect(pool.acquire()).rejects.toThrow('down 0');
    const second = pool.acquire();
    const failure = expect(second).rejects.toThrow('down 1');
    await vi.advanceTimersByTimeAsync(90);
    expect(attempts).toEqual([0]);
    await vi.advanceTimersByTimeAsync(20);
    await failure;
    const third = pool.acquire();
    await vi.advanceTimersByTimeAsync(180);
    expect(attempts).toEqual([0, 1]);
    await vi.advanceTimersByTimeAsync(20);
    expect((await third).resource).toBe('up');
  });

  it('does not spin where it fails at once, and the wait ends in time with the reason', async () => {
    vi.useFakeTimers();
    const create = vi.fn(() => Promise.reject(new Error('down')));
    const pool = new Pool({ min: 0, max: 1, create, backoffMs: 60_000, maxBackoffMs: 60_000 });
    await expect(pool.acquire()).rejects.toThrow('down');
    const late = pool.acquire({ timeoutMs: 1_000 }).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(1_001);
    const error = await late;
    expect(isTimeoutError(error) && error.cause).toEqual(new Error('down'));
    expect(create).toHaveBeenCalledTimes(1);
  });

  it('gives up one that hangs, and lets go of what comes too late', async () => {
    vi.useFakeTimers();
    const destroy = vi.fn();
    const signals: AbortSignal[] = [];
    const pool = new Pool({
      ...{ min: 0, max: 1, createTimeoutMs: 500, destroy },
      create: ({ signal }) => {
        signals.push(signal);
        return new Promise<string>((resolve) => setTimeout(() => resolve('late'), 2_000));
      },
    });
    const failure = expect(pool.acquire()).rejects.toThrow('making one for pool took longer than 500 ms');
    await vi.advanceTimersByTimeAsync(501);
    await failure;
    expect(signals[0]?.aborted).toBe(true);
    expect(pool.stats).toMatchObject({ size: 0, creating: 1, failed: 1 });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(destroy).toHaveBeenCalledExactlyOnceWith('late');
  });
});

it('never has more than max open, nor loses a place, when some take longer than they may', async () => {
  vi.useFakeTimers();
  const times = fc.record({
    at: fc.nat({ max: 3_000 }),
    heldMs: fc.nat({ max: 800 }),
    leavesMs: fc.nat({ max: 4_000 }),
  });
  const creates = fc.array(fc.record({ ms: fc.nat({ max: 950 }), fails: fc.boolean() }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(times, { maxLength: 15 }),
      creates,
      fc.integer({ min: 1, max: 3 }),
      async (list, fates, max) => {
        let [open, most] = [0, 0];
        const left = [...fates];
        const pool = new Pool<object>({
          ...{ min: 0, max, createTimeoutMs: 500, backoffMs: 50, maxBackoffMs: 100 },
          create: async () => {
            const { ms, fails } = left.pop() ?? { ms: 1, fails: false };
            most = Math.max(most, ++open);
            await sleep(ms);
            if (!fails) return {};
            open--;
            throw new Error('down');
          },
          destroy: () => open--,
        });
        const runs = list.map(async ({ at, heldMs, leavesMs }) => {
          await sleep(at);
          return pool.use(() => sleep(heldMs), { timeoutMs: leavesMs }).catch(() => 'failed');
        });
        await vi.advanceTimersByTimeAsync(40_000);
        await Promise.all(runs);
        expect(most).toBeLessThanOrEqual(max);
        left.length = 0;
        const last = Promise.all(Array.from({ length: max }, () => pool.use(() => sleep(5))));
        await vi.advanceTimersByTimeAsync(1_000);
        await last;
        void pool.close();
        await vi.advanceTimersByTimeAsync(1_000);
        expect([open, pool.stats.creating]).toEqual([0, 0]);
      },
    ),
  );
});

it('goes on where one never comes and never fails', async () => {
  vi.useFakeTimers();
  const create = vi.fn(() => (create.mock.calls.length === 1 ? new Promise<string>(() => undefined) : 'up'));
  const pool = new Pool({ min: 0, max: 1, createTimeoutMs: 500, create });
  const first = pool.acquire().catch((error: unknown) => isTimeoutError(error));
  const second = pool.acquire();
  await vi.advanceTimersByTimeAsync(900);
  expect([await first, create.mock.calls.length]).toEqual([true, 1]);
  await vi.advanceTimersByTimeAsync(300);
  expect((await second).resource).toBe('up');
});

describe('the age of a resource', () => {
  inNormalMode('is looked at: idle ones beyond min go, old ones and used-up ones are replaced', async () => {
    vi.useFakeTimers();
    const { things, options } = factory();
    const pool = new Pool({ ...options, min: 1, max: 3, maxUses: 2, maxLifetimeMs: 100_000 });
    const leases = await Promise.all([pool.acquire(), pool.acquire(), pool.acquire()]);
    for (const lease of leases) lease.release();
    await vi.advanceTimersByTimeAsync(45_000);
    expect(pool.stats).toMatchObject({ size: 1, idle: 1, destroyed: 2 });
    await pool.use(() => undefined);
    expect(pool.stats).toMatchObject({ destroyed: 3 });
    await vi.advanceTimersByTimeAsync(1);
    expect(pool.stats).toMatchObject({ size: 1, created: 4 });
    await vi.advanceTimersByTimeAsync(120_000);
    expect(pool.stats).toMatchObject({ size: 1, created: 5 });
    await pool.close();
    expect(things.every(({ isGone }) => isGone)).toBe(true);
  });

  inNormalMode('decides whether it is validated before it is lent', async () => {
    vi.useFakeTimers();
    const { options } = factory();
    const validate = vi.fn(({ id }: Thing) => Promise.resolve(id !== 0));
    const pool = new Pool({ ...options, min: 0, validate });
    await pool.use(() => undefined);
    await pool.use(() => undefined);
    expect(validate).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1_500);
    expect(await pool.use(({ id }) => id)).toBe(1);
    expect(validate).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(await pool.use(({ id }) => id)).toBe(1);
  });

  it('tells of one that never comes back, with the place', async () => {
    vi.useFakeTimers();
    const onLeak = vi.fn();
    const pool = new Pool({ ...factory().options, leakAfterMs: 15_000, onLeak });
    await pool.acquire();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(onLeak).toHaveBeenCalledTimes(1);
    expect(onLeak.mock.calls[0]?.[0]).toMatchObject({ stack: expect.stringContaining('pool.test') as string });
  });
});

describe('closing', () => {
  inNormalMode('serves those in line, waits for what is held, and refuses newcomers', async () => {
    const { things, options } = factory();
    const pool = new Pool({ ...options, min: 0, max: 1, name: 'orders' });
    const held = await pool.acquire();
    const inLine = pool.acquire();
    const closed = pool.close();
    const refusal: unknown = await pool.acquire().catch((error: unknown) => error);
    expect(isClosedError(refusal) && refusal.message).toBe('orders is closed');
    held.release();
    (await inLine).release();
    await closed;
    expect(pool.close()).toBe(pool.close());
    expect(things.map(({ isGone }) => isGone)).toEqual([true]);
  });

  it('cuts off what does not come back in time', async () => {
    vi.useFakeTimers();
    const { things, options } = factory();
    const pool = new Pool({ ...options, min: 0, max: 1 });
    const held = await pool.acquire();
    const inLine = pool.acquire().catch((error: unknown) => error);
    const closed = pool.close({ timeoutMs: 1_000 });
    await vi.advanceTimersByTimeAsync(1_001);
    await closed;
    expect(isClosedError(await inLine)).toBe(true);
    expect(things[0]?.isGone).toBe(true);
    held.release();
    expect(pool.stats).toMatchObject({ size: 0, idle: 0, held: 0 });
  });

  it('does not wait for one who has left', async () => {
    const pool = new Pool({ min: 0, create: () => new Promise<string>(() => undefined) });
    const controller = new AbortController();
    const leaving = pool.acquire({ signal: controller.signal }).catch(() => 'left');
    const closed = pool.close();
    controller.abort();
    expect(await leaving).toBe('left');
    await closed;
    expect(pool.stats).toMatchObject({ size: 0, waiting: 0 });
  });

  it('lets go of one that was in the making', async () => {
    const destroy = vi.fn();
    let finish: (value: string) => void = () => undefined;
    const pool = new Pool({ destroy, min: 0, create: () => new Promise<string>((resolve) => (finish = resolve)) });
    const controller = new AbortController();
    const left = pool.acquire({ signal: controller.signal }).catch(() => 'left');
    controller.abort();
    await left;
    await pool.close();
    finish('late');
    await tick();
    expect(destroy).toHaveBeenCalledExactlyOnceWith('late');
  });

  it('comes with `await using`', async () => {
    const { things, options } = factory();
    const pool = new Pool(options);
    const lease = await pool.acquire();
    await lease[Symbol.asyncDispose]();
    await pool[Symbol.asyncDispose]();
    expect(things.every(({ isGone }) => isGone)).toBe(true);
  });
});

it('takes only so many in line', async () => {
  const pool = new Pool({ ...factory().options, max: 1, min: 0, maxWaiting: 1 });
  const held = await pool.acquire();
  const waiting = pool.acquire();
  expect(isQueueFullError(await pool.acquire().catch((error: unknown) => error))).toBe(true);
  held.release();
  (await waiting).release();
});

it.each([{ min: 3, max: 2 }, { max: 0 }, { min: -1 }])('refuses %j', (options) => {
  expect(() => new Pool({ create: () => 1, ...options })).toThrow(RangeError);
});
