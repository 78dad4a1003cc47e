/** Asks until there is an answer. */
import { TimeoutError } from '../errors/timeout.ts';
import { backoffMs, type BackoffOptions } from '../retry/backoff.ts';
import { underSignal } from '../waiting/under-signal.ts';
import { deadlineOf, type WaitOptions } from '../waiting/wait-options.ts';
import { Bell } from './bell.ts';

/** How often to ask, and how long. `timeoutMs` is 30,000 by default; jitter is `none`. */
export interface PollOptions extends BackoffOptions, WaitOptions {
  /** Milliseconds of the first rest; 100 by default. */
  readonly firstDelayMs?: number | undefined;
  /** The longest rest, in milliseconds; 2,000 by default. */
  readonly maxDelayMs?: number | undefined;
  /** Whether to go on after an error of the check, as after a no; no by default: the error is thrown. */
  readonly ignoreError?: ((error: unknown) => boolean) | undefined;
  /**
   * Subscribes to something that may mean it is so, such as an event: `wake` ends the rest, and the check is made at
   * once. Returns what unsubscribes. By default nothing does.
   */
  readonly wakeOn?: ((wake: () => void) => () => void) | undefined;
}

/** What isn't an answer yet. */
export type NotYet = false | null | undefined;

/** What a check is told. */
export interface Check {
  /** Aborted when nobody waits any more. */
  readonly signal: AbortSignal;
  /** From 1. */
  readonly number: number;
}

const STANDARD = { firstDelayMs: 100, maxDelayMs: 2_000, jitter: 'none' } as const;
const TIMEOUT_MS = 30_000;

/**
 * Asks at once, and then after growing rests (0.1, 0.2, 0.4 s …), until the check gives something other than `false`,
 * `null` or `undefined`.
 * @throws {TimeoutError} where there is no answer in time; its cause is the last error that was ignored
 * @throws what the check throws, and the signal's reason
 */
export async function poll<Answer>(
  check: (check: Check) => Answer | PromiseLike<Answer>,
  options: PollOptions = {},
): Promise<Exclude<Awaited<Answer>, NotYet>> {
  const { deadline, signal, wakeOn, timeoutMs = deadline === undefined ? TIMEOUT_MS : undefined } = options;
  const until = deadlineOf({ deadline, timeoutMs });
  const begun = performance.now();
  const bell = new Bell();
  const unsubscribe = wakeOn?.(() => bell.ring());
  let cause: ErrorOptions = {};
  try {
    for (let number = 1; ; number++) {
      bell.reset();
      const asked = await ask(check, number, until, options);
      if (asked.kind === 'answer') return asked.answer;
      if (asked.kind === 'error') cause = { cause: asked.error };
      const leftMs = until - performance.now();
      if (leftMs <= 0) throw new TimeoutError('waiting for an answer', until - begun, cause);
      await bell.rest(Math.min(backoffMs(number, { ...STANDARD, ...options }), leftMs), signal);
    }
  } finally {
    unsubscribe?.();
  }
}

type Asked<Answer> =
  | { readonly kind: 'answer'; readonly answer: Exclude<Awaited<Answer>, NotYet> }
  | { readonly kind: 'error'; readonly error: unknown }
  | { readonly kind: 'not yet' };

/** One check, ended with the time of all. */
async function ask<Answer>(
  check: (check: Check) => Answer | PromiseLike<Answer>,
  number: number,
  until: number,
  { signal, ignoreError }: PollOptions,
): Promise<Asked<Answer>> {
  const bounds = { signal, timeoutMs: Math.max(0, until - performance.now()), what: 'waiting for an answer' };
  try {
    const answer = await underSignal((own) => check({ signal: own, number }), bounds);
    const isAnswer = answer !== false && answer !== null && answer !== undefined;
    return isAnswer ? { kind: 'answer', answer: answer as Exclude<Awaited<Answer>, NotYet> } : { kind: 'not yet' };
  } catch (error) {
    if (signal?.aborted || !ignoreError?.(error)) throw error;
    return { kind: 'error', error };
  }
}
