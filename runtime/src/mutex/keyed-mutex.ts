/** A lock for each key. */
import { KeyedSemaphore } from '../semaphore/keyed-semaphore.ts';

/** Lets one caller at a time through for each key; callers of different keys don't wait for each other. */
export class KeyedMutex<Key = string> extends KeyedSemaphore<Key> {
  constructor() {
    super(1);
  }

  /** Whether somebody has the key's lock. */
  isLocked(key: Key): boolean {
    return this.available(key) === 0;
  }
}
