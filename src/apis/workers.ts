/** Calls that are told which file to run in another thread or process. Data. */
import type { ApiPath } from '../contracts.ts';

/** Which argument names the file: a path, a URL or options with `filename`. */
export const WORKER_FILES: ReadonlyMap<ApiPath, number> = new Map([
  ['worker_threads.Worker', 0],
  ['#Worker', 0],
  ['web-worker', 0],
  ['threads.Worker', 0],
  ['piscina', 0],
  ['piscina.Piscina', 0],
  ['tinypool', 0],
  ['tinypool.Tinypool', 0],
  ['workerpool.pool', 0],
  ['jest-worker', 0],
  ['jest-worker.Worker', 0],
  ['poolifier.FixedThreadPool', 1],
  ['poolifier.DynamicThreadPool', 2],
  ['bullmq.Worker', 1],
  ['bull.new.process', 0],
  ['bull().process', 0],
]);
