/** There is no room for one more in line. */
import { hasCode, RuntimeError } from './runtime-error.ts';

const CODE = 'PERFMIG_QUEUE_FULL';

/** As many as may wait are waiting already. */
export class QueueFullError extends RuntimeError {
  /** How many may wait. */
  readonly limit: number;

  /** @param what what is waited for: `pool orders` */
  constructor(what: string, limit: number, options?: ErrorOptions) {
    super(CODE, `${limit} wait for ${what} already`, options);
    this.limit = limit;
  }
}

/** Whether an error says that a queue is full. */
export function isQueueFullError(error: unknown): error is QueueFullError {
  return hasCode(error, CODE);
}
