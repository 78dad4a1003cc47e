/** One client for all who ask for the same: made once, made again when it failed, closed in the end. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shared } from '../../src/clients/index.ts';
import { isClosedError, isTimeoutError } from '../../src/errors/index.ts';

const NO_REST = { firstDelayMs: 0 };

class Thing {
  readonly id: string;
  isOpen = true;

  constructor(id: string) {
    this.id = id;
  }
}

describe('shared', () => {
  it('makes nothing before anybody asks, and one for all who ask at the same time', async () => {
    let made = 0;
    const clientOf = shared(async (id: string) => {
      made++;
      await Promise.resolve();
      return new Thing(id);
    });
    expect(made).toBe(0);
    const all = await Promise.all([clientOf('a'), clientOf('a'), clientOf('b'), clientOf('a')]);
    expect(made).toBe(2);
    expect(all.map((thing) => thing.id)).toEqual(['a', 'a', 'b', 'a']);
    expect(await clientOf('a')).toBe(all[0]);
    expect(clientOf.size).toBe(2);
  });

  it('tells arguments apart as they are', async () => {
    const clientOf = shared((...args: (string | number | undefined)[]) => ({ args }));
    const lists = [['1'], [1], [], [undefined], ['a', 'b'], ['a,b'], ['a","b']];
    const clients = await Promise.all(lists.map((list) => clientOf(...list)));
    expect(new Set(clients).size).toBe(lists.length);
    for (const [index, list] of lists.entries()) expect(await clientOf(...list)).toBe(clients[index]);
  });

  it('wants a key for arguments that are objects', async () => {
    const bare = shared((options: { readonly host: string }) => ({ options }));
    await expect((async () => bare({ host: 'a' }))()).rejects.toThrow(TypeError);
    const keyed = shared((options: { readonly host: string }) => ({ options }), { key: ({ host }) => host });
    expect(await keyed({ host: 'a' })).toBe(await keyed({ host: 'a' }));
  });

  it('tells a failure to all who wait, and tries again for the next', async () => {
    let attempts = 0;
    const client = shared(
      () => {
        if (++attempts === 1) throw new Error('not yet');
        return { attempts };
      },
      { backoff: NO_REST },
    );
    const both = await Promise.allSettled([client(), client()]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(attempts).toBe(1);
    expect(await client()).toEqual({ attempts: 2 });
  });

  it('rests after failures, and tells whoever has less time why', async () => {
    const client = shared(() => Promise.reject(new Error('down')), {
      name: 'the shop',
      backoff: { firstDelayMs: 60_000, maxDelayMs: 60_000, jitter: 'none' },
    });
    await expect(client()).rejects.toThrow('down');
    const error: unknown = await client.within({ timeoutMs: 5 }).catch((reason: unknown) => reason);
    expect(isTimeoutError(error)).toBe(true);
    const closing = client();
    await client.close();
    expect(isClosedError(await closing.catch((reason: unknown) => reason))).toBe(true);
  });

  it('lets a caller go whose signal is aborted, and makes it on for the others', async () => {
    let finish = (): void => undefined;
    const client = shared(() => new Promise<string>((resolve) => (finish = () => resolve('made'))));
    const controller = new AbortController();
    const left = client.within({ signal: controller.signal });
    const stays = client();
    controller.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    finish();
    expect(await stays).toBe('made');
  });

  it('replaces one that is not usable any more, and closes it', async () => {
    const closed: string[] = [];
    let count = 0;
    const client = shared(() => new Thing(String(count++)), {
      isUsable: ({ isOpen }) => isOpen,
      close: ({ id }) => closed.push(id),
    });
    const first = await client();
    first.isOpen = false;
    expect((await client()).id).toBe('1');
    await client.discard(await client());
    expect((await client()).id).toBe('2');
    await client.discard(first);
    expect(closed).toEqual(['0', '1']);
  });

  it('closes also what is still in the making, and gives nothing out afterwards', async () => {
    const closed: unknown[] = [];
    let finish = (): void => undefined;
    const clientOf = shared(
      (id: string) => (id === 'slow' ? new Promise<string>((resolve) => (finish = () => resolve(id))) : id),
      { close: (client) => closed.push(client) },
    );
    await clientOf('fast');
    const slow = clientOf('slow');
    await Promise.resolve();
    const closing = clientOf.close();
    expect(isClosedError(await clientOf('fast').catch((error: unknown) => error))).toBe(true);
    finish();
    await Promise.all([slow, closing]);
    expect(closed.sort()).toEqual(['fast', 'slow']);
  });

  it('never has two clients of one key, and closes each that was made exactly once', async () => {
    const step = fc.record({
      act: fc.constantFrom('ask', 'discard', 'leave'),
      key: fc.constantFrom('a', 'b'),
      fails: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(step, { maxLength: 30 }), async (scheduler, steps) => {
        const open = new Map<string, number>();
        const made: Thing[] = [];
        const fates = steps.map(({ fails }) => fails);
        const clientOf = shared(
          async (key: string) => {
            await scheduler.schedule(Promise.resolve());
            if (fates.pop() === true) throw new Error('failed');
            const thing = new Thing(key);
            made.push(thing);
            open.set(key, (open.get(key) ?? 0) + 1);
            expect(open.get(key)).toBe(1);
            return thing;
          },
          {
            backoff: NO_REST,
            close: (thing) => {
              expect(thing.isOpen).toBe(true);
              thing.isOpen = false;
              open.set(thing.id, (open.get(thing.id) ?? 0) - 1);
            },
          },
        );
        const runs = steps.map(async ({ act, key }) => {
          await scheduler.schedule(Promise.resolve());
          const controller = new AbortController();
          const asked = clientOf.within({ signal: controller.signal }, key);
          if (act === 'leave') controller.abort(new Error('left'));
          const client = await asked.catch(() => undefined);
          if (client) expect(client.id).toBe(key);
          if (client && act === 'discard') await clientOf.discard(client);
        });
        await scheduler.waitFor(Promise.all(runs));
        await scheduler.waitFor(clientOf.close());
        expect(made.filter(({ isOpen }) => isOpen)).toEqual([]);
      }),
    );
  });
});
