/** A promise that may take only so long. */
import { TimeoutError } from '../errors/timeout.ts';
import { onAbort } from './on-abort.ts';

/**
 * What the promise gives, if it comes in time. What becomes of it afterwards is for the caller to see to; it is never
 * an unhandled rejection.
 * @param timeoutMs milliseconds; none for `Infinity`
 * @param what what takes too long then, for the message
 * @throws {TimeoutError}, the signal's reason, and what the promise rejects with
 */
export function within<Value>(
  promise: PromiseLike<Value>,
  timeoutMs: number,
  what: string,
  signal?: AbortSignal,
): Promise<Value> {
  return new Promise((resolve, refuse) => {
    const reject: (error: unknown) => void = refuse;
    // Whatever comes first leaves neither timer nor listener: the promise may never settle.
    const settled = (): void => {
      clearTimeout(timer);
      unlisten?.();
    };
    const fail = (error: unknown): void => {
      settled();
      reject(error);
    };
    const timer = Number.isFinite(timeoutMs)
      ? setTimeout(() => fail(new TimeoutError(what, timeoutMs)), timeoutMs).unref()
      : undefined;
    const unlisten = signal && onAbort(signal, () => fail(signal.reason));
    promise.then((value) => {
      settled();
      resolve(value);
    }, fail);
    if (signal?.aborted) fail(signal.reason);
  });
}
