/** Pools of what is dear to make. */
export type { WaitOptions } from '../waiting/wait-options.ts';
export { failOver } from './fail-over.ts';
export { Lease } from './lease.ts';
export type { AcquireOptions, CreateContext, Leak, PoolOptions } from './options.ts';
export { Pool, type CloseOptions } from './pool.ts';
export type { PoolStats } from './stats.ts';
