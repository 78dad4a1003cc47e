/** The base of all errors of this package. */

/**
 * An error that carries a code. The package is built twice, for `import` and for `require`, and a program may load
 * both: `instanceof` then says no to the other build's errors, where the code still tells what it is.
 */
export class RuntimeError extends Error {
  /** Begins with `PERFMIG_`, never changes, and stands for one cause. */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.name = new.target.name;
  }
}

/** Whether something thrown is an error with this code, of whichever build. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
