/** Long work lets signals, timers and progress have their turn. */
import { describe, expect, it } from 'vitest';
import { cooperate } from '../../src/engine/cooperate.ts';

/** Work that keeps the processor busy, and pauses often. */
function* busy(milliseconds: number): Generator<void, string> {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) yield;
  return 'done';
}

describe('cooperate', () => {
  it('gives the result of the work', async () => {
    expect(await cooperate(busy(0), 1, {})).toBe('done');
  });

  it('lets timers run meanwhile', async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    await cooperate(busy(300), 1, {});
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(1);
  });

  it('ends with the reason of the signal', async () => {
    const controller = new AbortController();
    setTimeout(() => {
      controller.abort(new Error('enough'));
    }, 20);
    await expect(cooperate(busy(60_000), 1, { signal: controller.signal })).rejects.toThrow('enough');
  });

  it('does not even begin where the signal has come already', async () => {
    await expect(cooperate(busy(0), 1, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
  });

  it('tells how far it is, never more than all', async () => {
    const told: number[] = [];
    await cooperate(busy(200), 3, { onProgress: (done) => told.push(done) });
    expect(told.length).toBeGreaterThan(0);
    expect(Math.max(...told)).toBeLessThanOrEqual(3);
  });

  it('passes on what the work throws', async () => {
    const failing = (function* (): Generator<void, string> {
      yield* busy(0);
      throw new Error('broken');
    })();
    await expect(cooperate(failing, 1, {})).rejects.toThrow('broken');
  });
});
