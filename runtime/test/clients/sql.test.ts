/** The pools of the SQL drivers on real servers: few connections, counted by the server; waits that end; breaks mended. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { describeWithServices } from '../../../test/services/describe-with-services.ts';
import type { ServiceId } from '../../../test/services/services.ts';
import { closeClients } from '../../src/clients/index.ts';
import { MariadbPool } from '../../src/clients/mariadb/index.ts';
import { Mysql2Pool } from '../../src/clients/mysql2/index.ts';
import { PgPool } from '../../src/clients/pg/index.ts';
import type { SqlPool, SqlPoolOptions } from '../../src/clients/sql-pool.ts';
import { isClosedError, isTimeoutError } from '../../src/errors/index.ts';
import { proxyTo } from './proxy.ts';

/** A pool of at most 4 connections, and how its server is spoken to. */
interface Subject {
  readonly service: ServiceId;
  readonly port: number;
  readonly make: (port: number, options?: SqlPoolOptions) => Pooled;
  /** The server's id of the connection that is asked. */
  readonly idQuery: string;
  readonly sleepQuery: (seconds: number) => string;
  readonly killQuery: (id: number) => string;
  /** How many connections the server has that were made by this process for this pool. */
  readonly countQuery: string;
}

interface Pooled {
  readonly pool: SqlPool<unknown, object>;
  /** The first value of the first row. */
  readonly value: (sql: string, connection?: unknown) => Promise<unknown>;
}

const NAME = `perfmig-clients-${process.pid}`;

type RowsOf = (result: unknown) => readonly Record<string, unknown>[];

function pooled(pool: SqlPool<unknown, object>, rowsOf: RowsOf): Pooled {
  onTestFinished(() => pool.close());
  const ask = (connection: unknown, sql: string): Promise<unknown> =>
    (connection as { query: (text: string) => Promise<unknown> }).query(sql);
  const first = (result: unknown): unknown => Object.values(rowsOf(result)[0] ?? {})[0];
  return {
    pool,
    value: async (sql, connection) =>
      first(await (connection === undefined ? pool.use((own) => ask(own, sql)) : ask(connection, sql))),
  };
}

const LOCAL = { host: '127.0.0.1', database: 'test' };
/** MariaDB knows a connection by its user; this one is ours alone. */
const USER = `perfmig${process.pid}`;
const MARIA = {
  ...{ service: 'mariadb' as const, port: 3306, idQuery: 'select connection_id() as id' },
  sleepQuery: (seconds: number) => `select sleep(${seconds})`,
  killQuery: (id: number) => `kill ${id}`,
  countQuery: `select cast(count(*) as char) as count from information_schema.processlist where user = '${USER}'`,
};

const SUBJECTS: Readonly<Record<string, Subject>> = {
  pg: {
    ...{ service: 'postgres', port: 5432, idQuery: 'select pg_backend_pid() as id' },
    make: (port, options) =>
      pooled(
        new PgPool({ ...LOCAL, user: 'postgres', port, max: 4, application_name: NAME }, options) as SqlPool<
          unknown,
          object
        >,
        (result) => (result as { rows: Record<string, unknown>[] }).rows,
      ),
    sleepQuery: (seconds) => `select pg_sleep(${seconds})`,
    killQuery: (id) => `select pg_terminate_backend(${id})`,
    countQuery: `select count(*) as count from pg_stat_activity where application_name = '${NAME}'`,
  },
  mysql2: {
    ...MARIA,
    make: (port, options) =>
      pooled(
        new Mysql2Pool({ ...LOCAL, user: USER, port, connectionLimit: 4 }, options) as SqlPool<unknown, object>,
        (result) => (result as [Record<string, unknown>[]])[0],
      ),
  },
  mariadb: {
    ...MARIA,
    make: (port, options) =>
      pooled(
        new MariadbPool({ ...LOCAL, user: USER, port, connectionLimit: 4 }, options) as SqlPool<unknown, object>,
        (result) => result as Record<string, unknown>[],
      ),
  },
};

/** The user exists for one test. */
async function withUser({ service }: Subject): Promise<void> {
  if (service !== 'mariadb') return;
  // Each time with a pool of its own: some tests close all there are.
  const asRoot = async (...statements: readonly string[]): Promise<void> => {
    await using root = new Mysql2Pool({ ...LOCAL, user: 'root', password: '' });
    for (const statement of statements) await root.query(statement);
  };
  await asRoot(`create or replace user '${USER}'@'%'`, `grant all on *.* to '${USER}'@'%'`);
  onTestFinished(() => asRoot(`drop user if exists '${USER}'@'%'`));
}

describe.each(Object.entries(SUBJECTS))('%s', async (name, subject) => {
  const { service, port, make, idQuery, sleepQuery, killQuery, countQuery } = subject;
  await describeWithServices(name, [service], () => {
    it('opens nothing before the first query, and serves many callers with a few connections', async () => {
      await withUser(subject);
      const proxy = await proxyTo(port);
      const { pool, value } = make(proxy.port);
      expect(proxy.accepted()).toBe(0);
      const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => value(`select ${i} as i`)));
      expect(answers).toEqual(answers.map((_, i) => i));
      expect(Number(await value(countQuery))).toBe(4);
      expect(proxy.accepted()).toBe(4);
      expect(pool.stats).toEqual({ held: 0, waiting: 0 });
    });

    it('ends the wait of a caller, and loses no connection by it', async () => {
      await withUser(subject);
      const { pool, value } = make(port);
      const sleeping = Array.from({ length: 4 }, () => value(sleepQuery(0.3)));
      const controller = new AbortController();
      const timed = pool.use(() => 'served', { timeoutMs: 20 }).catch((error: unknown) => error);
      const left = pool.use(() => 'served', { signal: controller.signal }).catch((error: unknown) => error);
      setTimeout(() => controller.abort(new Error('left')), 20);
      expect(isTimeoutError(await timed)).toBe(true);
      expect(await left).toEqual(new Error('left'));
      await Promise.all(sleeping);
      const together = await Promise.all(
        Array.from({ length: 4 }, () =>
          pool.use(async (own) => [await value(sleepQuery(0.05), own), await value(idQuery, own)][1]),
        ),
      );
      expect(new Set(together).size).toBe(4);
      expect(pool.stats).toEqual({ held: 0, waiting: 0 });
    });

    it('commits what ends well, and leaves no transaction of what throws to the next', async () => {
      await withUser(subject);
      const { pool, value } = make(port);
      const table = `perfmig_${name}_${process.pid}`;
      await value(`create table ${table} (id int)`);
      onTestFinished(() => value(`drop table ${table}`).then(() => undefined));
      await pool.transaction((own) => value(`insert into ${table} values (1)`, own));
      const failed = pool.transaction(async (own) => {
        await value(`insert into ${table} values (2)`, own);
        throw new Error('changed our mind');
      });
      await expect(failed).rejects.toThrow('changed our mind');
      const forgotten = pool.use(async (own) => {
        await value('start transaction', own);
        await value(`insert into ${table} values (3)`, own);
        throw new Error('no rollback here');
      });
      await expect(forgotten).rejects.toThrow('no rollback here');
      await Promise.all(Array.from({ length: 8 }, () => value(sleepQuery(0.01))));
      expect(Number(await value(`select sum(id) as sum from ${table}`))).toBe(1);
    });

    it('replaces connections that the server has cut', async () => {
      await withUser(subject);
      const { pool, value } = make(port);
      const admin = make(port);
      const held = await Promise.all(
        Array.from({ length: 4 }, () =>
          pool.use(async (own) => [await value(sleepQuery(0.05), own), await value(idQuery, own)][1]),
        ),
      );
      for (const id of held) await admin.value(killQuery(Number(id)));
      // The driver hears of the cuts in its own time; each query is right, or says what happened.
      await expect.poll(() => value('select 1 as one').catch(() => 'cut')).toBe(1);
      const ids = await Promise.all(Array.from({ length: 20 }, () => value(idQuery)));
      expect(ids.filter((id) => held.includes(id))).toEqual([]);
    });

    it('rests while the server is down, and comes back by itself', async () => {
      await withUser(subject);
      const proxy = await proxyTo(port);
      const { value } = make(proxy.port, { acquireTimeoutMs: 10_000, backoff: { firstDelayMs: 20, maxDelayMs: 40 } });
      expect(await value('select 1 as one')).toBe(1);
      proxy.down();
      await expect(value('select 2 as two').then(() => value('select 3 as three'))).rejects.toThrow();
      proxy.up();
      await expect.poll(() => value('select 4 as four').catch(() => 'down')).toBe(4);
    });

    it('is closed with all others, after what is under way, and lends no more', async () => {
      await withUser(subject);
      const proxy = await proxyTo(port);
      const { pool, value } = make(proxy.port);
      const last = value(sleepQuery(0.1)).then(() => 'done');
      await expect.poll(() => pool.stats.held).toBe(1);
      await closeClients();
      expect(await last).toBe('done');
      expect(isClosedError(await value('select 1').catch((error: unknown) => error))).toBe(true);
      await expect.poll(() => proxy.open()).toBe(0);
    });
  });
});
