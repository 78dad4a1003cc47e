/** One connection to Redis for all callers, and its own for what blocks; counted by the server. */
import { expect, it, onTestFinished } from 'vitest';
import { describeWithServices } from '../../../test/services/describe-with-services.ts';
import { RedisClient } from '../../src/clients/redis/index.ts';
import { isClosedError, isTimeoutError } from '../../src/errors/index.ts';
import { proxyTo } from './proxy.ts';

let number = 0;

function clientOf(port = 6379, maxExclusive = 3): { readonly name: string; readonly redis: RedisClient } {
  const name = `perfmig-clients-${process.pid}-${++number}`;
  const redis = new RedisClient({ host: '127.0.0.1', port, connectionName: name }, { maxExclusive });
  onTestFinished(() => redis.close());
  return { name, redis };
}

async function countOf(name: string): Promise<number> {
  const list = (await (await clientOf().redis.get()).client('LIST')) as string;
  return list.split('\n').filter((line) => line.includes(` name=${name} `)).length;
}

await describeWithServices('the client of Redis', ['redis'], () => {
  it('has one connection, however many callers there are', async () => {
    const { name, redis } = clientOf();
    const answers = await Promise.all(Array.from({ length: 500 }, async (_, i) => (await redis.get()).echo(String(i))));
    expect(answers).toEqual(answers.map((_, i) => String(i)));
    expect(await countOf(name)).toBe(1);
  });

  it('gives what blocks a connection of its own, a few at most, and uses it again', async () => {
    const { name, redis } = clientOf();
    const key = `${name}-list`;
    const poppers = Array.from({ length: 6 }, () => redis.exclusive((own) => own.blpop(key, 10)));
    const shared = await redis.get();
    await expect.poll(() => redis.exclusiveStats.held).toBe(3);
    for (let i = 0; i < 6; i++) await shared.rpush(key, String(i));
    const popped = (await Promise.all(poppers)).map((pair) => pair?.[1]);
    expect(popped.sort()).toEqual(['0', '1', '2', '3', '4', '5']);
    expect(redis.exclusiveStats).toMatchObject({ size: 3, created: 3 });
    expect(await countOf(name)).toBe(4);
  });

  it('leaves no transaction and no watch behind for the next', async () => {
    const { name, redis } = clientOf(6379, 1);
    const shared = await redis.get();
    const key = `${name}-watched`;
    onTestFinished(async () => {
      await using cleaner = new RedisClient();
      await (await cleaner.get()).del(key);
    });
    await redis.exclusive((own) => own.watch(key));
    await shared.set(key, 'changed');
    const done = await redis.exclusive((own) => own.multi().get(key).exec());
    expect(done).toEqual([[null, 'changed']]);
    await redis.exclusive((own) => own.multi({ pipeline: false }));
    expect(await redis.exclusive((own) => own.get(key))).toBe('changed');
    expect(redis.exclusiveStats.created).toBe(1);
    await redis.exclusive((own) => own.subscribe(`${name}-channel`));
    expect(await redis.exclusive((own) => own.get(key))).toBe('changed');
    expect(redis.exclusiveStats.created).toBe(2);
  });

  it('connects again after a break', async () => {
    const proxy = await proxyTo(6379);
    const { redis } = clientOf(proxy.port);
    expect(await (await redis.get()).ping()).toBe('PONG');
    proxy.cut();
    expect(await (await redis.get()).ping()).toBe('PONG');
    expect(proxy.accepted()).toBe(2);
  });

  it('says what is wrong while the server is down, and tries again for the next', async () => {
    const proxy = await proxyTo(6379);
    proxy.down();
    const { redis } = clientOf(proxy.port);
    await expect(redis.get()).rejects.toThrow();
    proxy.up();
    expect(await (await redis.get()).ping()).toBe('PONG');
  });

  it('ends a wait for a connection of its own, and closes all', async () => {
    const { name, redis } = clientOf(6379, 1);
    const popping = redis.exclusive((own) => own.blpop(`${name}-empty`, 0.2));
    const late: unknown = await redis
      .exclusive((own) => own.ping(), { timeoutMs: 20 })
      .catch((error: unknown) => error);
    expect(isTimeoutError(late)).toBe(true);
    await redis.close();
    expect(await popping).toBeNull();
    expect(isClosedError(await redis.get().catch((error: unknown) => error))).toBe(true);
    await expect.poll(() => countOf(name)).toBe(0);
  });
});
