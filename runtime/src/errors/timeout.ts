/** Something took longer than it may. */
import { hasCode, RuntimeError } from './runtime-error.ts';

const CODE = 'PERFMIG_TIMEOUT';

/** A wait or a task took longer than allowed. */
export class TimeoutError extends RuntimeError {
  /** How long it was allowed to take, in milliseconds. */
  readonly timeoutMs: number;

  /** @param what what took too long: `waiting for a lock` */
  constructor(what: string, timeoutMs: number, options?: ErrorOptions) {
    super(CODE, `${what} took longer than ${Math.round(timeoutMs)} ms`, options);
    this.timeoutMs = timeoutMs;
  }
}

/** Whether an error says that something of this package took too long. */
export function isTimeoutError(error: unknown): error is TimeoutError {
  return hasCode(error, CODE);
}
