/** A pause that blocks nobody. */
import { onAbort } from '../waiting/on-abort.ts';

/**
 * Resolves after so many milliseconds. Somebody waits for it, so it keeps the process alive; an aborted one doesn't.
 * @throws the signal's reason, at once when it is aborted
 */
export function sleep(ms: number, { signal }: { readonly signal?: AbortSignal | undefined } = {}): Promise<void> {
  if (signal?.aborted) return Promise.reject(signal.reason as Error);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      unlisten?.();
      resolve();
    }, ms);
    const unlisten =
      signal &&
      onAbort(signal, () => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      });
  });
}
