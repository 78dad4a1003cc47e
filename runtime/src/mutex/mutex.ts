/** A lock that one caller has at a time, given in the order of asking. */
import { WaitLine } from '../waiting/line.ts';
import type { WaitOptions } from '../waiting/wait-options.ts';
import { Lock } from './lock.ts';

/**
 * Lets one caller at a time through, first come first served. It is not reentrant: who asks again while having the
 * lock waits for itself, and `timeoutMs` is what ends that.
 */
export class Mutex {
  readonly #line: WaitLine<Lock>;
  #isLocked = false;

  /** @param name shown in the message of a `TimeoutError` */
  constructor(name = 'a lock') {
    this.#line = new WaitLine(`waiting for ${name}`);
  }

  /** Whether somebody has the lock. */
  get isLocked(): boolean {
    return this.#isLocked;
  }

  /** How many wait for it. */
  get waiting(): number {
    return this.#line.size;
  }

  /**
   * Waits for the lock.
   * @throws {TimeoutError} where it took longer than allowed
   * @throws the signal's reason, where it is aborted while waiting
   */
  acquire(options?: WaitOptions): Promise<Lock> {
    if (options?.signal?.aborted) return Promise.reject(options.signal.reason as Error);
    const lock = this.tryAcquire();
    return lock ? Promise.resolve(lock) : this.#line.wait(options);
  }

  /** The lock if nobody has it, without waiting. */
  tryAcquire(): Lock | undefined {
    if (this.#isLocked) return undefined;
    this.#isLocked = true;
    return this.#lock();
  }

  /**
   * Runs a task while having the lock, and gives it back however the task ends.
   * @throws what `acquire` throws, and what the task throws
   */
  async run<Result>(task: () => Result | PromiseLike<Result>, options?: WaitOptions): Promise<Result> {
    const lock = await this.acquire(options);
    try {
      return await task();
    } finally {
      lock.release();
    }
  }

  #lock(): Lock {
    return new Lock(() => {
      // A lock of its own for the next one: that of the one before may not give back what is now another's.
      if (!this.#line.give(this.#lock())) this.#isLocked = false;
    });
  }
}
