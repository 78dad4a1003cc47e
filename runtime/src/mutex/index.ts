/** One at a time, in the order of asking; for one thing, or for each of many keys. */
export type { WaitOptions } from '../waiting/wait-options.ts';
export { KeyedMutex } from './keyed-mutex.ts';
export { Lock } from '../semaphore/lock.ts';
export { Mutex } from './mutex.ts';
