/** A few at a time, in the order of asking; for one thing, or for each of many keys. */
export type { WaitOptions } from '../waiting/wait-options.ts';
export { KeyedSemaphore } from './keyed-semaphore.ts';
export { Lock } from './lock.ts';
export { Semaphore } from './semaphore.ts';
