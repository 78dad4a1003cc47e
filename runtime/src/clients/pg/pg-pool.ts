/** The pool of the package `pg`. */
import type { Pool, PoolClient, PoolConfig, QueryResult, QueryResultRow } from 'pg';
import { settingsFor } from '../../settings/settings-for.ts';
import { loadPeer } from '../peer.ts';
import { leavable, SqlPool, type SqlPoolOptions, type UseOptions } from '../sql-pool.ts';

/** A pool of `pg`, with what the driver leaves out: signals, deadlines, rests while the server is down, closing. */
export class PgPool extends SqlPool<Pool, PoolClient> {
  /**
   * @param config the driver's own. What it doesn't say: at most 10 connections, let go of after 30 s of idleness, as
   * the section `pool` of the configuration has it; idle ones don't keep the process alive
   */
  constructor(config: PoolConfig = {}, options: SqlPoolOptions = {}) {
    const { max, idleTimeoutMs: idleTimeoutMillis, ...settings } = settingsFor('pool');
    const { onError = () => undefined, acquireTimeoutMs = settings.acquireTimeoutMs } = options;
    const open = async (): Promise<Pool> => {
      const { default: pg } = await loadPeer('clients/pg', 'pg', () => import('pg'));
      const standard = { max, idleTimeoutMillis, connectionTimeoutMillis: acquireTimeoutMs };
      const pool = new pg.Pool({ ...standard, allowExitOnIdle: true, ...config });
      // Without a listener a connection that the server cuts would end the process.
      pool.on('error', onError);
      return pool;
    };
    super(
      {
        ...{ name: 'PostgreSQL', open, end: (pool) => pool.end(), acquire },
        release: (client) => client.release(),
        destroy: (client) => client.release(true),
        query: (client, sql) => client.query(sql),
      },
      options,
    );
  }

  /**
   * One query on any connection. A `signal` lets the caller go; a query that has begun runs to its end.
   * @throws what `use` throws
   */
  query<Row extends QueryResultRow>(
    sql: string,
    values: readonly unknown[] = [],
    options: UseOptions = {},
  ): Promise<QueryResult<Row>> {
    const result = this.use((client) => client.query<Row>(sql, [...values]), options);
    return leavable(result, options.signal);
  }
}

/** One that breaks while it is lent tells so by the queries that fail; its event, with no listener, would be thrown. */
async function acquire(pool: Pool): Promise<PoolClient> {
  const client = await pool.connect();
  if (!client.listeners('error').includes(ignore)) client.on('error', ignore);
  return client;
}

function ignore(): void {
  // The pool takes it out when it comes back.
}
