/** One run for all who ask at the same time. */
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { Dedupe } from '../../src/dedupe/index.ts';
import { inNormalMode } from '../normal-mode.ts';

inNormalMode('runs once for each key at a time, and again after that has ended', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.constantFrom('a', 'b'), { maxLength: 20 }),
      async (scheduler, keys) => {
        const dedupe = new Dedupe();
        const running = new Map<string, number>();
        const ask = async (key: string, index: number): Promise<void> => {
          await scheduler.schedule(Promise.resolve());
          const result = await dedupe.run(key, async () => {
            expect(running.has(key)).toBe(false);
            running.set(key, index);
            await scheduler.schedule(Promise.resolve());
            running.delete(key);
            return `${key} by ${index}`;
          });
          expect(result).toMatch(new RegExp(`^${key} by `));
        };
        await scheduler.waitFor(Promise.all(keys.map(ask)));
        expect(dedupe.size).toBe(0);
      },
    ),
  );
});

inNormalMode('makes one call for a hundred who ask', async () => {
  const task = vi.fn(() => Promise.resolve({ some: 'value' }));
  const dedupe = new Dedupe<number>();
  const results = await Promise.all(Array.from({ length: 100 }, () => dedupe.run(1, task)));
  expect(new Set(results).size).toBe(1);
  expect(task).toHaveBeenCalledTimes(1);
});

it('tells all of a failure, and keeps none', async () => {
  const dedupe = new Dedupe();
  const runs = ['one', 'two'].map(() => dedupe.run('key', () => Promise.reject(new Error('torn'))));
  await Promise.all(runs.map((run) => expect(run).rejects.toThrow('torn')));
  expect(await dedupe.run('key', () => 'mended')).toBe('mended');
});

it('goes on for those who stay, and is aborted when the last has left', async () => {
  const dedupe = new Dedupe();
  const [first, second] = [new AbortController(), new AbortController()];
  let own: AbortSignal | undefined;
  const task = (signal: AbortSignal): Promise<string> => new Promise(() => (own = signal));
  const runs = [first, second].map(({ signal }) =>
    dedupe.run('key', task, { signal }).catch((error: unknown) => error),
  );
  first.abort(new Error('first left'));
  expect(await runs[0]).toEqual(new Error('first left'));
  expect(own?.aborted).toBe(false);
  second.abort(new Error('second left'));
  expect(await runs[1]).toEqual(new Error('second left'));
  expect(own?.reason).toEqual(new Error('second left'));
  expect(await dedupe.run('key', () => 'another run')).toBe('another run');
});

it('is not aborted while somebody without a signal waits', async () => {
  const dedupe = new Dedupe();
  const controller = new AbortController();
  let finish: (value: string) => void = () => undefined;
  const stays = dedupe.run('key', () => new Promise<string>((resolve) => (finish = resolve)));
  const leaves = dedupe.run('key', () => 'never called', { signal: controller.signal });
  controller.abort(new Error('left'));
  await expect(leaves).rejects.toThrow('left');
  finish('done');
  expect(await stays).toBe('done');
});

it('forgets on demand', async () => {
  const dedupe = new Dedupe();
  const old = dedupe.run('key', () => Promise.resolve('old'));
  dedupe.forget('key');
  expect(await Promise.all([old, dedupe.run('key', () => 'new')])).toEqual(['old', 'new']);
  expect(dedupe.size).toBe(0);
});
