/** Waiting for a promise that others wait for too, and leaving it. */
import { onAbort } from './on-abort.ts';

/** What the promise gives, or the signal's reason, if that comes first. `onLeave` is called then, and only then. */
export function untilAbort<Result>(
  promise: Promise<Result>,
  signal: AbortSignal,
  onLeave: () => void = () => undefined,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const unlisten = onAbort(signal, () => {
      reject(signal.reason as Error);
      onLeave();
    });
    promise.then(resolve, reject);
    promise.then(unlisten, unlisten);
  });
}
