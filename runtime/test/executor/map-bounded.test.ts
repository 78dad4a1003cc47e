/** A bounded map: never more at once than allowed, results in order, one end however it ends. */
import { setImmediate as tick } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forEachBounded, mapBounded } from '../../src/executor/index.ts';
import { inNormalMode } from '../normal-mode.ts';

async function* slowly<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  for (const item of items) {
    await tick();
    yield item;
  }
}

describe('mapBounded', () => {
  inNormalMode('keeps the order and the bound, whatever ends first', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.integer(), { maxLength: 30 }),
        fc.integer({ min: 1, max: 8 }),
        fc.boolean(),
        async (scheduler, items, concurrency, isAsync) => {
          let [running, most] = [0, 0];
          const visit = async (item: number, index: number): Promise<string> => {
            most = Math.max(most, ++running);
            await scheduler.schedule(Promise.resolve());
            running--;
            return `${index}: ${item}`;
          };
          const source = isAsync ? slowly(items) : items;
          const results = await scheduler.waitFor(mapBounded(source, visit, { concurrency }));
          expect(results).toEqual(items.map((item, index) => `${index}: ${item}`));
          if (!isAsync) expect(most).toBe(Math.min(concurrency, items.length));
          expect(most).toBeLessThanOrEqual(concurrency);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('takes values that are no promises', async () => {
    expect(await mapBounded(new Set([1, 2, 3]), (item) => item * 2)).toEqual([2, 4, 6]);
  });

  inNormalMode('visits all at once with no bound', async () => {
    let running = 0;
    const counts = await mapBounded(
      Array.from({ length: 10_000 }),
      async () => {
        running++;
        await tick();
        return running;
      },
      { concurrency: Infinity },
    );
    expect(new Set(counts)).toEqual(new Set([10_000]));
  });

  it.each([0, -1, NaN])('refuses a concurrency of %d', async (concurrency) => {
    await expect(mapBounded([1], (item) => item, { concurrency })).rejects.toThrow(RangeError);
  });

  it('takes an item only when there is room for it', async () => {
    let taken = 0;
    const count = function* (): Generator<number> {
      for (; taken < 100; taken++) yield taken;
    };
    const seen: number[] = [];
    await mapBounded(
      count(),
      async () => {
        seen.push(taken);
        await tick();
      },
      { concurrency: 2 },
    );
    expect(seen.slice(0, 4)).toEqual([0, 1, 2, 3]);
  });
});

describe('a failure', () => {
  inNormalMode('ends it at once, closes the source and begins no more', async () => {
    const begun: number[] = [];
    let isClosed = false;
    const source = function* (): Generator<number> {
      try {
        for (let i = 0; ; i++) yield i;
      } finally {
        isClosed = true;
      }
    };
    const failing = mapBounded(
      source(),
      async (item) => {
        begun.push(item);
        await tick();
        if (item === 3) throw new Error('three');
        if (item === 2) return new Promise(() => undefined);
        return item;
      },
      { concurrency: 2 },
    );
    await expect(failing).rejects.toThrow('three');
    await tick();
    expect(isClosed).toBe(true);
    expect(begun).toEqual([0, 1, 2, 3]);
  });

  it('is told once, though others fail later', async () => {
    const failing = forEachBounded([1, 2, 3], async (item) => {
      for (let i = 0; i < item; i++) await tick();
      throw new Error(String(item));
    });
    await expect(failing).rejects.toThrow('1');
    for (let i = 0; i < 5; i++) await tick();
  });

  it('of the source is told too', async () => {
    const source = async function* (): AsyncGenerator<number> {
      yield 1;
      await tick();
      throw new Error('torn');
    };
    await expect(mapBounded(source(), (item) => item)).rejects.toThrow('torn');
  });
});

describe('a signal', () => {
  it('ends it with its reason, and is not listened to afterwards', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const reason = new Error('no longer wanted');
    const endless = mapBounded([1, 2, 3], () => new Promise(() => undefined), { signal });
    controller.abort(reason);
    await expect(endless).rejects.toBe(reason);
    await expect(mapBounded([1], (item) => item, { signal })).rejects.toBe(reason);
  });

  it('has no listeners left when all went well', async () => {
    const { signal } = new AbortController();
    const listeners = new Set<unknown>();
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners.add(args[1]);
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners.delete(args[1]);
      remove(...args);
    };
    await mapBounded([1, 2, 3], (item) => item, { signal });
    expect(listeners.size).toBe(0);
  });
});
