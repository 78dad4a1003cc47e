/** All attempts have failed. */
import { hasCode, RuntimeError } from '../errors/runtime-error.ts';

const CODE = 'PERFMIG_RETRY';

/** The last attempt allowed has failed too; its error is the cause. */
export class RetryError extends RuntimeError {
  /** How many attempts were made. */
  readonly attempts: number;

  /** @param why `no more attempts`, `no more time` */
  constructor(why: string, attempts: number, cause: unknown) {
    const last = cause instanceof Error ? `: ${cause.message}` : '';
    super(CODE, `${why} after ${attempts === 1 ? '1 attempt' : `${attempts} attempts`}${last}`, { cause });
    this.attempts = attempts;
  }
}

/** Whether an error says that all attempts have failed. */
export function isRetryError(error: unknown): error is RetryError {
  return hasCode(error, CODE);
}
