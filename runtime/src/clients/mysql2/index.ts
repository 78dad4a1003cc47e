/** MySQL and MariaDB by `mysql2`: one pool for all callers. */
export type { SqlPoolOptions, SqlPoolStats, UseOptions } from '../sql-pool.ts';
export { Mysql2Pool } from './mysql2-pool.ts';
