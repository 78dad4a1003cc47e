/** Results one by one, with backpressure, in either order. */
import { Readable } from 'node:stream';
import { setImmediate as tick } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapBounded, streamBounded } from '../../src/executor/index.ts';

async function all<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const list: Value[] = [];
  for await (const value of values) list.push(value);
  return list;
}

describe('streamBounded', () => {
  it('gives every result once, in order or as they come, and never holds more than allowed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.uniqueArray(fc.nat(), { maxLength: 25 }),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom('input' as const, 'completion' as const),
        async (scheduler, items, concurrency, order) => {
          let [held, taken] = [0, 0];
          const ended: number[] = [];
          const source = function* (): Generator<number> {
            for (const item of items) {
              taken++;
              yield item;
            }
          };
          const visit = async (item: number): Promise<number> => {
            expect(++held).toBeLessThanOrEqual(concurrency);
            await scheduler.schedule(Promise.resolve());
            ended.push(item);
            return item;
          };
          const given: number[] = [];
          const read = async (): Promise<void> => {
            for await (const value of streamBounded(source(), visit, { concurrency, order })) {
              held--;
              given.push(value);
              expect(taken).toBeLessThanOrEqual(given.length + concurrency);
              await scheduler.schedule(Promise.resolve());
            }
          };
          await scheduler.waitFor(read());
          expect(given).toEqual(order === 'input' ? items : ended);
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each(['input', 'completion'] as const)('holds its memory flat over a million items, by %s', async (order) => {
    const source = function* (): Generator<number> {
      for (let i = 0; i < 1_000_000; i++) yield i;
    };
    let [sum, most] = [0, 0];
    for await (const value of streamBounded(source(), (item) => Promise.resolve(item), { order })) {
      sum += value;
      if (value % 100_000 === 0) most = Math.max(most, process.memoryUsage().heapUsed);
    }
    expect(sum).toBe(499_999_500_000);
    // A million promises or results that were kept would take far more.
    expect(most).toBeLessThan(150 * 2 ** 20);
  });

  it('closes the source when the reader leaves, or a visit fails', async () => {
    let closed = 0;
    const source = async function* (): AsyncGenerator<number> {
      try {
        for (let i = 0; ; i++) {
          await tick();
          yield i;
        }
      } finally {
        closed++;
      }
    };
    for await (const value of streamBounded(source(), (item) => item)) if (value === 3) break;
    const failing = streamBounded(source(), (item) => (item === 2 ? Promise.reject(new Error('two')) : item));
    const given: number[] = [];
    const read = async (): Promise<void> => {
      for await (const value of failing) given.push(value);
    };
    await expect(read()).rejects.toThrow('two');
    expect(given).toEqual([0, 1]);
    await tick();
    await tick();
    expect(closed).toBe(2);
  });

  it('ends with the signal, though a visit hangs', async () => {
    const controller = new AbortController();
    const stream = streamBounded([1, 2], () => new Promise(() => undefined), { signal: controller.signal });
    const next = stream.next();
    controller.abort(new Error('enough'));
    await expect(next).rejects.toThrow('enough');
    await expect(all(streamBounded([1], (item) => item, { concurrency: 0 }))).rejects.toThrow(RangeError);
  });
});

describe('streams as sources', () => {
  it('reads those of Node, and destroys them when it fails', async () => {
    expect(await mapBounded(Readable.from(['a', 'b']), (text: string) => text.toUpperCase())).toEqual(['A', 'B']);
    const endless = new Readable({ objectMode: true, read: () => undefined });
    endless.push('a');
    await expect(mapBounded(endless, () => Promise.reject(new Error('torn')))).rejects.toThrow('torn');
    await tick();
    // Though its iterator is still about the next item, which never comes.
    expect(endless.destroyed).toBe(true);
  });

  it('reads those of the web, and lets go of the lock however it ends', async () => {
    const stream = (): ReadableStream<number> =>
      new ReadableStream({
        start(controller) {
          for (const value of [1, 2, 3]) controller.enqueue(value);
          controller.close();
        },
      });
    const [read, failed, left] = [stream(), stream(), stream()];
    expect(await mapBounded(read, (value) => value * 2)).toEqual([2, 4, 6]);
    await expect(mapBounded(failed, () => Promise.reject(new Error('torn')))).rejects.toThrow('torn');
    for await (const value of streamBounded(left, (item) => item)) if (value === 1) break;
    await tick();
    expect([read, failed, left].map(({ locked }) => locked)).toEqual([false, false, false]);
  });

  it('lets go of a stream that gives nothing any more, and tells it so', async () => {
    const told: unknown[] = [];
    const silent = new ReadableStream<number>({ cancel: (reason) => void told.push(['web', reason]) });
    const silentNode = new Readable({ read: () => undefined });
    silentNode.on('close', () => told.push('node'));
    for (const stream of [silent, silentNode]) {
      const controller = new AbortController();
      const mapped = mapBounded<unknown, unknown>(stream, (item) => item, { signal: controller.signal });
      await tick();
      controller.abort(new Error('enough'));
      await expect(mapped).rejects.toThrow('enough');
    }
    await tick();
    expect(silent.locked).toBe(false);
    expect(silentNode.destroyed).toBe(true);
    expect(told).toEqual([['web', undefined], 'node']);
  });
});
