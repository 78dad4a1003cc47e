/** Asking less and less often, until it is so. */
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isTimeoutError } from '../../src/errors/index.ts';
import { poll } from '../../src/poll/index.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

async function settled(promise: Promise<unknown>): Promise<unknown> {
  const outcome = promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  await vi.runAllTimersAsync();
  return outcome;
}

describe('poll', () => {
  it('asks at once, then after 0.1, 0.2, 0.4 seconds, and gives the answer', async () => {
    const begun = performance.now();
    const times: number[] = [];
    const check = ({ number }: { number: number }): string | undefined => {
      times.push(performance.now() - begun);
      return number === 4 ? 'ready' : undefined;
    };
    expect(await settled(poll(check))).toEqual({ value: 'ready' });
    expect(times).toEqual([0, 100, 300, 700]);
  });

  it.each([false, null, undefined])('takes %s for no answer, and 0 and "" for one', async (none) => {
    const answers = [none, 0];
    expect(await settled(poll(() => answers.shift()))).toEqual({ value: 0 });
    expect(await settled(poll(() => Promise.resolve('')))).toEqual({ value: '' });
  });

  it('ends in time, with the error it ignored', async () => {
    const begun = performance.now();
    const run = poll(() => Promise.reject(new Error('refused')), { timeoutMs: 1_000, ignoreError: () => true });
    const { error } = (await settled(run)) as { error: Error };
    expect(isTimeoutError(error) && error.cause).toEqual(new Error('refused'));
    expect(performance.now() - begun).toBe(1_000);
  });

  it('throws what the check throws, unless told to ignore it', async () => {
    expect(await settled(poll(() => Promise.reject(new Error('torn'))))).toEqual({ error: new Error('torn') });
  });

  it('ends a check that hangs', async () => {
    let signal: AbortSignal | undefined;
    const run = poll((check) => new Promise(() => (signal = check.signal)), { timeoutMs: 500 });
    const { error } = (await settled(run)) as { error: Error };
    expect(isTimeoutError(error)).toBe(true);
    expect(signal?.aborted).toBe(true);
  });

  it('asks at once when something happens, also while it asks', async () => {
    const server = new EventEmitter();
    let isUp = false;
    let checks = 0;
    const run = poll(
      () => {
        if (++checks === 2) {
          // It comes up while the second check is about to say no.
          isUp = true;
          server.emit('up');
          return false;
        }
        return isUp;
      },
      {
        firstDelayMs: 20_000,
        wakeOn: (wake) => {
          server.on('up', wake);
          return () => server.off('up', wake);
        },
      },
    );
    await vi.advanceTimersByTimeAsync(10);
    server.emit('up');
    await vi.advanceTimersByTimeAsync(0);
    expect(await run).toBe(true);
    expect(checks).toBe(3);
    expect(server.listenerCount('up')).toBe(0);
  });

  it('ends with the signal', async () => {
    const controller = new AbortController();
    const outcome = settled(poll(() => false, { signal: controller.signal }));
    controller.abort(new Error('enough'));
    expect(await outcome).toEqual({ error: new Error('enough') });
  });
});
