/** The pool of the package `mysql2`. */
import type { FieldPacket, Pool, PoolConnection, PoolOptions, QueryResult } from 'mysql2/promise';
import { settingsFor } from '../../settings/settings-for.ts';
import { loadPeer } from '../peer.ts';
import { leavable, SqlPool, type SqlPoolOptions, type UseOptions } from '../sql-pool.ts';

/** A pool of `mysql2`, with what the driver leaves out: signals, deadlines, rests while the server is down, closing. */
export class Mysql2Pool extends SqlPool<Pool, PoolConnection> {
  /**
   * @param config the driver's own. What it doesn't say: at most 10 connections, those beyond 2 let go of after 30 s of
   * idleness, as the section `pool` of the configuration has it
   */
  constructor(config: PoolOptions = {}, options: SqlPoolOptions = {}) {
    const { min, max: connectionLimit, idleTimeoutMs: idleTimeout } = settingsFor('pool');
    const open = async (): Promise<Pool> => {
      const { createPool } = await loadPeer('clients/mysql2', 'mysql2', () => import('mysql2/promise'));
      return createPool({ connectionLimit, maxIdle: Math.min(min, connectionLimit), idleTimeout, ...config });
    };
    super(
      {
        ...{ name: 'MySQL', open, end: (pool) => pool.end() },
        acquire: (pool) => pool.getConnection(),
        release: (connection) => connection.release(),
        destroy: (connection) => connection.destroy(),
        query: (connection, sql) => connection.query(sql),
        identityOf: (connection) => connection.connection,
      },
      options,
    );
  }

  /**
   * One query on any connection, with the values put in by the driver. A `signal` lets the caller go; a query that has
   * begun runs to its end.
   * @returns rows and fields, as the driver gives them
   * @throws what `use` throws
   */
  query<Result extends QueryResult>(
    sql: string,
    values: readonly unknown[] = [],
    options: UseOptions = {},
  ): Promise<[Result, FieldPacket[]]> {
    const result = this.use((connection) => connection.query<Result>(sql, [...values]), options);
    return leavable(result, options.signal);
  }

  /** The same as a prepared statement, kept by each connection. */
  execute<Result extends QueryResult>(
    sql: string,
    values: readonly (string | number | bigint | boolean | Date | null | Buffer)[] = [],
    options: UseOptions = {},
  ): Promise<[Result, FieldPacket[]]> {
    const result = this.use((connection) => connection.execute<Result>(sql, [...values]), options);
    return leavable(result, options.signal);
  }
}
