/** Events that are taken one by one. */
import { Deque } from '../waiting/deque.ts';
import { onAbort } from '../waiting/on-abort.ts';
import type { IterateOptions } from './options.ts';

/** One that waits to be taken, and whoever waits for that. */
interface Waiting<Data> {
  readonly data: Data;
  readonly taken: (() => void) | undefined;
}

const END = { done: true, value: undefined } as const;

/** Keeps what nobody has asked for yet, and makes those wait who publish more than it may keep. */
export class EventIterator<Data> implements AsyncIterableIterator<Data> {
  readonly #highWaterMark: number;
  readonly #whenFull: NonNullable<IterateOptions['whenFull']>;
  readonly #onEnd: () => void;
  readonly #waiting = new Deque<Waiting<Data>>();
  readonly #askers = new Deque<{
    resolve: (step: IteratorResult<Data, undefined>) => void;
    reject: (error: Error) => void;
  }>();
  #isEnded = false;
  #failure: { readonly error: Error } | undefined;
  #unlisten: (() => void) | undefined;

  /** @param onEnd called once, when it takes no more */
  constructor({ highWaterMark = 1_000, whenFull = 'wait', signal }: IterateOptions, onEnd: () => void) {
    if (!(highWaterMark >= 1)) throw new RangeError(`highWaterMark is a number from 1, not ${highWaterMark}`);
    this.#highWaterMark = highWaterMark;
    this.#whenFull = whenFull;
    this.#onEnd = onEnd;
    if (signal?.aborted) this.#fail(signal.reason as Error);
    else this.#unlisten = signal && onAbort(signal, () => this.#fail(signal.reason as Error));
  }

  /** A promise where there is no room: it resolves when the event is taken. */
  put(data: Data): Promise<void> | undefined {
    if (this.#isEnded) return undefined;
    const asker = this.#askers.shift();
    if (asker) {
      asker.resolve({ value: data });
      return undefined;
    }
    if (this.#waiting.size < this.#highWaterMark) {
      this.#waiting.push({ data, taken: undefined });
      return undefined;
    }
    if (this.#whenFull === 'wait') return new Promise((taken) => this.#waiting.push({ data, taken }));
    if (this.#whenFull === 'drop-oldest') {
      this.#waiting.shift();
      this.#waiting.push({ data, taken: undefined });
    }
    return undefined;
  }

  /** Takes no more; what waits can still be taken. */
  end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#unlisten?.();
    this.#onEnd();
    for (let asker = this.#askers.shift(); asker; asker = this.#askers.shift()) asker.resolve(END);
  }

  next(): Promise<IteratorResult<Data, undefined>> {
    if (this.#failure) return Promise.reject(this.#failure.error);
    const first = this.#waiting.shift();
    if (first) {
      first.taken?.();
      return Promise.resolve({ value: first.data });
    }
    if (this.#isEnded) return Promise.resolve(END);
    return new Promise((resolve, reject) => this.#askers.push({ resolve, reject }));
  }

  return(): Promise<IteratorResult<Data, undefined>> {
    this.end();
    this.#forget();
    return Promise.resolve(END);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.return().then(() => undefined);
  }

  #fail(error: Error): void {
    this.#failure = { error };
    const askers = this.#askers;
    for (let asker = askers.shift(); asker; asker = askers.shift()) asker.reject(error);
    this.end();
    this.#forget();
  }

  /** Nobody takes what waits any more; those who wait for that must not wait for ever. */
  #forget(): void {
    for (let one = this.#waiting.shift(); one; one = this.#waiting.shift()) one.taken?.();
  }
}
