/** Each setting of the section `redis` changes what the client does, and a dead connection is found. */
import { Socket } from 'node:net';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { describeWithServices } from '../../../test/services/describe-with-services.ts';
import { RedisClient, type RedisClientOptions } from '../../src/clients/redis/index.ts';
import { configure, DEFAULTS, resetConfiguration } from '../../src/configure/index.ts';
import { proxyTo } from './proxy.ts';

afterEach(() => {
  resetConfiguration();
  vi.restoreAllMocks();
});

function clientOf(port = 6379, options: RedisClientOptions = {}): RedisClient {
  const redis = new RedisClient({ host: '127.0.0.1', port }, options);
  onTestFinished(() => redis.close());
  return redis;
}

const EFFECTS: Readonly<Record<keyof (typeof DEFAULTS)['redis'], () => Promise<void>>> = {
  maxConnections: async () => {
    configure({ redis: { maxConnections: 2 } });
    const redis = clientOf();
    const held = Array.from({ length: 6 }, () => redis.exclusive((own) => own.blpop('perfmig-nothing', 0.1)));
    await expect.poll(() => redis.exclusiveStats.held).toBe(2);
    await Promise.all(held);
    expect(redis.exclusiveStats.created).toBe(2);
  },
  keepAlive: async () => {
    const asked = vi.spyOn(Socket.prototype, 'setKeepAlive');
    await clientOf().get();
    expect(asked.mock.calls.map(([isOn]) => isOn)).toEqual([true]);
    configure({ redis: { keepAlive: false } });
    await clientOf().get();
    expect(asked).toHaveBeenCalledTimes(1);
  },
  connectTimeoutMs: async () => {
    configure({ redis: { connectTimeoutMs: 50, healthCheckIntervalMs: 20 } });
    const proxy = await proxyTo(6379);
    const errors: unknown[] = [];
    const redis = clientOf(proxy.port, { onError: (error) => errors.push(error) });
    expect((await redis.get()).options.connectTimeout).toBe(50);
    proxy.freeze();
    await expect.poll(() => String(errors[0])).toContain('PING of Redis took longer than 50 ms');
  },
  healthCheckIntervalMs: async () => {
    configure({ redis: { healthCheckIntervalMs: 20, connectTimeoutMs: 200 } });
    const proxy = await proxyTo(6379);
    const redis = clientOf(proxy.port);
    const key = `perfmig-health-${process.pid}`;
    await (await redis.get()).set(key, 'here', 'EX', 60);
    proxy.freeze();
    // Asked while the connection is dead, and answered by the one that takes its place.
    expect(await (await redis.get()).get(key)).toBe('here');
    expect(proxy.accepted()).toBe(2);
  },
  retryOnTimeout: async () => {
    const proxy = await proxyTo(6379);
    const ask = async (): Promise<unknown> => {
      const shared = await clientOf(proxy.port).get();
      const answer = shared.blpop(`perfmig-retry-${process.pid}`, 0.3);
      setTimeout(() => proxy.cut(), 50);
      return answer.catch(() => 'rejected');
    };
    expect(await ask()).toBeNull();
    configure({ redis: { retryOnTimeout: false } });
    expect(await ask()).toBe('rejected');
  },
};

await describeWithServices('a setting of Redis', ['redis'], () => {
  it.each(Object.entries(EFFECTS))('%s', async (_, shows) => {
    await shows();
  });

  it('comes from the options where they say so', async () => {
    configure({ redis: { maxConnections: 1 } });
    const redis = clientOf(6379, { maxExclusive: 3 });
    await Promise.all(Array.from({ length: 6 }, () => redis.exclusive((own) => own.blpop('perfmig-nothing', 0.05))));
    expect(redis.exclusiveStats.created).toBe(3);
  });
});

it('are all tried', () => {
  expect(Object.keys(EFFECTS)).toEqual(Object.keys(DEFAULTS.redis));
});
