/** What can't be a key. */
import { hasCode, RuntimeError } from '../errors/runtime-error.ts';

const CODE = 'PERFMIG_UNCACHEABLE_KEY';

/** A key that can't be told from others: it holds a function, a symbol, an object of a class, or a circle. */
export class UncacheableKeyError extends RuntimeError {
  /** Where in the key: `key.filter.where`. */
  readonly path: string;

  /** @param why what is there: `is a function` */
  constructor(path: readonly string[], why: string) {
    const where = ['key', ...path].join('.');
    super(CODE, `${where} ${why}, which can't be part of a key`);
    this.path = where;
  }
}

/** Whether an error says that something can't be a key. */
export function isUncacheableKeyError(error: unknown): error is UncacheableKeyError {
  return hasCode(error, CODE);
}
