/** After failures to connect a server is left alone for a while. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ConnectGate } from '../../src/clients/gate.ts';
import { isUnreachable } from '../../src/clients/unreachable.ts';
import { isTimeoutError } from '../../src/errors/index.ts';

const EXACT = { jitter: 'none' } as const;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('rests longer after each failure, up to a bound, and no more after a success', async () => {
  const gate = new ConnectGate('the shop', EXACT);
  const rests: number[] = [];
  for (let i = 0; i < 9; i++) {
    const asked = performance.now();
    let begun = NaN;
    const attempt = gate.run(() => {
      begun = performance.now();
      return i < 8 ? Promise.reject(new Error('down')) : Promise.resolve('up');
    });
    attempt.catch(() => undefined);
    await vi.runAllTimersAsync();
    rests.push(Math.round(begun - asked));
  }
  expect(rests).toEqual([0, 100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
  expect(gate.failures).toBe(0);
});

it('counts attempts that fail side by side as one', async () => {
  const gate = new ConnectGate('the shop', EXACT);
  const fail = (): Promise<never> => Promise.reject(new Error('down'));
  await Promise.allSettled([gate.run(fail), gate.run(fail), gate.run(fail)]);
  expect(gate.failures).toBe(1);
});

it('does not rest for what says nothing of the server', async () => {
  const gate = new ConnectGate('the shop', EXACT, isUnreachable);
  await expect(gate.run(() => Promise.reject(new Error('syntax error')))).rejects.toThrow('syntax error');
  expect(gate.failures).toBe(0);
  const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  await expect(gate.run(() => Promise.reject(new Error('wrapped', { cause: refused })))).rejects.toThrow('wrapped');
  expect(gate.failures).toBe(1);
});

it('sends away at once whose time is up before the rest is, with the reason', async () => {
  const gate = new ConnectGate('the shop', EXACT);
  const down = new Error('down');
  await gate.run(() => Promise.reject(down)).catch(() => undefined);
  const error: unknown = await gate.run(() => Promise.resolve(), { timeoutMs: 50 }).catch((reason: unknown) => reason);
  expect(isTimeoutError(error)).toBe(true);
  expect(error).toMatchObject({ cause: down });
  const controller = new AbortController();
  const waits = gate.run(() => Promise.resolve(), { signal: controller.signal });
  controller.abort(new Error('left'));
  await expect(waits).rejects.toThrow('left');
  expect(vi.getTimerCount()).toBe(0);
});
