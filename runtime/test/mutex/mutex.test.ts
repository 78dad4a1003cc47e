/** One at a time, in the order of asking, whoever leaves the line. */
import { setImmediate as tick } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isTimeoutError, TimeoutError } from '../../src/errors/index.ts';
import { KeyedMutex, Mutex } from '../../src/mutex/index.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('a keyed mutex', () => {
  it('lets one at a time through for each key, in the order of asking', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c'), gone: fc.boolean() }), { maxLength: 40 }),
        async (scheduler, callers) => {
          const mutex = new KeyedMutex();
          const running = new Set<string>();
          const order: number[] = [];
          const runs = callers.map(async ({ key, gone }, index) => {
            const controller = new AbortController();
            const run = mutex.run(
              key,
              async () => {
                expect(running.has(key)).toBe(false);
                running.add(key);
                order.push(index);
                await scheduler.schedule(Promise.resolve());
                running.delete(key);
              },
              { signal: controller.signal },
            );
            if (!gone) return run;
            controller.abort(new Error('gone'));
            return run.catch(() => undefined);
          });
          await scheduler.waitFor(Promise.all(runs));
          for (const key of ['a', 'b', 'c']) {
            const own = order.filter((index) => callers[index]?.key === key);
            expect(own).toEqual(own.toSorted((a, b) => a - b));
          }
          const staying = callers.flatMap(({ gone }, index) => (gone ? [] : [index]));
          expect(order).toEqual(expect.arrayContaining(staying));
          expect(mutex.size).toBe(0);
        },
      ),
    );
  });

  it('forgets a key whose task failed', async () => {
    const mutex = new KeyedMutex<number>();
    await expect(mutex.run(1, () => Promise.reject(new Error('torn')))).rejects.toThrow('torn');
    expect(mutex.isLocked(1)).toBe(false);
    expect(mutex.size).toBe(0);
  });
});

describe('a mutex', () => {
  it('gives its lock to the next when it is released, and once only', async () => {
    const mutex = new Mutex();
    const first = await mutex.acquire();
    const [second, third] = [mutex.acquire(), mutex.acquire()];
    expect(mutex.waiting).toBe(2);
    first.release();
    first.release();
    const lock = await second;
    expect(mutex.waiting).toBe(1);
    expect(mutex.tryAcquire()).toBeUndefined();
    lock[Symbol.dispose]();
    (await third).release();
    expect(mutex.isLocked).toBe(false);
  });

  it('lets a caller go when its time is up, and the others stay', async () => {
    vi.useFakeTimers();
    const mutex = new Mutex('the lock of orders');
    const lock = await mutex.acquire();
    const late = mutex.acquire({ timeoutMs: 100 });
    const patient = mutex.acquire({ timeoutMs: 1_000 });
    const failure = expect(late).rejects.toThrow(new TimeoutError('waiting for the lock of orders', 100));
    await vi.advanceTimersByTimeAsync(101);
    await failure;
    expect(isTimeoutError(await late.catch((error: unknown) => error))).toBe(true);
    expect(mutex.waiting).toBe(1);
    lock.release();
    (await patient).release();
    expect(mutex.isLocked).toBe(false);
  });

  it('counts a deadline too, and the earlier of both', async () => {
    vi.useFakeTimers();
    const mutex = new Mutex();
    await mutex.acquire();
    const waits = [
      mutex.acquire({ deadline: performance.now() + 50, timeoutMs: 500 }),
      mutex.acquire({ timeoutMs: 20 }),
    ];
    const settled: number[] = [];
    for (const [index, wait] of waits.entries()) void wait.catch(() => settled.push(index));
    await vi.advanceTimersByTimeAsync(30);
    expect(settled).toEqual([1]);
    await vi.advanceTimersByTimeAsync(30);
    expect(settled).toEqual([1, 0]);
  });

  it('does not run the task of a caller that was gone before', async () => {
    const mutex = new Mutex();
    const task = vi.fn();
    await expect(mutex.run(task, { signal: AbortSignal.abort(new Error('gone')) })).rejects.toThrow('gone');
    await tick();
    expect(task).not.toHaveBeenCalled();
    expect(mutex.isLocked).toBe(false);
  });

  it('stays fast when nearly all that wait leave', async () => {
    const mutex = new Mutex();
    const lock = await mutex.acquire();
    const controller = new AbortController();
    const gone = Array.from({ length: 10_000 }, () => mutex.acquire({ signal: controller.signal }).catch(() => 'gone'));
    const stays = mutex.acquire();
    controller.abort();
    expect(new Set(await Promise.all(gone))).toEqual(new Set(['gone']));
    expect(mutex.waiting).toBe(1);
    lock.release();
    expect(await stays).toBeDefined();
  });
});
