/** Closed, open, half-open: which calls are made, whatever comes back in which order. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Breaker, isCircuitOpenError } from '../../src/breaker/index.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const down = (): Promise<never> => Promise.reject(new Error('down'));

async function fail(breaker: Breaker, times: number): Promise<void> {
  for (let i = 0; i < times; i++) await breaker.run(down).catch(() => undefined);
}

describe('a breaker', () => {
  it('opens, asks a probe after its time, and closes when that goes well', async () => {
    const states: string[] = [];
    const breaker = new Breaker({ name: 'stock', openMs: 5_000, onState: (state) => states.push(state) });
    await fail(breaker, 9);
    expect(breaker.state).toBe('closed');
    await fail(breaker, 1);
    const call = vi.fn(() => 'up');
    const error: unknown = await breaker.run(call).catch((reason: unknown) => reason);
    expect(isCircuitOpenError(error) && [error.retryAfterMs, error.cause]).toEqual([5_000, new Error('down')]);
    expect(call).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await breaker.run(call)).toBe('up');
    expect(states).toEqual(['open', 'half-open', 'closed']);
    expect(breaker.stats).toEqual({ state: 'closed', calls: 0, failures: 0, refused: 1 });
  });

  it('opens again when a probe fails', async () => {
    const breaker = new Breaker({ minCalls: 1, openMs: 1_000 });
    await fail(breaker, 1);
    await vi.advanceTimersByTimeAsync(1_000);
    await fail(breaker, 1);
    expect(breaker.state).toBe('open');
    await vi.advanceTimersByTimeAsync(999);
    await expect(breaker.run(() => 1)).rejects.toSatisfy(isCircuitOpenError);
  });

  it('forgets what is older than its window', async () => {
    const breaker = new Breaker({ minCalls: 4, windowMs: 1_000 });
    await fail(breaker, 3);
    await vi.advanceTimersByTimeAsync(1_100);
    await fail(breaker, 3);
    expect(breaker.state).toBe('closed');
    await fail(breaker, 1);
    expect(breaker.state).toBe('open');
  });

  it('does not hold an abort by the caller against the other side', async () => {
    const breaker = new Breaker({ minCalls: 1 });
    const controller = new AbortController();
    const run = breaker.run(
      () =>
        new Promise((_resolve, reject) => controller.signal.addEventListener('abort', () => reject(new Error('left')))),
      { signal: controller.signal },
    );
    controller.abort();
    await expect(run).rejects.toThrow('left');
    expect(breaker.stats).toMatchObject({ state: 'closed', calls: 0 });
  });

  it('lets other probes through where one hangs', async () => {
    const breaker = new Breaker({ minCalls: 1, openMs: 1_000 });
    await fail(breaker, 1);
    await vi.advanceTimersByTimeAsync(1_000);
    let finish: (value: string) => void = () => undefined;
    const hanging = breaker.run(() => new Promise<string>((resolve) => (finish = resolve)));
    await expect(breaker.run(() => 1)).rejects.toSatisfy(isCircuitOpenError);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await breaker.run(() => 2)).toBe(2);
    finish('late');
    expect(await hanging).toBe('late');
    expect(breaker.state).toBe('closed');
  });

  it('never makes a call while open, nor more probes than allowed, in whatever order calls end', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('call' as const) }),
      fc.record({ kind: fc.constant('end' as const), index: fc.nat({ max: 9 }), ok: fc.boolean() }),
      fc.record({ kind: fc.constant('wait' as const), ms: fc.nat({ max: 1_500 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 3 }), async (steps, probes) => {
        let begun = 0;
        const onState = (): void => void (begun = 0);
        const breaker = new Breaker({ minCalls: 3, openMs: 1_000, windowMs: 5_000, probes, onState });
        const pending: ((ok: boolean) => void)[] = [];
        for (const one of steps) {
          if (one.kind === 'wait') {
            await vi.advanceTimersByTimeAsync(one.ms);
            begun = 0;
          }
          if (one.kind === 'end') {
            pending.splice(one.index, 1)[0]?.(one.ok);
            await vi.advanceTimersByTimeAsync(0);
          }
          if (one.kind !== 'call') continue;
          const made: unknown[] = [];
          const call = (): Promise<void> =>
            new Promise((resolve, reject) => {
              made.push(1);
              pending.push((ok) => (ok ? resolve() : reject(new Error('down'))));
            });
          breaker.run(call).catch(() => undefined);
          if (breaker.state === 'open') expect(made).toHaveLength(0);
          if (breaker.state === 'closed') expect(made).toHaveLength(1);
          if (breaker.state === 'half-open') expect((begun += made.length)).toBeLessThanOrEqual(probes);
          const { calls, failures } = breaker.stats;
          expect(failures).toBeLessThanOrEqual(calls);
        }
      }),
    );
  });

  it.each([{ failureRate: 0 }, { failureRate: 1.1 }, { probes: 0 }, { windowMs: 0 }])('refuses %j', (options) => {
    expect(() => new Breaker(options)).toThrow(RangeError);
  });
});
