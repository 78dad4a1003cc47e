/** The pool of the package `mariadb`. */
import type { Pool, PoolConfig, PoolConnection } from 'mariadb';
import type { WaitOptions } from '../../waiting/wait-options.ts';
import { loadPeer } from '../peer.ts';
import { leavable, SqlPool, type SqlPoolOptions } from '../sql-pool.ts';

/** A pool of `mariadb`, with what the driver leaves out: signals, deadlines, rests while the server is down, closing. */
export class MariadbPool extends SqlPool<Pool, PoolConnection> {
  /** @param config the driver's own. What it doesn't say: at most 10 connections, let go of after 30 s of idleness */
  constructor(config: PoolConfig = {}, options: SqlPoolOptions = {}) {
    const { onError = () => undefined, acquireTimeoutMs = 30_000 } = options;
    const open = async (): Promise<Pool> => {
      const { createPool } = await loadPeer('clients/mariadb', 'mariadb', () => import('mariadb'));
      const standard = { connectionLimit: 10, minimumIdle: 2, idleTimeout: 30, acquireTimeout: acquireTimeoutMs };
      const pool = createPool({ ...standard, ...config });
      // Thrown where nobody listens, and missing in the driver's types.
      (pool as unknown as NodeJS.EventEmitter).on('error', onError);
      return pool;
    };
    super(
      {
        ...{ name: 'MariaDB', open, end: (pool) => pool.end() },
        acquire: (pool) => pool.getConnection(),
        release: (connection) => connection.release(),
        destroy: (connection) => connection.destroy(),
        query: (connection, sql) => connection.query(sql),
      },
      options,
    );
  }

  /**
   * One query on any connection. A `signal` lets the caller go; a query that has begun runs to its end.
   * @returns what the driver gives: rows, or what was changed
   * @throws what `use` throws
   */
  query<Result>(sql: string, values: readonly unknown[] = [], options: WaitOptions = {}): Promise<Result> {
    const result = this.use((connection) => connection.query<Result>(sql, [...values]), options);
    return leavable(result, options.signal);
  }
}
