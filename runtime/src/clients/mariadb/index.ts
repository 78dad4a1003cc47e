/** MariaDB and MySQL by `mariadb`: one pool for all callers. */
export type { SqlPoolOptions, SqlPoolStats, UseOptions } from '../sql-pool.ts';
export { MariadbPool } from './mariadb-pool.ts';
