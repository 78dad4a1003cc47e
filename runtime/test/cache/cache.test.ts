/** What a cache gives and throws, in both modes: results are those of the loads. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Cache, isUncacheableKeyError } from '../../src/cache/index.ts';

describe('a cache', () => {
  it('gives what the load gives, whatever that is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), fc.nat({ max: 3 }), async (value, key) => {
        const cache = new Cache();
        const load = (): unknown => value;
        expect(await cache.getOrLoad({ key }, load)).toBe(value);
        expect(await cache.getOrLoad({ key }, load)).toBe(value);
      }),
    );
  });

  it('throws what the load throws, and asks again', async () => {
    const cache = new Cache<number>({ staleIfErrorMs: 1_000 });
    await expect(cache.getOrLoad('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    await expect(
      cache.getOrLoad('a', () => {
        throw new Error('at once');
      }),
    ).rejects.toThrow('at once');
    expect(await cache.getOrLoad('a', () => 1)).toBe(1);
    expect(cache.stats).toMatchObject({ loads: 3, loadErrors: 2 });
  });

  it('knows nothing of what nobody loaded', async () => {
    const cache = new Cache();
    expect(cache.peek('a')).toBeUndefined();
    expect(await cache.get('a')).toBeUndefined();
    await cache.delete('a');
    await cache.invalidateTags('t');
    await cache.clear();
  });

  it('leaves out a caller whose signal is aborted, and tells the load when the last has left', async () => {
    const cache = new Cache<number>();
    const controller = new AbortController();
    let told: unknown;
    const load = ({ signal }: { signal: AbortSignal }): Promise<number> => {
      signal.addEventListener('abort', () => {
        told = signal.reason;
      });
      return new Promise(() => undefined);
    };
    const value = cache.getOrLoad('a', load, { signal: controller.signal });
    await Promise.resolve();
    controller.abort(new Error('enough'));
    await expect(value).rejects.toThrow('enough');
    expect(told).toEqual(new Error('enough'));
    const late = cache.getOrLoad('b', () => 1, { signal: AbortSignal.abort(new Error('before')) });
    await expect(late).rejects.toThrow('before');
  });
});

it('rejects keys that can not be told from others', async () => {
  const cache = new Cache({ mode: 'on' });
  const error: unknown = await cache.getOrLoad([() => 1], () => 1).catch((thrown: unknown) => thrown);
  expect(isUncacheableKeyError(error)).toBe(true);
  await expect(cache.get([() => 1])).rejects.toThrow('key.0 is a function');
  expect(() => cache.peek([() => 1])).toThrow('key.0 is a function');
});
