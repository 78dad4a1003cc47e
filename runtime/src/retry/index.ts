/** Tries again what may go well the next time. */
export { isRetryError, RetryError } from './retry-error.ts';
export { retry, type Attempt, type RetryOptions } from './retry.ts';
export { growingDelays } from './growing-delays.ts';
export { backoffMs, type BackoffOptions } from './backoff.ts';
export { sleep } from './sleep.ts';
