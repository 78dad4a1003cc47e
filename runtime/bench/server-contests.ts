/** What the rewrites gain that share connections and gather queries: on the servers of loopback, by the wall clock. */
import { Batch } from '@perfmig/runtime/batch';
import { PgPool } from '@perfmig/runtime/clients/pg';
import { RedisClient } from '@perfmig/runtime/clients/redis';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { canConnect, SERVICES } from '../../test/services/services.ts';
import type { Contest } from './contests.ts';

const POSTGRES = { host: '127.0.0.1', port: SERVICES.postgres.port, user: 'postgres', database: 'postgres' };
const QUERIES = 50;
const ROWS = 100;

async function times(count: number, run: (index: number) => Promise<unknown>): Promise<void> {
  for (let i = 0; i < count; i++) await run(i);
}

function postgresContests(pool: PgPool): readonly Contest[] {
  const row = async (id: number): Promise<unknown> =>
    (await pool.query('select n from generate_series(1, 1000) n where n = $1', [id + 1])).rows[0];
  const rows = (): Batch<number, unknown> =>
    new Batch({
      load: async (ids) => {
        const sql = 'select n from generate_series(1, 1000) n where n = any($1)';
        const { rows: found } = await pool.query<{ n: number }>(sql, [ids.map((id) => id + 1)]);
        const byId = new Map(found.map((one) => [one.n - 1, one]));
        return ids.map((id) => byId.get(id));
      },
    });
  const connectEach = async (): Promise<void> => {
    const client = new Client(POSTGRES);
    await client.connect();
    await client.query('select 1');
    await client.end();
  };
  return [
    {
      ...{ name: 'PgPool, a query', operations: QUERIES, isByWall: true },
      own: () => times(QUERIES, () => pool.query('select 1')),
      others: [{ name: 'a connection per query', run: () => times(QUERIES, connectEach), bar: 9.5 }],
    },
    {
      ...{ name: 'batch, 100 rows', operations: ROWS, isByWall: true },
      own: () => {
        const batch = rows();
        return Promise.all(Array.from({ length: ROWS }, (_, id) => batch.load(id)));
      },
      others: [{ name: 'a query per row', run: () => times(ROWS, row), bar: 15.5 }],
    },
  ];
}

function redisContest(redis: RedisClient): Contest {
  const connectEach = async (): Promise<void> => {
    const client = new Redis({ host: '127.0.0.1', lazyConnect: true });
    await client.connect();
    await client.ping();
    await client.quit();
  };
  return {
    ...{ name: 'RedisClient, a command', operations: QUERIES, isByWall: true },
    own: () => times(QUERIES, async () => (await redis.get()).ping()),
    others: [{ name: 'a connection per command', run: () => times(QUERIES, connectEach), bar: 10 }],
  };
}

/** Those whose servers answer; the others are named. */
export async function serverContests(): Promise<readonly Contest[]> {
  const contests: Contest[] = [];
  const answers = { postgres: await canConnect(SERVICES.postgres.port), redis: await canConnect(SERVICES.redis.port) };
  if (answers.postgres) contests.push(...postgresContests(new PgPool(POSTGRES)));
  if (answers.redis) contests.push(redisContest(new RedisClient({ host: '127.0.0.1', enableAutoPipelining: false })));
  for (const [id, isUp] of Object.entries(answers)) if (!isUp) console.log(`left out: ${id} does not answer`);
  return contests;
}
