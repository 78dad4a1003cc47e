/** A lock that one caller has at a time, given in the order of asking. */
import { Semaphore } from '../semaphore/semaphore.ts';

/**
 * Lets one caller at a time through, first come first served. It is not reentrant: who asks again while having the
 * lock waits for itself, and `timeoutMs` is what ends that.
 */
export class Mutex extends Semaphore {
  /** @param name what the lock is called in the message of a `TimeoutError` */
  constructor(name = 'a lock') {
    super(1, name);
  }

  /** Whether somebody has the lock. */
  get isLocked(): boolean {
    return this.available === 0;
  }
}
