/** A number of permits, given in the order of asking. */
import { WaitLine } from '../waiting/line.ts';
import type { WaitOptions } from '../waiting/wait-options.ts';
import { Lock } from './lock.ts';

/**
 * Lets a few callers through at a time, first come first served. It is not reentrant: who asks again while having a
 * permit takes another, or waits for one.
 */
export class Semaphore {
  readonly #line: WaitLine<Lock>;
  #available: number;

  /**
   * @param permits how many callers may be through at once: a whole number from 1
   * @param name what a permit is called in the message of a `TimeoutError`
   * @throws {RangeError} for another number
   */
  constructor(permits: number, name = 'a permit') {
    if (!Number.isInteger(permits) || permits < 1) {
      throw new RangeError(`permits is a whole number from 1, not ${permits}`);
    }
    this.#available = permits;
    this.#line = new WaitLine(`waiting for ${name}`);
  }

  /** How many permits nobody has. */
  get available(): number {
    return this.#available;
  }

  /** How many callers wait. */
  get waiting(): number {
    return this.#line.size;
  }

  /**
   * Waits for a permit.
   * @throws {TimeoutError} where it took longer than allowed
   * @throws the signal's reason, where it is aborted while waiting
   */
  acquire(options?: WaitOptions): Promise<Lock> {
    if (options?.signal?.aborted) return Promise.reject(options.signal.reason as Error);
    const lock = this.tryAcquire();
    return lock ? Promise.resolve(lock) : this.#line.wait(options);
  }

  /** A permit if there is one, without waiting. */
  tryAcquire(): Lock | undefined {
    if (this.#available === 0) return undefined;
    this.#available--;
    return this.#lock();
  }

  /**
   * Runs a task while having a permit, and gives it back however the task ends.
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
      if (this.#line.size > 0) this.#line.give(this.#lock());
      else this.#available++;
    });
  }
}
