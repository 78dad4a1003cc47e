/** One promise that several wait for, and each may leave. */
import { untilAbort } from './until-abort.ts';

/**
 * Counts who waits; tells when the last has left. There is one for each request of a batch, so it is kept small: its
 * fields are assigned and not defined, which is slow, and closures are made only for callers with a signal.
 */
export class Shared<Result> {
  /** Called when nobody waits any more, with the reason of the last. */
  declare whenLeft: ((reason: unknown) => void) | undefined;
  declare private readonly promise: Promise<Result>;
  declare private callers: number;

  /** @param begin settles the promise that is waited for */
  constructor(begin: (resolve: (result: Result) => void, reject: (error: unknown) => void) => void) {
    this.whenLeft = undefined;
    this.callers = 0;
    this.promise = new Promise(begin);
  }

  /** The promise itself, for those who don't count. */
  get ended(): Promise<Result> {
    return this.promise;
  }

  /** Whether anybody waits. */
  get isWanted(): boolean {
    return this.callers > 0;
  }

  /** Waits with the others; with a signal, until it is aborted. */
  join(signal?: AbortSignal): Promise<Result> {
    this.callers++;
    return signal ? this.joinUntil(signal) : this.promise;
  }

  private joinUntil(signal: AbortSignal): Promise<Result> {
    return untilAbort(this.promise, signal, () => {
      this.callers--;
      if (this.callers === 0) this.whenLeft?.(signal.reason);
    });
  }
}
