/** How long a caller is ready to wait. */

/** What everything that may keep a caller waiting takes. */
export interface WaitOptions {
  /** Leaves the line as soon as it is aborted; the wait rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds; the wait then rejects with a `TimeoutError`. None by default, unless the part says otherwise. */
  readonly timeoutMs?: number | undefined;
  /** The same as a point in time, in milliseconds of `performance.now()`. The earlier of both counts. */
  readonly deadline?: number | undefined;
}

/** The point in time, of `performance.now()`, at which a wait ends; infinite where it may take for ever. */
export function deadlineOf({ timeoutMs, deadline }: WaitOptions): number {
  if (timeoutMs === undefined) return deadline ?? Infinity;
  return Math.min(performance.now() + timeoutMs, deadline ?? Infinity);
}
