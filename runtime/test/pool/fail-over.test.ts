/** A pool that goes on at another server, and finds broken connections before anybody waits for them. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { failOver, Pool } from '../../src/pool/index.ts';

afterEach(() => {
  vi.useRealTimers();
});

const CONTEXT = { signal: new AbortController().signal, failures: 0 };

describe('failOver', () => {
  it('goes on to the next target within one attempt, and stays there', async () => {
    const down = new Set(['a']);
    const asked: string[] = [];
    const create = failOver(['a', 'b', 'c'], (host) => {
      asked.push(host);
      if (down.has(host)) throw new Error(`${host} is down`);
      return Promise.resolve(host);
    });
    expect([await create(CONTEXT), await create(CONTEXT)]).toEqual(['b', 'b']);
    expect(asked).toEqual(['a', 'b', 'b']);
    down.delete('a');
    down.add('b').add('c');
    expect(await create(CONTEXT)).toBe('a');
    down.add('a');
    await expect(create(CONTEXT)).rejects.toThrow('none of 3 targets answers');
    down.clear();
    expect(await create(CONTEXT)).toBe('a');
  });

  it('moves on by one for all who fail together, and tells the error of an only target', async () => {
    const asked: string[] = [];
    const create = failOver(['a', 'b', 'c'], async (host) => {
      asked.push(host);
      await Promise.resolve();
      if (host === 'a') throw new Error('down');
      return host;
    });
    expect(await Promise.all([create(CONTEXT), create(CONTEXT), create(CONTEXT)])).toEqual(['b', 'b', 'b']);
    expect(asked).not.toContain('c');
    const only = failOver(['a'], () => Promise.reject(new Error('down')));
    await expect(only(CONTEXT)).rejects.toThrow('down');
    expect(() => failOver([], () => 'a')).toThrow(RangeError);
  });

  it('leaves a target that hangs, when the pool gives it up', async () => {
    vi.useFakeTimers();
    const asked: string[] = [];
    const pool = new Pool({
      ...{ min: 0, createTimeoutMs: 1_000, backoffMs: 10 },
      create: failOver(['a', 'b'], (host) => {
        asked.push(host);
        return host === 'a' ? new Promise<string>(() => undefined) : host;
      }),
    });
    const first = pool.use((host) => host).catch((error: unknown) => (error as Error).message);
    await vi.advanceTimersByTimeAsync(1_100);
    expect(await first).toContain('took longer than 1000 ms');
    expect(await pool.use((host) => host)).toBe('b');
    expect(asked).toEqual(['a', 'b']);
    await pool.close();
  });
});

describe('the health check', () => {
  it('replaces idle ones that are broken before they are asked for, and lets the good ones grow old', async () => {
    vi.useFakeTimers();
    let made = 0;
    const broken = new Set<number>();
    const validate = vi.fn((id: number) => Promise.resolve(!broken.has(id)));
    const pool = new Pool({
      ...{ min: 2, max: 3, healthCheckMs: 5_000, evictionIntervalMs: 1_000, idleTimeoutMs: 20_000 },
      create: () => made++,
      validate,
    });
    const leases = await Promise.all([pool.acquire(), pool.acquire(), pool.acquire()]);
    for (const lease of leases) lease.release();
    broken.add(1);
    await vi.advanceTimersByTimeAsync(7_000);
    expect(validate.mock.calls.map(([id]) => id).sort()).toEqual([0, 1, 2]);
    expect(pool.stats).toMatchObject({ size: 2, idle: 2, created: 3, destroyed: 1 });
    broken.add(0);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(pool.stats).toMatchObject({ size: 2, created: 4, destroyed: 2 });
    await pool.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('serves who comes while the only one is looked at', async () => {
    vi.useFakeTimers();
    let answer: (isGood: boolean) => void = () => undefined;
    const pool = new Pool({
      ...{ min: 1, max: 1, healthCheckMs: 1_000, evictionIntervalMs: 500 },
      create: () => ({}),
      validate: () => new Promise<boolean>((resolve) => (answer = resolve)),
    });
    await pool.use(() => undefined);
    await vi.advanceTimersByTimeAsync(1_600);
    const served = pool.use(() => 'served');
    answer(true);
    expect(await served).toBe('served');
    expect(pool.stats).toMatchObject({ size: 1, held: 0, idle: 1, created: 1 });
    await pool.close();
  });
});
