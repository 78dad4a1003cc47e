/** The tier in Redis with the clients of both packages, on a server of its own. In normal mode only. */
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Cache, redisTier, type CacheOptions } from '../../src/cache/index.ts';
import { describeHere, RedisServer } from './redis-server.ts';

let server: RedisServer;
let names = 0;

const CLIENTS = {
  ioredis: () => {
    const client = new Redis({ port: server.port, host: '127.0.0.1' });
    client.on('error', () => undefined);
    onTestFinished(() => client.disconnect());
    return Promise.resolve(client);
  },
  redis: async () => {
    const client = createClient({ url: `redis://127.0.0.1:${server.port}` });
    client.on('error', () => undefined);
    await client.connect();
    onTestFinished(() => client.destroy());
    return client;
  },
};

describe.each(['ioredis', 'redis'] as const)('with the client of %s', (kind) => {
  describeHere('the tier in Redis', () => {
    beforeAll(async () => {
      server = await RedisServer.onFreePort();
      await server.start();
    });
    afterAll(() => server.stop());

    /** Caches that share what they keep, each with a client of its own. */
    async function caches(options: CacheOptions = {}, count = 2): Promise<Cache[]> {
      const name = `${kind}-${names++}`;
      const all = Array.from({ length: count }, async () => {
        const remote = redisTier(await CLIENTS[kind](), { retryMs: 50, lockMs: 300 });
        const cache = new Cache({ name, remote, ...options });
        onTestFinished(() => cache.close());
        return cache;
      });
      return Promise.all(all);
    }

    it('gives the others what one has loaded, as it was', async () => {
      const [one, other] = await caches();
      const value = {
        ...{ date: new Date(5), map: new Map([[1, new Set(['a'])]]), big: 5n, bytes: new Uint8Array([1, 2]) },
        ...{ none: undefined, nothing: null, nan: NaN, text: 'Žofie 😀' },
      };
      await one?.getOrLoad({ id: 1 }, () => value);
      const load = vi.fn();
      expect(await other?.getOrLoad({ id: 1 }, load)).toEqual(value);
      expect(load).not.toHaveBeenCalled();
      expect(other?.peek({ id: 1 })).toEqual(value);
      expect(other?.stats).toMatchObject({ remoteHits: 1, loads: 0 });
    });

    it('shares what is set, what is missing and what is dropped', async () => {
      const [one, other] = await caches({ negativeTtlMs: 60_000 });
      await one?.set('a', 1, { tags: ['t'] });
      expect(await other?.get('a')).toBe(1);
      await one?.set('a', 2, { tags: ['t'] });
      await expect.poll(() => other?.get('a')).toBe(2);
      await other?.invalidateTags('t');
      await expect.poll(() => one?.get('a')).toBeUndefined();
      const load = vi.fn<() => number | undefined>();
      expect(await one?.getOrLoad('b', load)).toBeUndefined();
      expect(await other?.getOrLoad('b', load)).toBeUndefined();
      expect(load).toHaveBeenCalledTimes(1);
      await one?.clear();
      // The other hears of it a moment later.
      await expect.poll(async () => (await other?.getOrLoad('b', load), load.mock.calls.length)).toBe(2);
    });

    it('is fresh for as long as it was when it was loaded, not from when it is found', async () => {
      const [one, other] = await caches({ ttlMs: 300 });
      await one?.getOrLoad('a', () => 1);
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(await other?.getOrLoad('a', () => 2)).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 150));
      expect([one?.peek('a'), other?.peek('a')]).toEqual([undefined, undefined]);
      expect(await other?.getOrLoad('a', () => 2)).toBe(2);
    });

    it('lets the next one load where a load fails, and where a process says nothing any more', async () => {
      const [one, other] = await caches();
      await expect(one?.getOrLoad('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
      expect(await other?.getOrLoad('a', () => 2)).toBe(2);
      const hanging = one?.getOrLoad('b', () => new Promise(() => undefined));
      hanging?.catch(() => undefined);
      await expect.poll(() => one?.stats.loads).toBe(2);
      await one?.close();
      // Its lock is extended for as long as it loads; a closed one's is not.
      expect(await other?.getOrLoad('b', () => 3)).toBe(3);
    });

    it('holds a load that takes longer than a lock to be one', async () => {
      const [one, other] = await caches();
      const slow = (): Promise<number> => new Promise((resolve) => setTimeout(() => resolve(1), 900));
      const loads = [one, other].map(async (cache) => cache?.getOrLoad('slow', slow));
      expect(await Promise.all(loads)).toEqual([1, 1]);
      expect((one?.stats.loads ?? 0) + (other?.stats.loads ?? 0)).toBeLessThanOrEqual(2);
      expect(one?.peek('slow') ?? other?.peek('slow')).toBe(1);
    });

    it('leaves what can not be cloned in its own process', async () => {
      const [one, other] = await caches();
      const own = (): number => 1;
      expect(await one?.getOrLoad('f', () => own)).toBe(own);
      expect(one?.peek('f')).toBe(own);
      expect(await other?.getOrLoad('f', () => 'other')).toBe('other');
    });

    it('takes another version, and what is no entry, for nothing', async () => {
      const [old] = await caches({ name: `${kind}-v`, version: 1 }, 1);
      const [young] = await caches({ name: `${kind}-v`, version: 2 }, 1);
      await old?.set('a', 'old form');
      expect(await young?.getOrLoad('a', () => 'new form')).toBe('new form');
      expect(await old?.get('a')).toBe('old form');
      // Yet what one drops, the other drops too.
      await young?.delete('a');
      await expect.poll(() => old?.get('a')).toBeUndefined();
    });
  });
});
