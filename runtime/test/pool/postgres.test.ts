/** A pool of real connections: shared, counted by the server, and mended after the server has cut them. */
import { Client } from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { describeWithServices } from '../../../test/services/describe-with-services.ts';
import { Pool } from '../../src/pool/index.ts';

const SERVER = { host: '127.0.0.1', port: 5432, user: 'postgres', database: 'postgres' };

function poolOf(name: string): Pool<Client> {
  const pool = new Pool<Client>({
    ...{ min: 0, max: 4, backoffMs: 10, validateAfterIdleMs: 0 },
    create: async () => {
      const client = new Client({ ...SERVER, application_name: name });
      client.on('error', () => undefined);
      await client.connect();
      return client;
    },
    destroy: (client) => client.end(),
    validate: (client) => client.query('select 1').then(() => true),
  });
  onTestFinished(() => pool.close());
  return pool;
}

async function countConnections(client: Client, name: string): Promise<number> {
  const text = 'select count(*)::int as count from pg_stat_activity where application_name = $1';
  const { rows } = await client.query<{ count: number }>(text, [name]);
  return rows[0]?.count ?? 0;
}

await describeWithServices('a pool of PostgreSQL connections', ['postgres'], () => {
  it('serves many callers with a few connections', async () => {
    const pool = poolOf('perfmig-pool-shared');
    const queries = Array.from({ length: 200 }, (_, i) =>
      pool.use(async (client) => (await client.query<{ i: number }>('select $1::int as i', [i])).rows[0]?.i),
    );
    expect(await Promise.all(queries)).toEqual(queries.map((_, i) => i));
    expect(await pool.use((client) => countConnections(client, 'perfmig-pool-shared'))).toBe(4);
    expect(pool.stats).toMatchObject({ created: 4, failed: 0 });
  });

  it('makes new ones for those the server has cut', async () => {
    const name = 'perfmig-pool-cut';
    const pool = poolOf(name);
    await Promise.all(Array.from({ length: 4 }, () => pool.use((client) => client.query('select pg_sleep(0.05)'))));
    const admin = new Client(SERVER);
    await admin.connect();
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [name]);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => pool.use(async (client) => (await client.query('select 1')).rowCount)),
    );
    expect(new Set(answers)).toEqual(new Set([1]));
    expect(pool.stats.destroyed).toBeGreaterThanOrEqual(4);
    await pool.close();
    await expect.poll(() => countConnections(admin, name)).toBe(0);
    await admin.end();
  });
});
