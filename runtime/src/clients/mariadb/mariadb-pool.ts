/** The pool of the package `mariadb`. */
import type { Pool, PoolConfig, PoolConnection } from 'mariadb';
import { settingsFor } from '../../settings/settings-for.ts';
import { loadPeer } from '../peer.ts';
import { leavable, SqlPool, type SqlPoolOptions, type UseOptions } from '../sql-pool.ts';

/** A pool of `mariadb`, with what the driver leaves out: signals, deadlines, rests while the server is down, closing. */
export class MariadbPool extends SqlPool<Pool, PoolConnection> {
  /**
   * @param config the driver's own. What it doesn't say: at most 10 connections, those beyond 2 let go of after 30 s of
   * idleness, as the section `pool` of the configuration has it
   */
  constructor(config: PoolConfig = {}, options: SqlPoolOptions = {}) {
    const { min, max: connectionLimit, idleTimeoutMs, ...settings } = settingsFor('pool');
    const { onError = () => undefined, acquireTimeoutMs: acquireTimeout = settings.acquireTimeoutMs } = options;
    // The driver counts idleness in whole seconds, and 0 is for ever.
    const idleTimeout = Math.max(1, Math.ceil(idleTimeoutMs / 1_000));
    const open = async (): Promise<Pool> => {
      const { createPool } = await loadPeer('clients/mariadb', 'mariadb', () => import('mariadb'));
      const standard = { connectionLimit, idleTimeout, acquireTimeout };
      const pool = createPool({
        ...standard,
        minimumIdle: Math.min(min, config.connectionLimit ?? connectionLimit),
        ...config,
      });
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
        identityOf: (connection) => connection.info ?? connection,
      },
      options,
    );
  }

  /**
   * One query on any connection. A `signal` lets the caller go; a query that has begun runs to its end.
   * @returns what the driver gives: rows, or what was changed
   * @throws what `use` throws
   */
  query<Result>(sql: string, values: readonly unknown[] = [], options: UseOptions = {}): Promise<Result> {
    const result = this.use((connection) => connection.query<Result>(sql, [...values]), options);
    return leavable(result, options.signal);
  }
}
