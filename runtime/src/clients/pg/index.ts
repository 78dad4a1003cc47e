/** PostgreSQL by `pg`: one pool for all callers. */
export type { SqlPoolOptions, SqlPoolStats, UseOptions } from '../sql-pool.ts';
export { PgPool } from './pg-pool.ts';
