/** A mutex for each key, made when it is asked for and gone when nobody wants it any more. */
import type { WaitOptions } from '../waiting/wait-options.ts';
import { Lock } from './lock.ts';
import { Mutex } from './mutex.ts';

/** Lets one caller at a time through for each key; callers of different keys don't wait for each other. */
export class KeyedMutex<Key = string> {
  readonly #mutexes = new Map<Key, Mutex>();

  /** How many keys are locked. Keys nobody has or wants take no memory. */
  get size(): number {
    return this.#mutexes.size;
  }

  /** Whether somebody has the key's lock. */
  isLocked(key: Key): boolean {
    return this.#mutexes.has(key);
  }

  /**
   * Waits for the lock of a key, compared as the keys of a `Map` are.
   * @throws {TimeoutError} where it took longer than allowed
   * @throws the signal's reason, where it is aborted while waiting
   */
  async acquire(key: Key, options?: WaitOptions): Promise<Lock> {
    options?.signal?.throwIfAborted();
    let mutex = this.#mutexes.get(key);
    if (!mutex) this.#mutexes.set(key, (mutex = new Mutex(`the lock of ${String(key)}`)));
    const own = mutex;
    const lock = await own.acquire(options);
    return new Lock(() => {
      lock.release();
      if (!own.isLocked) this.#mutexes.delete(key);
    });
  }

  /**
   * Runs a task while having the lock of a key, and gives it back however the task ends.
   * @throws what `acquire` throws, and what the task throws
   */
  async run<Result>(key: Key, task: () => Result | PromiseLike<Result>, options?: WaitOptions): Promise<Result> {
    const lock = await this.acquire(key, options);
    try {
      return await task();
    } finally {
      lock.release();
    }
  }
}
