/** The right to go on, until it is given back. */

/** What a mutex or a semaphore gives. Give it back with `release`, or let `using` do it. */
export class Lock {
  #release: (() => void) | undefined;

  constructor(release: () => void) {
    this.#release = release;
  }

  /** Lets the next in line go on. Asked again, it does nothing. */
  release(): void {
    const release = this.#release;
    this.#release = undefined;
    release?.();
  }

  [Symbol.dispose](): void {
    this.release();
  }
}
