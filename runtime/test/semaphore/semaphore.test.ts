/** A few at a time, in the order of asking. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyedSemaphore, Semaphore } from '../../src/semaphore/index.ts';

describe('a semaphore', () => {
  it('never lets more through than it has permits, and serves in the order of asking', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.constantFrom('stays', 'leaves', 'fails'), { maxLength: 40 }),
        async (scheduler, permits, callers) => {
          const semaphore = new Semaphore(permits);
          const order: number[] = [];
          let running = 0;
          const runs = callers.map(async (act, index) => {
            const controller = new AbortController();
            const task = async (): Promise<void> => {
              order.push(index);
              expect(++running).toBeLessThanOrEqual(permits);
              await scheduler.schedule(Promise.resolve());
              running--;
              if (act === 'fails') throw new Error('failed');
            };
            const run = semaphore.run(task, { signal: controller.signal });
            if (act === 'leaves') controller.abort(new Error('left'));
            await run.catch(() => undefined);
          });
          await scheduler.waitFor(Promise.all(runs));
          expect(order).toEqual(order.toSorted((a, b) => a - b));
          expect(order.length).toBeGreaterThanOrEqual(callers.filter((act) => act !== 'leaves').length);
          expect([semaphore.available, semaphore.waiting]).toEqual([permits, 0]);
        },
      ),
    );
  });

  it('gives no permit without waiting where there is none', async () => {
    const semaphore = new Semaphore(2);
    const locks = [semaphore.tryAcquire(), await semaphore.acquire()];
    expect(semaphore.tryAcquire()).toBeUndefined();
    for (const lock of locks) lock?.release();
    for (const lock of locks) lock?.release();
    expect(semaphore.available).toBe(2);
  });

  it.each([0, 1.5, -1, NaN, Infinity])('refuses %d permits', (permits) => {
    expect(() => new Semaphore(permits)).toThrow(RangeError);
    expect(() => new KeyedSemaphore(permits)).toThrow(RangeError);
  });
});

it('a keyed semaphore counts for each key, and forgets those nobody wants', async () => {
  const semaphore = new KeyedSemaphore<object>(2);
  const [a, b] = [{}, {}];
  const locks = await Promise.all([semaphore.acquire(a), semaphore.acquire(a), semaphore.acquire(b)]);
  expect([semaphore.available(a), semaphore.available(b), semaphore.size]).toEqual([0, 1, 2]);
  const third = semaphore.acquire(a);
  for (const lock of locks) lock.release();
  expect([semaphore.available(a), semaphore.size]).toEqual([1, 1]);
  (await third).release();
  expect(semaphore.size).toBe(0);
});
