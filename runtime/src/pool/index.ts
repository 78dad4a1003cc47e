/** Pools of what is dear to make. */
export type { WaitOptions } from '../waiting/wait-options.ts';
export { failOver } from './fail-over.ts';
export { Lease } from './lease.ts';
export type { CreateContext, Leak, PoolOptions } from './options.ts';
export { Pool, type CloseOptions, type PoolStats } from './pool.ts';
