/** Many tasks, a few at a time. */
export type { AdaptiveOptions } from './adaptive-limit.ts';
export type { WaitOptions } from '../waiting/wait-options.ts';
export { Executor, type ExecutorOptions, type ExecutorStats, type TaskOptions } from './executor.ts';
export { forEachBounded, mapBounded, type MapOptions } from './map-bounded.ts';
export { limitConcurrency, mapConcurrent } from './switched.ts';
export { streamBounded, type StreamOptions } from './stream-bounded.ts';
