/** A call that was not made. */
import { hasCode, RuntimeError } from '../errors/runtime-error.ts';

const CODE = 'PERFMIG_CIRCUIT_OPEN';

/** The other side has failed too often; nothing was asked of it. The cause is its last failure. */
export class CircuitOpenError extends RuntimeError {
  /** Milliseconds until it is tried again; 0 where that is being done right now. */
  readonly retryAfterMs: number;

  constructor(name: string, retryAfterMs: number, cause: unknown) {
    super(CODE, `${name} keeps failing, and is not asked for another ${Math.ceil(retryAfterMs)} ms`, { cause });
    this.retryAfterMs = retryAfterMs;
  }
}

/** Whether an error says that a call was not made, since the ones before have failed. */
export function isCircuitOpenError(error: unknown): error is CircuitOpenError {
  return hasCode(error, CODE);
}
