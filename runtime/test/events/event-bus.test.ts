/** Handlers hear what they should, in order, and none harms another. */
import { setImmediate as tick } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { isClosedError, isTimeoutError } from '../../src/errors/index.ts';
import { EventBus, type EventBusOptions } from '../../src/events/index.ts';

interface Events {
  paid: number;
  sent: string;
}

function busOf(options: EventBusOptions = {}): { readonly bus: EventBus<Events>; readonly errors: unknown[] } {
  const errors: unknown[] = [];
  return { errors, bus: new EventBus<Events>({ onError: (error) => errors.push(error), ...options }) };
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((own) => (resolve = own));
  return { promise, resolve };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('emit', () => {
  it('tells the handlers of a name, in their order, and says whether there is any', () => {
    const { bus } = busOf();
    const heard: string[] = [];
    bus.on('paid', (data) => heard.push(`first ${data}`));
    const off = bus.on('paid', (data) => heard.push(`second ${data}`));
    expect(bus.emit('paid', 1)).toBe(true);
    off();
    off();
    bus.emit('paid', 2);
    expect(bus.emit('sent', 'a')).toBe(false);
    expect(heard).toEqual(['first 1', 'second 1', 'first 2']);
    expect(bus.count('paid')).toBe(1);
  });

  it('goes on after a handler that throws or rejects, and after an onError that throws', async () => {
    const { bus, errors } = busOf();
    const heard: number[] = [];
    bus.on('paid', () => {
      throw new Error('thrown');
    });
    bus.on('paid', () => Promise.reject(new Error('rejected')));
    bus.on('paid', (data) => heard.push(data));
    await bus.publish('paid', 1);
    expect(heard).toEqual([1]);
    expect(errors).toEqual([new Error('thrown'), new Error('rejected')]);
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const careless = busOf({
      onError: () => {
        throw new Error('careless');
      },
    }).bus;
    careless.on('paid', () => Promise.reject(new Error('first')));
    careless.on('paid', (data) => heard.push(data));
    await careless.publish('paid', 2);
    expect(heard).toEqual([1, 2]);
    expect(warned.mock.calls).toEqual([[new Error('careless')]]);
    warned.mockRestore();
  });

  it('tells those who were there when it began, but for those taken back since', () => {
    const { bus } = busOf();
    const heard: string[] = [];
    const offs = { late: (): void => undefined };
    bus.on('paid', () => {
      offs.late();
      bus.on('paid', () => heard.push('came during it'));
    });
    offs.late = bus.on('paid', () => heard.push('went during it'));
    bus.on('paid', () => heard.push('was there'));
    bus.emit('paid', 1);
    expect(heard).toEqual(['was there']);
  });

  it('calls a handler once that wants it so, however often it is told from within', async () => {
    const { bus } = busOf();
    const heard: number[] = [];
    bus.on(
      'paid',
      (data) => {
        heard.push(data);
        if (data < 5) bus.emit('paid', data + 1);
      },
      { once: true },
    );
    const next = bus.once('paid');
    bus.emit('paid', 1);
    bus.emit('paid', 2);
    expect(heard).toEqual([1]);
    // What is told from within is told before the rest hears of the first, as with an EventEmitter.
    expect(await next).toBe(2);
    expect(bus.count('paid')).toBe(0);
  });

  it('takes a handler back by its signal, and leaves no listener on it', () => {
    const { bus } = busOf();
    const controller = new AbortController();
    const removed = vi.spyOn(controller.signal, 'removeEventListener');
    const heard: number[] = [];
    const off = bus.on('paid', (data) => heard.push(data), { signal: controller.signal });
    off();
    expect(removed).toHaveBeenCalledTimes(1);
    bus.on('paid', (data) => heard.push(data), { signal: controller.signal });
    controller.abort();
    bus.on('paid', (data) => heard.push(data), { signal: controller.signal });
    bus.emit('paid', 1);
    expect(heard).toEqual([]);
  });
});

describe('publish', () => {
  it('resolves when all handlers have ended, which run side by side', async () => {
    const { bus } = busOf();
    const [first, second] = [deferred(), deferred()];
    const ended: string[] = [];
    bus.on('paid', () => first.promise.then(() => ended.push('first')));
    bus.on('paid', () => second.promise.then(() => ended.push('second')));
    const published = bus.publish('paid', 1).then(() => ended.push('published'));
    second.resolve();
    await tick();
    expect(ended).toEqual(['second']);
    first.resolve();
    await published;
    expect(ended).toEqual(['second', 'first', 'published']);
  });

  it('keeps the order of each key, and the bound of a handler', async () => {
    const events = fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c'), steps: fc.nat({ max: 3 }) }), {
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), events, fc.integer({ min: 1, max: 4 }), async (scheduler, list, concurrency) => {
        const bus = new EventBus<{ moved: { key: string; number: number; steps: number } }>();
        const heard: { key: string; number: number }[] = [];
        const busy = new Set<string>();
        bus.on(
          'moved',
          async ({ key, number, steps }) => {
            expect(busy.has(key)).toBe(false);
            busy.add(key);
            expect(busy.size).toBeLessThanOrEqual(concurrency);
            for (let i = 0; i < steps; i++) await scheduler.schedule(Promise.resolve());
            busy.delete(key);
            heard.push({ key, number });
          },
          { concurrency, key: ({ key }) => key },
        );
        const all = list.map(({ key, steps }, number) => bus.publish('moved', { key, number, steps }));
        await scheduler.waitFor(Promise.all(all));
        expect(heard).toHaveLength(list.length);
        for (const key of ['a', 'b', 'c']) {
          const numbers = heard.filter((one) => one.key === key).map(({ number }) => number);
          expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
        }
      }),
    );
  });
});

describe('history and correlation', () => {
  it('keeps the last events, and finds them by name, correlation and number', () => {
    const { bus } = busOf({ history: 3 });
    bus.emit('paid', 1);
    bus.emit('paid', 2, { correlationId: 'order-2' });
    bus.emit('sent', 'two', { correlationId: 'order-2' });
    bus.emit('paid', 4);
    expect(bus.history().map(({ number, data }) => [number, data])).toEqual([
      [2, 2],
      [3, 'two'],
      [4, 4],
    ]);
    expect(bus.history({ correlationId: 'order-2' }).map(({ name }) => name)).toEqual(['paid', 'sent']);
    expect(bus.history({ name: 'paid', after: 2 }).map(({ data }) => data)).toEqual([4]);
    const replayed: number[] = [];
    bus.on('paid', (data) => replayed.push(data), { replay: true });
    bus.emit('paid', 5);
    expect(replayed).toEqual([2, 4, 5]);
    expect(busOf().bus.history()).toEqual([]);
  });

  it('carries a correlation id through handlers, awaits and further events', async () => {
    const { bus } = busOf({ history: 10 });
    const heard: unknown[] = [];
    bus.on('paid', async (data, correlationId) => {
      await tick();
      heard.push(['paid', correlationId]);
      bus.emit('sent', String(data));
    });
    bus.on('sent', (data, correlationId) => heard.push([data, correlationId]));
    await Promise.all([
      bus.publish('paid', 1, { correlationId: 'a' }),
      bus.correlate('b', async () => {
        await tick();
        await bus.publish('paid', 2);
      }),
      bus.publish('paid', 3),
    ]);
    expect(heard.map(String).sort()).toEqual(
      [
        ['1', 'a'],
        ['2', 'b'],
        ['3', undefined],
        ['paid', 'a'],
        ['paid', 'b'],
        ['paid', undefined],
      ]
        .map(String)
        .sort(),
    );
    expect(bus.history({ correlationId: 'b' }).map(({ name }) => name)).toEqual(['paid', 'sent']);
  });
});

describe('onBatch', () => {
  it('hands over each event once, in order, in lists of at most maxSize', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('emit', 'pause'), { maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        async (steps, maxSize) => {
          const { bus } = busOf();
          const lists: (readonly number[])[] = [];
          bus.onBatch('paid', (list) => lists.push(list), { maxSize });
          let sent = 0;
          for (const step of steps) {
            if (step === 'emit') bus.emit('paid', sent++);
            else await tick();
          }
          await bus.close();
          expect(lists.flat()).toEqual(Array.from({ length: sent }, (_, i) => i));
          expect(Math.max(0, ...lists.map(({ length }) => length))).toBeLessThanOrEqual(maxSize);
        },
      ),
    );
  });

  it('gathers until the end of the tick, or for longer, and publish waits for that', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { bus, errors } = busOf();
    const [soon, later]: (readonly number[])[][] = [[], []];
    bus.onBatch('paid', (list) => soon?.push(list));
    const stop = bus.onBatch(
      'paid',
      (list) => {
        later?.push(list);
        throw new Error('batch');
      },
      { delayMs: 50 },
    );
    const published = Promise.all([bus.publish('paid', 1), bus.publish('paid', 2)]);
    await tick();
    expect([soon, later]).toEqual([[[1, 2]], []]);
    await vi.advanceTimersByTimeAsync(50);
    await published;
    expect(later).toEqual([[1, 2]]);
    bus.emit('paid', 3);
    stop();
    await tick();
    expect(later).toEqual([[1, 2], [3]]);
    expect(errors).not.toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('iterate', () => {
  it('gives every event once, in order, and ends when the bus is closed', async () => {
    const { bus } = busOf();
    const events = bus.iterate('paid');
    const heard: number[] = [];
    const reading = (async () => {
      for await (const event of events) heard.push(event);
    })();
    for (let i = 0; i < 5; i++) bus.emit('paid', i);
    await tick();
    bus.emit('paid', 5);
    await bus.close();
    await reading;
    expect(heard).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('makes those wait who publish, so that memory stays flat', async () => {
    const { bus } = busOf();
    const events = bus.iterate('paid', { highWaterMark: 10 });
    let published = 0;
    const publishing = (async () => {
      for (let i = 0; i < 1_000; i++) {
        await bus.publish('paid', i);
        published++;
      }
    })();
    let taken = 0;
    for await (const event of events) {
      expect(event).toBe(taken++);
      await tick();
      expect(published - taken).toBeLessThanOrEqual(11);
      if (taken === 1_000) break;
    }
    await publishing;
    expect(bus.count('paid')).toBe(0);
  });

  it('drops what it is told to drop', async () => {
    const { bus } = busOf();
    const taken = { oldest: [] as number[], newest: [] as number[] };
    const iterators = {
      oldest: bus.iterate('paid', { highWaterMark: 2, whenFull: 'drop-oldest' }),
      newest: bus.iterate('paid', { highWaterMark: 2, whenFull: 'drop-newest' }),
    };
    for (let i = 0; i < 5; i++) bus.emit('paid', i);
    await bus.close();
    for await (const event of iterators.oldest) taken.oldest.push(event);
    for await (const event of iterators.newest) taken.newest.push(event);
    expect(taken).toEqual({ oldest: [3, 4], newest: [0, 1] });
  });

  it('lets those go who wait for room, when it is left by a break or a signal', async () => {
    const { bus } = busOf();
    const controller = new AbortController();
    const left = bus.iterate('paid', { highWaterMark: 1 });
    const aborted = bus.iterate('paid', { highWaterMark: 1, signal: controller.signal });
    bus.emit('paid', 0);
    const publishing = bus.publish('paid', 1);
    await left.return?.();
    controller.abort(new Error('enough'));
    await publishing;
    await expect(aborted.next()).rejects.toThrow('enough');
    expect(bus.count('paid')).toBe(0);
  });
});

describe('close', () => {
  it('waits for handlers, refuses who waits, and tells nobody any more', async () => {
    const { bus } = busOf();
    const { promise, resolve } = deferred();
    let ended = false;
    bus.on('paid', () => promise.then(() => (ended = true)));
    const waits = bus.once('sent').catch((error: unknown) => error);
    bus.emit('paid', 1);
    const closing = bus.close();
    expect(bus.emit('paid', 2)).toBe(false);
    expect(isClosedError(await waits)).toBe(true);
    expect(isClosedError(await bus.once('paid').catch((error: unknown) => error))).toBe(true);
    expect((await bus.iterate('paid').next()).done).toBe(true);
    expect(ended).toBe(false);
    resolve();
    await closing;
    expect(ended).toBe(true);
  });

  it('lets a wait end by its time or its signal, with nothing left behind', async () => {
    const { bus } = busOf();
    expect(isTimeoutError(await bus.once('paid', { timeoutMs: 5 }).catch((error: unknown) => error))).toBe(true);
    const controller = new AbortController();
    const waits = bus.once('paid', { signal: controller.signal });
    controller.abort(new Error('left'));
    await expect(waits).rejects.toThrow('left');
    await tick();
    expect(bus.count('paid')).toBe(0);
  });
});
