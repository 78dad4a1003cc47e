/** What happens to tasks for which there is no room. */
import { setImmediate as tick } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isTimeoutError } from '../../src/errors/index.ts';
import { Executor } from '../../src/executor/index.ts';

it('lets tasks wait outside a full queue, in their order, and loses none', async () => {
  const task = fc.record({
    leaves: fc.boolean(),
    key: fc.constantFrom(undefined, 'a', 'b'),
    steps: fc.nat({ max: 2 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(task, { maxLength: 40 }),
      fc.integer({ min: 1, max: 3 }),
      fc.nat({ max: 3 }),
      async (scheduler, tasks, concurrency, maxQueued) => {
        const executor = new Executor({ concurrency, maxQueued, whenFull: 'wait' });
        const ran: number[] = [];
        let running = 0;
        const runs = tasks.map(async ({ leaves, key, steps }, index) => {
          const controller = new AbortController();
          const done = executor.run(
            async () => {
              expect(++running).toBeLessThanOrEqual(concurrency);
              ran.push(index);
              for (let i = 0; i < steps; i++) await scheduler.schedule(Promise.resolve());
              running--;
              return index;
            },
            { key, signal: controller.signal },
          );
          const leave = (): void => {
            // One that has begun would go on without its place.
            if (!ran.includes(index)) controller.abort(new Error('left'));
          };
          if (leaves) void scheduler.schedule(Promise.resolve()).then(leave);
          return done.catch(() => 'left');
        });
        const outcomes = await scheduler.waitFor(Promise.all(runs));
        for (const [index, outcome] of outcomes.entries()) {
          if (outcome !== index) expect([outcome, tasks[index]?.leaves]).toEqual(['left', true]);
        }
        expect(new Set(ran).size).toBe(ran.length);
        for (const key of [undefined, 'a', 'b']) {
          const own = ran.filter((index) => tasks[index]?.key === key);
          expect(own).toEqual(own.toSorted((a, b) => a - b));
        }
        await scheduler.waitFor(executor.close());
        expect(executor.stats).toMatchObject({ running: 0, queued: 0 });
      },
    ),
  );
});

it('tells whoever makes tasks when there is room', async () => {
  const executor = new Executor({ concurrency: 2, maxQueued: 2 });
  let [most, made] = [0, 0];
  const all: Promise<void>[] = [];
  while (made < 50) {
    await executor.room();
    made++;
    all.push(executor.run(() => tick()));
    most = Math.max(most, executor.stats.queued);
  }
  await Promise.all(all);
  expect(most).toBe(2);
});

it('ends a wait for room by its time or its signal', async () => {
  const executor = new Executor({ concurrency: 1, maxQueued: 1 });
  let finish = (): void => undefined;
  const first = executor.run(() => new Promise<void>((resolve) => (finish = resolve)));
  const second = executor.run(() => 'second');
  expect(isTimeoutError(await executor.room({ timeoutMs: 5 }).catch((error: unknown) => error))).toBe(true);
  const controller = new AbortController();
  const left = executor.room({ signal: controller.signal });
  controller.abort(new Error('left'));
  await expect(left).rejects.toThrow('left');
  const served = executor.room();
  finish();
  await Promise.all([first, served]);
  expect(await second).toBe('second');
});
