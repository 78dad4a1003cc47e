/** Handlers one after the other, where the part is switched off. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { Deque } from '../waiting/deque.ts';

/**
 * Calls at once where nobody is being waited for, so that synchronous handlers are done when `emit` returns, as they are
 * otherwise. What a handler tells of is handled within it: it may wait for that, and would wait for itself.
 */
export class HandlerLine {
  readonly #inside = new AsyncLocalStorage<true>();
  readonly #waiting = new Deque<() => void>();
  #isBusy = false;

  /** What the handler gives, or a promise of it. */
  run(call: () => unknown): unknown {
    if (this.#inside.getStore()) return call();
    if (!this.#isBusy) return this.#begin(call);
    return new Promise((resolve) => {
      // Those who listen may be of another request; each goes on with what was around it.
      this.#waiting.push(AsyncLocalStorage.bind(() => resolve(new Promise((settle) => settle(this.#begin(call))))));
    });
  }

  #begin(call: () => unknown): unknown {
    this.#isBusy = true;
    let result: unknown;
    try {
      result = this.#inside.run(true, call);
    } catch (error) {
      this.#next();
      throw error;
    }
    if (typeof result === 'object' && result !== null && 'then' in result) {
      const next = (): void => this.#next();
      Promise.resolve(result as PromiseLike<unknown>).then(next, next);
    } else {
      this.#next();
    }
    return result;
  }

  #next(): void {
    this.#isBusy = false;
    this.#waiting.shift()?.();
  }
}
