/** Callers in line: first come, first served, and each may leave by its signal or its deadline. */
import { TimeoutError } from '../errors/timeout.ts';
import { Deque } from './deque.ts';
import { onAbort } from './on-abort.ts';
import { deadlineOf, type WaitOptions } from './wait-options.ts';

/** The longest time a timer of Node can be set to, in milliseconds. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** How many that have left may lie in the queue before it is swept. */
const MOST_GONE = 64;

interface Waiter<Value> {
  resolve: (value: Value) => void;
  reject: (reason: unknown) => void;
  /** Of `performance.now()`. */
  readonly deadline: number;
  readonly since: number;
  /** Stops listening to its signal. */
  unlisten: (() => void) | undefined;
  isGone: boolean;
}

/** What goes with a line. */
export interface LineOptions {
  /** Why there is nothing to give, for the cause of a `TimeoutError`. */
  readonly causeOf?: () => unknown;
  /** Called after somebody has left by a signal or a deadline. */
  readonly onLeave?: () => void;
}

/** A line of callers that each wait for one value. It uses one timer for all, which doesn't keep the process alive. */
export class WaitLine<Value> {
  readonly #waiters = new Deque<Waiter<Value>>();
  readonly #what: string;
  readonly #options: LineOptions;
  #size = 0;
  #timer: NodeJS.Timeout | undefined;
  #timerAt = Infinity;

  /** @param what what is waited for, for the message of a `TimeoutError`: `waiting for a lock` */
  constructor(what: string, options: LineOptions = {}) {
    this.#what = what;
    this.#options = options;
  }

  /** How many wait. */
  get size(): number {
    return this.#size;
  }

  /** Joins the end of the line. Rejects with the signal's reason, or a `TimeoutError`; the caller is then gone. */
  wait(options: WaitOptions = {}): Promise<Value> {
    const { signal } = options;
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    const deadline = deadlineOf(options);
    return new Promise<Value>((resolve, reject) => {
      const since = deadline === Infinity ? 0 : performance.now();
      const waiter: Waiter<Value> = { resolve, reject, deadline, since, unlisten: undefined, isGone: false };
      this.#waiters.push(waiter);
      this.#size++;
      if (signal) waiter.unlisten = onAbort(signal, () => this.#leave(waiter, signal.reason));
      if (deadline < this.#timerAt) this.#arm(deadline);
    });
  }

  /** Gives the value to the first in line; false where nobody waits. */
  give(value: Value): boolean {
    const waiter = this.#next();
    waiter?.resolve(value);
    return waiter !== undefined;
  }

  /** Sends the first in line away with an error; false where nobody waits. */
  refuse(reason: unknown): boolean {
    const waiter = this.#next();
    waiter?.reject(reason);
    return waiter !== undefined;
  }

  /** Sends everybody away with this error. */
  refuseAll(reason: unknown): void {
    while (this.refuse(reason));
    clearTimeout(this.#timer);
    this.#timerAt = Infinity;
  }

  #next(): Waiter<Value> | undefined {
    let waiter = this.#waiters.shift();
    while (waiter?.isGone) waiter = this.#waiters.shift();
    if (waiter) this.#settle(waiter);
    return waiter;
  }

  #leave(waiter: Waiter<Value>, reason: unknown): void {
    this.#settle(waiter);
    waiter.reject(reason);
    if (this.#waiters.size - this.#size > MOST_GONE) this.#waiters.keep(({ isGone }) => !isGone);
    this.#options.onLeave?.();
  }

  #settle(waiter: Waiter<Value>): void {
    waiter.isGone = true;
    this.#size--;
    waiter.unlisten?.();
  }

  #arm(deadline: number): void {
    clearTimeout(this.#timer);
    this.#timerAt = deadline;
    const delay = Math.min(Math.max(deadline - performance.now(), 0), LONGEST_TIMER_MS);
    this.#timer = setTimeout(() => this.#expire(), Math.ceil(delay)).unref();
  }

  /** Sends away whose time is up, and sets the timer for the next. */
  #expire(): void {
    this.#timerAt = Infinity;
    const now = performance.now();
    const cause = this.#options.causeOf?.();
    let earliest = Infinity;
    this.#waiters.keep((waiter) => {
      if (waiter.isGone) return false;
      if (waiter.deadline > now) {
        earliest = Math.min(earliest, waiter.deadline);
        return true;
      }
      this.#settle(waiter);
      waiter.reject(new TimeoutError(this.#what, waiter.deadline - waiter.since, cause === undefined ? {} : { cause }));
      return false;
    });
    if (earliest < Infinity) this.#arm(earliest);
    this.#options.onLeave?.();
  }
}
