/** Tries a task again until it goes well, within bounds of attempts and time. */
import { TimeoutError } from '../errors/timeout.ts';
import { settingsFor } from '../settings/settings-for.ts';
import { deadlineOf, type WaitOptions } from '../waiting/wait-options.ts';
import { backoffMs, type BackoffOptions } from './backoff.ts';
import { RetryError } from './retry-error.ts';
import { sleep } from './sleep.ts';
import { underSignal } from '../waiting/under-signal.ts';

/** What a task is told. */
export interface Attempt {
  /** From 1. */
  readonly number: number;
  /** Aborted when the caller's is, or the time of the attempt is up. */
  readonly signal: AbortSignal;
}

/** How often and how long. `timeoutMs` and `deadline` bound all attempts and rests together; no bound by default. */
export interface RetryOptions extends BackoffOptions, WaitOptions {
  /** How many attempts at most, with the first; 3 by default. */
  readonly attempts?: number | undefined;
  /** Milliseconds for one attempt; no bound by default. */
  readonly attemptTimeoutMs?: number | undefined;
  /** Whether to try again after this error; yes by default. A no throws the error itself. */
  readonly shouldRetry?: ((error: unknown, attempt: number) => boolean | PromiseLike<boolean>) | undefined;
  /** Milliseconds that the other side asked to wait, such as `Retry-After`; undefined leaves it to the backoff, as does its absence by default. */
  readonly retryAfterMs?: ((error: unknown) => number | undefined) | undefined;
  /** Told of each failure that is followed by another attempt. */
  readonly onRetry?: ((event: { error: unknown; attempt: number; delayMs: number }) => void) | undefined;
}

/**
 * Runs a task, and again after a growing rest where it fails. A rest that would end after the deadline is not begun:
 * the caller hears at once.
 * @throws {RetryError} where the attempts or the time ran out; its cause is the last error
 * @throws {RangeError} where no attempt is allowed
 * @throws the error itself where `shouldRetry` says no, and the signal's reason
 */
export async function retry<Result>(
  task: (attempt: Attempt) => Result | PromiseLike<Result>,
  options: RetryOptions = {},
): Promise<Result> {
  const { attempts = settingsFor('retry').attempts, signal, shouldRetry, retryAfterMs, onRetry } = options;
  if (!(attempts >= 1)) throw new RangeError(`attempts is a number from 1, not ${attempts}`);
  const deadline = deadlineOf(options);
  for (let number = 1; ; number++) {
    try {
      return await attempt(task, number, deadline, options);
    } catch (error) {
      signal?.throwIfAborted();
      if (shouldRetry && !(await shouldRetry(error, number))) throw error;
      if (number >= attempts) throw new RetryError('no more attempts', number, error);
      const delayMs = retryAfterMs?.(error) ?? backoffMs(number, options);
      if (performance.now() + delayMs >= deadline) throw new RetryError('no more time', number, error);
      onRetry?.({ error, attempt: number, delayMs });
      await sleep(delayMs, { signal });
    }
  }
}

/** One attempt, in its own time and in that of all. */
function attempt<Result>(
  task: (attempt: Attempt) => Result | PromiseLike<Result>,
  number: number,
  deadline: number,
  { signal, attemptTimeoutMs = Infinity }: RetryOptions,
): Promise<Result> {
  signal?.throwIfAborted();
  const timeoutMs = Math.min(attemptTimeoutMs, deadline - performance.now());
  if (timeoutMs <= 0) throw new TimeoutError('an attempt', 0);
  return underSignal((own) => task({ number, signal: own }), { signal, timeoutMs, what: 'an attempt' });
}
