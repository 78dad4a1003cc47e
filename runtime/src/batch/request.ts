/** One request of a batch, with all who wait for it. */
import { untilAbort } from '../waiting/until-abort.ts';

type Settle<Value> = (value: Value | PromiseLike<Value>) => void;

/** Those who wait for a request and may leave it. */
interface Leavers {
  count: number;
  /** Whether somebody waits beside them who can't leave. */
  isKept: boolean;
  /** Called when nobody waits any more, with the reason of the last. */
  whenLeft: ((reason: unknown) => void) | undefined;
}

/**
 * It is settled from outside, by the batch that makes it. There is one for each key, so it is kept small: its fields
 * are assigned and not defined, which is slow, and callers are counted only where the first may leave.
 */
export class Request<Key, Value> {
  declare readonly key: Key;
  /** Gives all who wait this value. */
  declare settle: Settle<Value>;
  declare private readonly promise: Promise<Value>;
  /** Absent where somebody waited from the beginning who can't leave. */
  declare private readonly leavers: Leavers | undefined;

  /** @param canBeLeft whether the first who waits has a signal */
  constructor(key: Key, canBeLeft: boolean) {
    this.key = key;
    this.settle = ignore;
    this.promise = new Promise<Value>((settle) => (this.settle = settle));
    this.leavers = canBeLeft ? { count: 0, isKept: false, whenLeft: undefined } : undefined;
  }

  /** Whether anybody waits. */
  get isWanted(): boolean {
    const { leavers } = this;
    return leavers === undefined || leavers.isKept || leavers.count > 0;
  }

  /** Waits with the others; with a signal, until it is aborted. */
  join(signal: AbortSignal | undefined): Promise<Value> {
    const { leavers } = this;
    if (!signal) {
      if (leavers) leavers.isKept = true;
      return this.promise;
    }
    if (!leavers) return untilAbort(this.promise, signal);
    leavers.count++;
    return untilAbort(this.promise, signal, () => {
      leavers.count--;
      if (!this.isWanted) leavers.whenLeft?.(signal.reason);
    });
  }

  /** Calls back when nobody waits any more, with the reason of the last; never where somebody can't leave. */
  onceLeft(callback: (reason: unknown) => void): void {
    if (this.leavers) this.leavers.whenLeft = callback;
  }

  /** By a promise that rejects: a function of its own for each that goes well would be kept for nothing. */
  reject(error: unknown): void {
    const reason = error as Error;
    this.settle(Promise.reject(reason));
  }
}

function ignore(): void {
  // What a promise is made with takes its place at once.
}
