/** A limit that finds out how much goes well, and gives way where it doesn't. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AdaptiveLimit, type AdaptiveOptions, type Vitals } from '../../src/executor/adaptive-limit.ts';
import { Executor } from '../../src/executor/index.ts';

const CALM: Vitals = { lagMs: () => 0, heap: () => 0.1, close: () => undefined };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Rounds of as many tasks as allowed at once, each of which takes the same time. */
function work(
  limit: AdaptiveLimit,
  rounds: number,
  outcome: (atOnce: number) => { ms: number; isFailure?: boolean },
): number[] {
  return Array.from({ length: rounds }, () => {
    const atOnce = limit.value;
    const { ms, isFailure = false } = outcome(atOnce);
    const begun = performance.now();
    vi.advanceTimersByTime(ms);
    for (let i = 0; i < atOnce; i++) limit.learn(begun, isFailure, true);
    return limit.value;
  });
}

describe('the limit', () => {
  it('grows by about one a round while all goes well, up to its bound', () => {
    const limit = new AdaptiveLimit({ initial: 4, max: 12 }, CALM);
    const values = work(limit, 20, () => ({ ms: 10 }));
    expect(values.every((value, i) => i === 0 || value - (values[i - 1] ?? NaN) <= 1)).toBe(true);
    expect(values.at(-1)).toBe(12);
  });

  it('does not grow where it is not reached', () => {
    const limit = new AdaptiveLimit({ initial: 4 }, CALM);
    for (let i = 0; i < 100; i++) limit.learn(performance.now(), false, false);
    expect(limit.value).toBe(4);
  });

  it('shrinks once for all that failed together, down to its bound, and recovers', () => {
    const limit = new AdaptiveLimit({ initial: 20, min: 2 }, CALM);
    expect(work(limit, 1, () => ({ ms: 10, isFailure: true }))).toEqual([14]);
    expect(work(limit, 20, () => ({ ms: 10, isFailure: true })).at(-1)).toBe(2);
    expect(work(limit, 40, () => ({ ms: 10 })).at(-1)).toBeGreaterThan(20);
  });

  it('comes to lie about the capacity of the other side, whatever that is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 60 }), fc.integer({ min: 1, max: 100 }), (capacity, initial) => {
        const limit = new AdaptiveLimit({ initial }, CALM);
        // Beyond its capacity everybody waits for the others.
        const outcome = (atOnce: number): { ms: number } => ({ ms: 20 * Math.max(1, atOnce / capacity) });
        work(limit, 10, () => ({ ms: 20 }));
        const settled = work(limit, 300, outcome).slice(100);
        expect(Math.min(...settled)).toBeGreaterThanOrEqual(capacity * 0.9);
        expect(Math.max(...settled)).toBeLessThanOrEqual(capacity * 2.6 + 2);
      }),
      { numRuns: 30 },
    );
  });

  it('learns within two minutes that the other side has become slower for good', () => {
    const limit = new AdaptiveLimit({ initial: 10, max: 20 }, CALM);
    work(limit, 20, () => ({ ms: 20 }));
    expect(work(limit, 60, () => ({ ms: 100 })).at(-1)).toBe(1);
    expect(work(limit, 1_200, () => ({ ms: 100 })).at(-1)).toBe(20);
  });

  it('gives way while the event loop lags or the heap is full', () => {
    const strained = { lagMs: 0, heap: 0.1 };
    const vitals = { lagMs: () => strained.lagMs, heap: () => strained.heap, close: () => undefined };
    const limit = new AdaptiveLimit({ initial: 50 }, vitals);
    strained.lagMs = 150;
    expect(work(limit, 4, () => ({ ms: 200 })).at(-1)).toBeLessThan(15);
    strained.lagMs = 0;
    const recovered = work(limit, 10, () => ({ ms: 200 })).at(-1) ?? NaN;
    expect(recovered).toBeGreaterThan(15);
    strained.heap = 0.9;
    expect(work(limit, 3, () => ({ ms: 200 })).at(-1)).toBeLessThan(recovered / 2);
  });

  it('never leaves its bounds', () => {
    const task = fc.record({ ms: fc.integer({ min: 0, max: 1_000 }), isFailure: fc.boolean(), wasFull: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(task, { maxLength: 200 }),
        fc.integer({ min: 1, max: 5 }),
        fc.nat({ max: 20 }),
        (tasks, min, more) => {
          const limit = new AdaptiveLimit({ min, max: min + more }, CALM);
          for (const { ms, isFailure, wasFull } of tasks) {
            const begun = performance.now();
            vi.advanceTimersByTime(ms);
            limit.learn(begun, isFailure, wasFull);
            expect(limit.value).toBeGreaterThanOrEqual(min);
            expect(limit.value).toBeLessThanOrEqual(min + more);
            expect(Number.isInteger(limit.value)).toBe(true);
          }
        },
      ),
    );
  });

  it('refuses bounds that make no sense', () => {
    for (const options of [{ min: 0 }, { min: 5, max: 4 }, { tolerance: 1 }] satisfies AdaptiveOptions[]) {
      expect(() => new AdaptiveLimit(options, CALM)).toThrow(RangeError);
    }
  });
});

describe('an adaptive executor', () => {
  it('keeps to its limit as that moves, and serves everybody', async () => {
    const executor = new Executor({ concurrency: { initial: 2, max: 6 } });
    let [running, most, failed] = [0, 0, 0];
    const task = (index: number): Promise<void> =>
      executor.run(async () => {
        most = Math.max(most, ++running);
        expect(running).toBeLessThanOrEqual(executor.stats.limit);
        await new Promise((resolve) => setTimeout(resolve, 10));
        running--;
        if (index >= 150) throw new Error('the other side has had enough');
      });
    const all = Array.from({ length: 200 }, (_, index) => task(index).catch(() => failed++));
    await vi.advanceTimersByTimeAsync(200);
    expect(executor.stats.limit).toBe(6);
    await vi.advanceTimersByTimeAsync(3_000);
    await Promise.all(all);
    expect([most, failed]).toEqual([6, 50]);
    expect(executor.stats).toEqual({ running: 0, queued: 0, limit: 1 });
    await executor.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not hold an abort by the caller against the tasks', async () => {
    const executor = new Executor({ concurrency: { initial: 4 } });
    const controller = new AbortController();
    const all = Array.from({ length: 4 }, () =>
      executor.run(() => new Promise(() => undefined), { signal: controller.signal }).catch(() => undefined),
    );
    controller.abort();
    await Promise.all(all);
    expect(executor.stats.limit).toBe(4);
    await executor.close();
  });
});
