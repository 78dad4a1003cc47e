/** A semaphore for each key, made when it is asked for and gone when nobody wants it any more. */
import type { WaitOptions } from '../waiting/wait-options.ts';
import { Lock } from './lock.ts';
import { Semaphore } from './semaphore.ts';

/** Lets a few callers through at a time for each key; callers of different keys don't wait for each other. */
export class KeyedSemaphore<Key = string> {
  readonly #permits: number;
  readonly #semaphores = new Map<Key, Semaphore>();

  /**
   * @param permits how many callers of one key may be through at once: a whole number from 1
   * @throws {RangeError} for another number
   */
  constructor(permits: number) {
    this.#permits = new Semaphore(permits).available;
  }

  /** How many keys somebody has permits of. Keys nobody has or wants take no memory. */
  get size(): number {
    return this.#semaphores.size;
  }

  /** How many permits of a key nobody has. */
  available(key: Key): number {
    return this.#semaphores.get(key)?.available ?? this.#permits;
  }

  /**
   * Waits for a permit of a key, compared as the keys of a `Map` are.
   * @throws {TimeoutError} where it took longer than allowed
   * @throws the signal's reason, where it is aborted while waiting
   */
  async acquire(key: Key, options?: WaitOptions): Promise<Lock> {
    options?.signal?.throwIfAborted();
    const semaphore = this.#semaphores.get(key) ?? this.#make(key);
    const lock = await semaphore.acquire(options);
    return new Lock(() => {
      lock.release();
      if (semaphore.available === this.#permits) this.#semaphores.delete(key);
    });
  }

  /**
   * Runs a task while having a permit of a key, and gives it back however the task ends.
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

  #make(key: Key): Semaphore {
    const semaphore = new Semaphore(this.#permits, `a permit of ${String(key)}`);
    this.#semaphores.set(key, semaphore);
    return semaphore;
  }
}
