/** What a batch may be told. */
import type { Switch } from '../settings/parts.ts';

/** What a load is told of. */
export interface LoadContext {
  /** Aborted when nobody wants any of its results. */
  readonly signal: AbortSignal;
}

/** How requests are gathered and made. */
export interface BatchOptions<Key, Value> {
  /**
   * Makes the requests of all keys at once, each key once. Gives as many values, in the order of the keys; an `Error`
   * among them rejects its own request alone.
   */
  readonly load: (
    keys: readonly Key[],
    context: LoadContext,
  ) => readonly (Value | Error)[] | PromiseLike<readonly (Value | Error)[]>;
  /** How many requests make a batch that doesn't wait for more; 100 by default. */
  readonly maxSize?: number | undefined;
  /**
   * Milliseconds to wait for more. By default it is the end of the tick: all that is asked for by code that runs now
   * comes together, and nobody waits.
   */
  readonly delayMs?: number | undefined;
  /** How many batches may be under way at once; any number by default. */
  readonly concurrency?: number | undefined;
  /** What tells keys apart, compared as a `Map` compares; themselves by default. */
  readonly keyOf?: ((key: Key) => unknown) | undefined;
  /**
   * What to do when `load` throws. `split`, the default, makes the requests again in halves until those that fail are
   * alone, so that only they reject. That is for reading, and for writing that is all or nothing; `reject` rejects all.
   */
  readonly onThrow?: 'split' | 'reject' | undefined;
  /** `off` makes each request by itself, one after the other; `on` by default. */
  readonly mode?: Switch | undefined;
}
