/** Runs long synchronous work so that signals, timers and progress get their turn. */
import { setImmediate } from 'node:timers/promises';

/** Milliseconds of work between two pauses. */
const SLICE = 40;

export interface Cooperation {
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Drives a generator to its end and returns its result.
 * @throws the signal's reason, where it is aborted
 */
export async function cooperate<Result>(
  work: Generator<void, Result>,
  total: number,
  { onProgress, signal }: Cooperation,
): Promise<Result> {
  signal?.throwIfAborted();
  let paused = performance.now();
  for (let done = 1; ; done++) {
    const step = work.next();
    if (step.done === true) return step.value;
    if (performance.now() - paused < SLICE) continue;
    onProgress?.(Math.min(done, total), total);
    await setImmediate();
    signal?.throwIfAborted();
    paused = performance.now();
  }
}
