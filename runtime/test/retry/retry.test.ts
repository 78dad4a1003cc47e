/** Attempts, rests and their bounds. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isTimeoutError } from '../../src/errors/index.ts';
import { backoffMs, isRetryError, retry, sleep } from '../../src/retry/index.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Settles, with the clock run until it does. */
async function settled<Value>(promise: Promise<Value>): Promise<{ value: Value } | { error: unknown }> {
  const outcome = promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  await vi.runAllTimersAsync();
  return outcome;
}

describe('retry', () => {
  it('never takes longer than its deadline, and never tries more often than allowed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          attempts: fc.integer({ min: 1, max: 8 }),
          timeoutMs: fc.integer({ min: 1, max: 20_000 }),
          firstDelayMs: fc.nat({ max: 2_000 }),
          attemptTimeoutMs: fc.option(fc.integer({ min: 1, max: 5_000 }), { nil: undefined }),
        }),
        fc.array(fc.nat({ max: 6_000 }), { minLength: 8, maxLength: 8 }),
        fc.nat({ max: 9 }),
        async (options, durations, successAt) => {
          const begun = performance.now();
          let ended = Infinity;
          let tries = 0;
          const run = retry(async ({ number, signal }) => {
            tries++;
            await sleep(durations[number - 1] ?? 0, { signal });
            if (number !== successAt) throw new Error(String(number));
            return number;
          }, options).finally(() => (ended = performance.now()));
          const outcome = await settled(run);
          expect(ended - begun).toBeLessThanOrEqual(options.timeoutMs + 1);
          expect(tries).toBeLessThanOrEqual(options.attempts);
          if ('value' in outcome) expect(outcome.value).toBe(successAt);
          else expect(isRetryError(outcome.error) && outcome.error.attempts).toBe(tries);
        },
      ),
    );
  });

  it('rests longer each time, up to a bound, and tells of it', async () => {
    const delays: number[] = [];
    const failing = retry(() => Promise.reject(new Error('down')), {
      ...{ attempts: 6, jitter: 'none', maxDelayMs: 5_000 },
      onRetry: ({ delayMs }) => delays.push(delayMs),
    });
    const outcome = await settled(failing);
    expect(delays).toEqual([1_000, 2_000, 4_000, 5_000, 5_000]);
    const { error } = outcome as { error: Error };
    expect(error.message).toBe('no more attempts after 6 attempts: down');
    expect(error.cause).toEqual(new Error('down'));
  });

  it('takes a random part of each rest', () => {
    expect(backoffMs(1, { random: () => 0.25 })).toBe(250);
    expect(backoffMs(3, { random: () => 0.5 })).toBe(2_000);
    expect(backoffMs(20, { random: () => 1 })).toBe(10_000);
  });

  it('waits as long as the other side asks', async () => {
    const asked = Object.assign(new Error('busy'), { seconds: 7 });
    const begun = performance.now();
    const run = retry(({ number }) => (number === 1 ? Promise.reject(asked) : performance.now() - begun), {
      retryAfterMs: (error) => (error as typeof asked).seconds * 1_000,
    });
    expect(await settled(run)).toEqual({ value: 7_000 });
  });

  it('throws the error itself where another attempt makes no sense', async () => {
    const missing = new Error('404');
    const task = vi.fn(() => Promise.reject(missing));
    expect(await settled(retry(task, { shouldRetry: (error) => error !== missing }))).toEqual({ error: missing });
    expect(task).toHaveBeenCalledTimes(1);
  });

  it('ends an attempt that takes too long, and tells it so', async () => {
    const reasons: unknown[] = [];
    const hanging = retry(
      ({ signal }) => {
        signal.addEventListener('abort', () => reasons.push(signal.reason));
        return new Promise(() => undefined);
      },
      { attempts: 2, attemptTimeoutMs: 100 },
    );
    const { error } = (await settled(hanging)) as { error: Error };
    expect(isTimeoutError(error.cause)).toBe(true);
    expect(reasons.map(isTimeoutError)).toEqual([true, true]);
  });

  it.each(['while resting', 'while trying'])('ends with the signal, %s', async (when) => {
    const controller = new AbortController();
    const task = vi.fn(() =>
      when === 'while trying' ? new Promise(() => undefined) : Promise.reject(new Error('down')),
    );
    const run = retry(task, { signal: controller.signal, jitter: 'none' });
    const outcome = settled(run);
    setTimeout(() => controller.abort(new Error('enough')), 500);
    expect(await outcome).toEqual({ error: new Error('enough') });
    expect(task).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is not begun where nobody wants it', async () => {
    const task = vi.fn();
    const run = retry(task, { signal: AbortSignal.abort(new Error('enough')) });
    expect(await settled(run)).toEqual({ error: new Error('enough') });
    expect(task).not.toHaveBeenCalled();
  });
});
