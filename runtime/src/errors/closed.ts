/** Something was asked of what is closed. */
import { hasCode, RuntimeError } from './runtime-error.ts';

const CODE = 'PERFMIG_CLOSED';

/** What was asked was closed before, or while the caller was in line. */
export class ClosedError extends RuntimeError {
  /** @param what what is closed: `pool orders` */
  constructor(what: string, options?: ErrorOptions) {
    super(CODE, `${what} is closed`, options);
  }
}

/** Whether an error says that something is closed. */
export function isClosedError(error: unknown): error is ClosedError {
  return hasCode(error, CODE);
}
