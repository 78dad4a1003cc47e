/** One client of MongoDB for all callers, against a double of its protocol. */
import { expect, it, onTestFinished } from 'vitest';
import { closeClients } from '../../src/clients/index.ts';
import { mongoClient } from '../../src/clients/mongodb/index.ts';
import { isClosedError } from '../../src/errors/index.ts';
import { mongoDouble } from './mongo-double.ts';

it('connects on first use, once for all, and is closed with all others', async () => {
  const { port, open, commands, used } = await mongoDouble();
  const client = mongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, { maxPoolSize: 3 });
  onTestFinished(() => client.close());
  expect(open()).toBe(0);
  const ping = async (): Promise<unknown> => (await client()).db('test').command({ ping: 1 });
  await Promise.all(Array.from({ length: 50 }, ping));
  expect(commands).toHaveLength(50);
  expect(used()).toBeLessThanOrEqual(3);
  await closeClients();
  await expect.poll(open).toBe(0);
  expect(isClosedError(await client().catch((error: unknown) => error))).toBe(true);
});

it('leaves nothing behind where no server answers', async () => {
  const client = mongoClient('mongodb://127.0.0.1:1/?directConnection=true', { serverSelectionTimeoutMS: 50 });
  await expect(client()).rejects.toThrow('ECONNREFUSED');
  await client.close();
});
