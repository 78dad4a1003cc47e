/** An executor keeps its bound, its order and its promises, whatever its tasks and callers do. */
import { setImmediate as tick } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isClosedError, isQueueFullError, isTimeoutError } from '../../src/errors/index.ts';
import { Executor } from '../../src/executor/index.ts';
import { describeInNormalMode } from '../normal-mode.ts';

afterEach(() => {
  vi.useRealTimers();
});

describeInNormalMode('under stress', () => {
  const caller = fc.record({
    act: fc.constantFrom('stays', 'leaves', 'fails'),
    key: fc.constantFrom('a', 'b', undefined),
    priority: fc.constantFrom(0, 0, 1),
    isLate: fc.boolean(),
  });

  it('never runs more than allowed, nor two of a key, and ends each in one way', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(caller, { maxLength: 30 }),
        fc.integer({ min: 1, max: 4 }),
        fc.option(fc.nat({ max: 8 }), { nil: undefined }),
        fc.constantFrom('reject' as const, 'drop-oldest' as const),
        async (scheduler, callers, concurrency, maxQueued, whenFull) => {
          const executor = new Executor({ concurrency, maxQueued, whenFull });
          const running = new Set<number>();
          const begun: number[] = [];
          const added: number[] = [];
          const outcomes = callers.map(async ({ act, key, priority, isLate }, index) => {
            if (isLate) await scheduler.schedule(Promise.resolve());
            const controller = new AbortController();
            added.push(index);
            const run = executor.run(
              async () => {
                for (const other of running) expect(key !== undefined && callers[other]?.key === key).toBe(false);
                running.add(index);
                begun.push(index);
                expect(running.size).toBeLessThanOrEqual(concurrency);
                await scheduler.schedule(Promise.resolve());
                running.delete(index);
                if (act === 'fails') throw new Error('failed');
                return index;
              },
              { key, priority, ...(act === 'leaves' && { signal: controller.signal }) },
            );
            expect(executor.stats.queued).toBeLessThanOrEqual(maxQueued ?? Infinity);
            if (act === 'leaves' && !running.has(index)) controller.abort(new Error('left'));
            return run.catch((error: unknown) => error as Error);
          });
          const results = await scheduler.waitFor(Promise.all(outcomes));
          for (const [index, result] of results.entries()) {
            const wasFull = isQueueFullError(result);
            expect(wasFull && maxQueued === undefined).toBe(false);
            if (wasFull) expect(begun).not.toContain(index);
            else if (result instanceof Error) expect(['failed', 'left']).toContain(result.message);
            else expect(result).toBe(index);
          }
          for (const key of ['a', 'b']) {
            const own = begun.filter((index) => callers[index]?.key === key);
            expect(own).toEqual(added.filter((index) => own.includes(index)));
          }
          await executor.close();
          expect(executor.stats).toMatchObject({ running: 0, queued: 0 });
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('an executor', () => {
  it('takes the highest priority first, and the oldest among equals', async () => {
    const executor = new Executor({ concurrency: 1 });
    const order: string[] = [];
    const add = (name: string, priority: number): Promise<unknown> =>
      executor.run(() => tick().then(() => order.push(name)), { priority });
    await Promise.all([add('first', 0), add('low', -1), add('a', 0), add('high', 5), add('b', 0)]);
    expect(order).toEqual(['first', 'high', 'a', 'b', 'low']);
  });

  it('makes room for a new one by dropping the oldest of the lowest priority', async () => {
    const executor = new Executor({ concurrency: 1, maxQueued: 2, whenFull: 'drop-oldest' });
    const run = (name: string, priority = 0): Promise<string> =>
      executor.run(() => tick().then(() => name), { priority });
    const results = await Promise.allSettled([run('runs'), run('high', 1), run('old'), run('new')]);
    expect(results.map((result) => (result.status === 'fulfilled' ? result.value : 'dropped'))).toEqual([
      ...['runs', 'high', 'dropped', 'new'],
    ]);
  });

  it('ends a task whose time is up, and goes on with the next', async () => {
    vi.useFakeTimers();
    const executor = new Executor({ concurrency: 1, taskTimeoutMs: 100, name: 'thumbnails' });
    let signal: AbortSignal | undefined;
    const hanging = executor.run((own) => new Promise(() => (signal = own))).catch((error: unknown) => error);
    const next = executor.run(() => 'next');
    await vi.advanceTimersByTimeAsync(101);
    expect(isTimeoutError(await hanging)).toBe(true);
    expect(signal?.aborted).toBe(true);
    expect(await next).toBe('next');
  });

  it('serves those it has when it is closed, and takes no more', async () => {
    const executor = new Executor({ concurrency: 1 });
    const runs = [1, 2, 3].map((value) => executor.run(() => tick().then(() => value)));
    const closed = executor[Symbol.asyncDispose]();
    expect(isClosedError(await executor.run(() => 4).catch((error: unknown) => error))).toBe(true);
    await closed;
    expect(await Promise.all(runs)).toEqual([1, 2, 3]);
    await executor.idle();
  });

  it('stays fast when nearly all that wait leave', async () => {
    const executor = new Executor({ concurrency: 1 });
    const controller = new AbortController();
    const held = executor.run(() => tick());
    const gone = Array.from({ length: 10_000 }, () =>
      executor.run(() => 'never', { signal: controller.signal }).catch(() => 'left'),
    );
    const stays = executor.run(() => 'stays');
    controller.abort();
    expect(new Set(await Promise.all(gone))).toEqual(new Set(['left']));
    expect(await stays).toBe('stays');
    await held;
  });

  it('refuses a concurrency below 1', () => {
    expect(() => new Executor({ concurrency: 0 })).toThrow(RangeError);
  });
});
