/** Clients that are switched off: nothing is kept and nothing shared that could carry over to the next. */
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { describeWithServices } from '../../../test/services/describe-with-services.ts';
import { RabbitClient } from '../../src/clients/amqplib/index.ts';
import { keepAliveAgents } from '../../src/clients/http/index.ts';
import { MariadbPool } from '../../src/clients/mariadb/index.ts';
import { Mysql2Pool } from '../../src/clients/mysql2/index.ts';
import { PgPool } from '../../src/clients/pg/index.ts';
import { RedisClient } from '../../src/clients/redis/index.ts';
import { undiciClient } from '../../src/clients/undici/index.ts';

const OFF = { mode: 'off' } as const;
const LOCAL = { host: '127.0.0.1', database: 'test' };

interface Asker {
  readonly id: (options?: typeof OFF) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

const SQL: Readonly<Record<string, { service: 'postgres' | 'mariadb'; make: (mode?: 'off') => Asker }>> = {
  pg: {
    service: 'postgres',
    make: (mode) => {
      const pool = new PgPool({ ...LOCAL, user: 'postgres' }, { mode });
      const ask = async (options?: typeof OFF): Promise<unknown> =>
        (await pool.query<{ id: number }>('select pg_backend_pid() as id', [], options)).rows[0]?.id;
      return { id: ask, close: () => pool.close() };
    },
  },
  mysql2: {
    service: 'mariadb',
    make: (mode) => {
      const pool = new Mysql2Pool({ ...LOCAL, user: 'root', password: '' }, { mode });
      const ask = async (options?: typeof OFF): Promise<unknown> =>
        JSON.stringify((await pool.query('select connection_id() as id', [], options))[0]);
      return { id: ask, close: () => pool.close() };
    },
  },
  mariadb: {
    service: 'mariadb',
    make: (mode) => {
      const pool = new MariadbPool({ ...LOCAL, user: 'root', password: '' }, { mode });
      const ask = async (options?: typeof OFF): Promise<unknown> =>
        String((await pool.query<{ id: bigint }[]>('select connection_id() as id', [], options))[0]?.id);
      return { id: ask, close: () => pool.close() };
    },
  },
};

for (const [name, { service, make }] of Object.entries(SQL)) {
  await describeWithServices(name, [service], () => {
    const made = (mode?: 'off'): Asker => {
      const asker = make(mode);
      onTestFinished(() => asker.close());
      return asker;
    };

    it('opens a connection for each caller, where the pool is switched off', async () => {
      const { id } = made('off');
      const ids = [await id(), await id(), await id()];
      expect(new Set(ids).size).toBe(3);
    });

    it('gives a caller who asks for it one that nobody had and nobody gets', async () => {
      const { id } = made();
      const first = await id();
      expect(await id()).toBe(first);
      const own = await id(OFF);
      expect(own).not.toBe(first);
      expect(await id()).not.toBe(own);
    });
  });
}

await describeWithServices('Redis', ['redis'], () => {
  it('sends each command by itself, and opens a connection for each task', async () => {
    const redis = new RedisClient({ host: '127.0.0.1' }, OFF);
    onTestFinished(() => redis.close());
    expect((await redis.get()).options.enableAutoPipelining).toBe(false);
    const ids = [];
    for (let i = 0; i < 3; i++) ids.push(await redis.exclusive((own) => own.client('ID')));
    expect(new Set(ids).size).toBe(3);
  });
});

await describeWithServices('RabbitMQ', ['rabbitmq'], () => {
  it('opens a channel for each task', async () => {
    for (const [mode, channels] of [
      ['on', 1],
      ['off', 3],
    ] as const) {
      const rabbit = new RabbitClient('amqp://127.0.0.1', { mode });
      onTestFinished(() => rabbit.close());
      const seen = new Set<object>();
      for (let i = 0; i < 3; i++) await rabbit.use((channel) => seen.add(channel));
      expect(seen.size).toBe(channels);
    }
  });
});

it('keeps no HTTP connection', async () => {
  let accepted = 0;
  const server = createServer((request, response) => response.end(request.url)).on('connection', () => accepted++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const agents = keepAliveAgents({ mode: 'off' });
  const client = undiciClient({}, OFF);
  onTestFinished(async () => {
    await Promise.all([agents.close(), client.close()]);
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = (path: string): Promise<string> =>
    new Promise((resolve, reject) => {
      get(url + path, { agent: agents.http }, (response) => resolve(text(response))).on('error', reject);
    });
  for (let i = 0; i < 3; i++) expect(await ask(`/${i}`)).toBe(`/${i}`);
  expect(accepted).toBe(3);
  for (let i = 0; i < 3; i++) expect(await (await client.request(`${url}/${i}`)).body.text()).toBe(`/${i}`);
  expect(accepted).toBe(6);
});
