/** Requests made together: none dropped, none doubled, and only those reject that fail. */
import { setImmediate as tick } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Batch } from '../../src/batch/index.ts';
import { isClosedError } from '../../src/errors/index.ts';
import { inNormalMode } from '../normal-mode.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('a batch', () => {
  it('drops nothing and rejects only what fails, in whatever order things go', async () => {
    const caller = fc.record({
      key: fc.nat({ max: 12 }),
      act: fc.constantFrom('stays', 'leaves'),
      waits: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(caller, { maxLength: 30 }),
        fc.uniqueArray(fc.nat({ max: 12 })),
        fc.integer({ min: 1, max: 6 }),
        fc.option(fc.integer({ min: 1, max: 2 }), { nil: Infinity }),
        async (scheduler, callers, bad, maxSize, concurrency) => {
          let underWay = 0;
          const batch = new Batch<number, string>({
            ...{ maxSize, concurrency },
            load: async (keys) => {
              expect(keys.length).toBeLessThanOrEqual(maxSize);
              expect(new Set(keys).size).toBe(keys.length);
              expect(++underWay).toBeLessThanOrEqual(concurrency);
              await scheduler.schedule(Promise.resolve());
              underWay--;
              if (keys.some((key) => bad.includes(key) && key % 2 === 0)) throw new Error(`bad ${keys.join()}`);
              return keys.map((key) => (bad.includes(key) ? new Error(`bad ${key}`) : `value ${key}`));
            },
          });
          const runs = callers.map(async ({ key, act, waits }) => {
            if (waits) await scheduler.schedule(Promise.resolve());
            const controller = new AbortController();
            const value = batch.load(key, act === 'leaves' ? { signal: controller.signal } : {});
            if (act === 'leaves') {
              controller.abort(new Error('left'));
              await expect(value).rejects.toThrow('left');
            } else if (bad.includes(key)) {
              await expect(value).rejects.toThrow(`bad ${key}`);
            } else {
              expect(await value).toBe(`value ${key}`);
            }
          });
          await scheduler.waitFor(Promise.all(runs));
          await scheduler.waitFor(batch.close());
          expect([batch.size, underWay]).toEqual([0, 0]);
        },
      ),
      { numRuns: 200 },
    );
  });

  inNormalMode('gathers until the end of the tick, through promises that are settled', async () => {
    const load = vi.fn((keys: readonly number[]) => keys.map((key) => key * 2));
    const batch = new Batch({ load });
    const later = Promise.resolve()
      .then(() => undefined)
      .then(() => batch.load(2));
    expect(await Promise.all([batch.load(1), later, batch.load(1)])).toEqual([2, 4, 2]);
    expect(load.mock.calls.map(([keys]) => keys)).toEqual([[1, 2]]);
  });

  inNormalMode('waits for more where it is told to, and not longer than until it is full', async () => {
    vi.useFakeTimers();
    const load = vi.fn((keys: readonly number[]) => keys);
    const batch = new Batch({ load, delayMs: 50, maxSize: 3 });
    const first = batch.loadAll([1, 2]);
    await vi.advanceTimersByTimeAsync(49);
    expect(load).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(await first).toEqual([1, 2]);
    expect(await batch.loadAll([3, 4, 5])).toEqual([3, 4, 5]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('tells keys apart as it is told', async () => {
    const load = vi.fn((keys: readonly { id: number }[]) => keys.map(({ id }) => `order ${id}`));
    const batch = new Batch({ load, keyOf: ({ id }: { id: number }) => id });
    expect(await batch.loadAll([{ id: 1 }, { id: 1 }])).toEqual(['order 1', 'order 1']);
    expect(load.mock.calls[0]?.[0]).toHaveLength(1);
  });

  it('does not make a request that nobody wants, and tells a load that nobody waits for', async () => {
    let signal: AbortSignal | undefined;
    const load = vi.fn((_keys: readonly string[], context: { signal: AbortSignal }): Promise<string[]> => {
      signal = context.signal;
      return new Promise(() => undefined);
    });
    const batch = new Batch<string, string>({ load });
    const [early, late] = [new AbortController(), new AbortController()];
    const runs = [batch.load('early', early), batch.load('late', late)].map((run) => run.catch(() => 'left'));
    early.abort();
    await tick();
    expect(load.mock.calls[0]?.[0]).toEqual(['late']);
    expect(signal?.aborted).toBe(false);
    late.abort();
    expect(await Promise.all(runs)).toEqual(['left', 'left']);
    expect(signal?.aborted).toBe(true);
  });

  inNormalMode('rejects all where a load that throws must not be made again', async () => {
    const load = vi.fn(() => Promise.reject(new Error('half written')));
    const batch = new Batch<number, void>({ load, onThrow: 'reject' });
    const results = await Promise.allSettled([batch.load(1), batch.load(2)]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(load).toHaveBeenCalledTimes(1);
  });

  inNormalMode('gives nobody the value of another', async () => {
    const load = vi.fn((keys: readonly number[]) => keys.slice(1));
    const batch = new Batch({ load });
    await expect(batch.loadAll([1, 2])).rejects.toThrow('load was given 2 keys and gave 1 values');
  });

  it('makes what is gathered when it is closed, and takes no more', async () => {
    vi.useFakeTimers();
    const batch = new Batch({ load: (keys: readonly number[]) => keys, delayMs: 60_000 });
    const value = batch.load(1);
    await batch[Symbol.asyncDispose]();
    expect(await value).toBe(1);
    expect(isClosedError(await batch.load(2).catch((error: unknown) => error))).toBe(true);
  });
});
