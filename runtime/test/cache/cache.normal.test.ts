/** What is kept and for how long, and how often the source is asked: in normal mode only. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Cache, estimateBytes } from '../../src/cache/index.ts';

beforeEach(() => {
  vi.useFakeTimers();
  // At 0 the caches' own clock takes it for no time at all.
  vi.advanceTimersByTime(1_000);
});
afterEach(() => {
  vi.useRealTimers();
});

/** A source that says how often it was asked. */
function counter(): { readonly load: () => Promise<number>; calls: number } {
  const source = {
    calls: 0,
    load: async () => {
      const call = ++source.calls;
      await new Promise((resolve) => setTimeout(resolve, 10));
      return call;
    },
  };
  return source;
}

async function settled<Value>(promise: Promise<Value>): Promise<Value> {
  const outcome = promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  await vi.advanceTimersByTimeAsync(20);
  const result = await outcome;
  if ('error' in result) throw result.error;
  return result.value;
}

describe('loads', () => {
  it('are one for 100 who ask at the same time', async () => {
    const cache = new Cache<number>();
    const source = counter();
    const values = await settled(
      Promise.all(Array.from({ length: 100 }, () => cache.getOrLoad({ id: 7 }, source.load))),
    );
    expect(new Set(values)).toEqual(new Set([1]));
    expect(source.calls).toBe(1);
    expect(cache.peek({ id: 7 })).toBe(1);
    expect(cache.stats).toMatchObject({ loads: 1, misses: 100, entries: 1 });
  });

  it('go on for those who stay', async () => {
    const cache = new Cache<number>();
    const source = counter();
    const controller = new AbortController();
    const leaving = cache.getOrLoad('a', source.load, { signal: controller.signal });
    const staying = cache.getOrLoad('a', source.load);
    leaving.catch(() => undefined);
    controller.abort(new Error('enough'));
    expect(await settled(staying)).toBe(1);
    await expect(leaving).rejects.toThrow('enough');
  });
});

describe('entries', () => {
  it('are fresh for their time, an hour by default', async () => {
    const cache = new Cache<number>();
    await cache.set('a', 1);
    await cache.set('b', 2, { ttlMs: 1_000 });
    await cache.set('c', 3, { ttlMs: Infinity });
    await cache.set('d', 4, { ttlMs: 0 });
    vi.advanceTimersByTime(1_001);
    expect(['a', 'b', 'c', 'd'].map((key) => cache.peek(key))).toEqual([1, undefined, 3, undefined]);
    vi.advanceTimersByTime(3_600_000);
    expect(['a', 'b', 'c', 'd'].map((key) => cache.peek(key))).toEqual([undefined, undefined, 3, undefined]);
  });

  it('may be null, and are known to be missing for as long as asked', async () => {
    const cache = new Cache<number | null>({ negativeTtlMs: 500 });
    expect(await cache.getOrLoad('a', () => null)).toBeNull();
    expect([cache.peek('a'), await cache.get('a')]).toEqual([null, null]);
    const load = vi.fn<() => number | undefined>();
    for (let i = 0; i < 3; i++) {
      const value: unknown = await cache.getOrLoad('b', load);
      expect(value).toBeUndefined();
    }
    expect(load).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(501);
    await cache.getOrLoad('b', load);
    expect(load).toHaveBeenCalledTimes(2);
    const again = vi.fn<() => number | undefined>();
    for (let i = 0; i < 2; i++) await new Cache().getOrLoad('b', again);
    expect(again).toHaveBeenCalledTimes(2);
  });

  it('are no more than allowed, in number and in bytes', async () => {
    const few = new Cache<number>({ maxEntries: 10 });
    for (let i = 0; i < 100; i++) await few.set(i, i);
    expect(few.stats).toMatchObject({ entries: 10, evictions: 90 });
    expect([few.peek(99), few.peek(0)]).toEqual([99, undefined]);
    const small = new Cache<string>({ maxBytes: 10_000 });
    for (let i = 0; i < 100; i++) await small.set(i, 'x'.repeat(1_000));
    expect(small.stats.bytes).toBeGreaterThan(8_000);
    expect(small.stats.bytes).toBeLessThanOrEqual(10_000);
    await small.set('large', 'x'.repeat(20_000));
    expect(small.peek('large')).toBeUndefined();
  });

  it('are estimated in size where they are not counted', async () => {
    const cache = new Cache<string>();
    for (let i = 0; i < 1_000; i++) await cache.set(i, 'x'.repeat(1_000));
    expect(cache.stats.bytes).toBeGreaterThan(1_000_000);
    expect(cache.stats.bytes).toBeLessThan(1_200_000);
    expect(estimateBytes(Buffer.alloc(5_000))).toBeGreaterThan(5_000);
    expect(estimateBytes('ž'.repeat(1_000))).toBeGreaterThan(2_000);
    const long = Array.from({ length: 100_000 }, () => 1);
    expect(estimateBytes(long)).toBeGreaterThan(800_000);
  });

  it('are given while a new one is loaded, for as long as asked', async () => {
    const cache = new Cache<number>({ ttlMs: 100, staleWhileRevalidateMs: 1_000 });
    const source = counter();
    expect(await settled(cache.getOrLoad('a', source.load))).toBe(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(cache.peek('a')).toBeUndefined();
    expect(await Promise.all([1, 2, 3].map(() => cache.getOrLoad('a', source.load)))).toEqual([1, 1, 1]);
    await vi.advanceTimersByTimeAsync(20);
    expect([await cache.getOrLoad('a', source.load), source.calls]).toEqual([2, 2]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await settled(cache.getOrLoad('a', source.load))).toBe(3);
    expect(cache.stats).toMatchObject({ staleHits: 3 });
  });

  it('are given where a new one can not be loaded, for as long as asked', async () => {
    const errors: unknown[] = [];
    const cache = new Cache<number>({ ttlMs: 100, staleIfErrorMs: 1_000, onError: (error) => errors.push(error) });
    await cache.set('a', 1);
    await vi.advanceTimersByTimeAsync(500);
    const down = (): Promise<never> => Promise.reject(new Error('down'));
    expect(await cache.getOrLoad('a', down)).toBe(1);
    expect(errors).toEqual([new Error('down')]);
    await vi.advanceTimersByTimeAsync(700);
    await expect(cache.getOrLoad('a', down)).rejects.toThrow('down');
    expect(cache.stats.staleOnError).toBe(1);
  });

  it('reject no promise nobody waits for', async () => {
    const errors: unknown[] = [];
    const cache = new Cache<number>({
      ttlMs: 1,
      staleWhileRevalidateMs: 1_000,
      onError: (error) => errors.push(error),
    });
    await cache.set('a', 1);
    await vi.advanceTimersByTimeAsync(50);
    expect(await cache.getOrLoad('a', () => Promise.reject(new Error('behind')))).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(errors).toEqual([new Error('behind')]);
  });
});

describe('dropping', () => {
  it('works by key, by tag and at once', async () => {
    const cache = new Cache<number>();
    await cache.set('a', 1, { tags: ['user:1', 'list'] });
    await cache.set('b', 2, { tags: ['user:2', 'list'] });
    await cache.set('c', 3);
    const kept = (): (number | undefined)[] => ['a', 'b', 'c'].map((key) => cache.peek(key));
    await cache.invalidateTags('user:1');
    expect(kept()).toEqual([undefined, 2, 3]);
    await cache.set('b', 4);
    await cache.invalidateTags('list');
    expect(kept()).toEqual([undefined, 4, 3]);
    await cache.delete('b', 'a');
    expect(kept()).toEqual([undefined, undefined, 3]);
    await cache.clear();
    expect(kept()).toEqual([undefined, undefined, undefined]);
  });

  it.each([
    ['its key', (cache: Cache<number>) => cache.delete('a')],
    ['a tag', (cache: Cache<number>) => cache.invalidateTags('t')],
    ['everything', (cache: Cache<number>) => cache.clear()],
  ])('by %s also means what is being loaded: it was read before', async (_, drop) => {
    const cache = new Cache<number>();
    const source = counter();
    const before = cache.getOrLoad('a', source.load, { tags: ['t'] });
    await Promise.resolve();
    await drop(cache);
    const after = cache.getOrLoad('a', source.load, { tags: ['t'] });
    expect(await settled(Promise.all([before, after]))).toEqual([1, 2]);
    expect(cache.peek('a')).toBe(2);
  });

  it('never lets an older value come back, whatever happens in between', async () => {
    const steps = fc.array(fc.constantFrom('load', 'change', 'set', 'tag', 'wait'), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(steps, fc.array(fc.nat({ max: 5 }), { minLength: 20, maxLength: 20 }), async (list, delays) => {
        const cache = new Cache<number>();
        let truth = 0;
        const open: Promise<unknown>[] = [];
        for (const [index, step] of list.entries()) {
          if (step === 'wait') await vi.advanceTimersByTimeAsync(3);
          else if (step !== 'load') {
            truth++;
            if (step === 'change') void cache.delete('a');
            if (step === 'tag') void cache.invalidateTags('t');
            if (step === 'set') void cache.set('a', truth, { tags: ['t'] });
          } else {
            const read = async (): Promise<number> => {
              const seen = truth;
              await new Promise((resolve) => setTimeout(resolve, delays[index]));
              return seen;
            };
            open.push(cache.getOrLoad('a', read, { tags: ['t'] }));
          }
          const kept = cache.peek('a');
          if (kept !== undefined) expect(kept).toBe(truth);
        }
        await vi.advanceTimersByTimeAsync(100);
        await Promise.all(open);
        const kept = cache.peek('a');
        if (kept !== undefined) expect(kept).toBe(truth);
      }),
      { numRuns: 300 },
    );
  });
});

it('leaves no timer that keeps the process alive', async () => {
  vi.useRealTimers();
  const active = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = active();
  const cache = new Cache<number>({ ttlMs: 50 });
  await cache.set('a', 1);
  expect(cache.peek('a')).toBe(1);
  expect(active()).toBeLessThanOrEqual(before);
});

it('keeps nothing where it is switched off', async () => {
  const cache = new Cache<number>({ mode: 'off' });
  const source = vi.fn(() => 1);
  await cache.set('a', 2);
  for (let i = 0; i < 3; i++) expect(await cache.getOrLoad('a', source)).toBe(1);
  expect([source.mock.calls.length, cache.stats.entries]).toEqual([3, 0]);
  const other = new Cache<number>({ mode: 'on' });
  await other.set('a', 2);
  expect(await other.getOrLoad('a', source, { mode: 'off' })).toBe(1);
});
