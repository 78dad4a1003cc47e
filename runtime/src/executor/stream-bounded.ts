/** Visits a source a few items at a time, and gives the results one by one as they are asked for. */
import { Deque } from '../waiting/deque.ts';
import { onAbort } from '../waiting/on-abort.ts';
import { concurrencyOf, type MapOptions } from './map-bounded.ts';
import { sourceOf, type Source } from './source.ts';

/** How a stream goes about it. */
export interface StreamOptions extends MapOptions {
  /** `input`, the default, gives results in the order of the items; `completion` as they come. */
  readonly order?: 'input' | 'completion' | undefined;
}

/**
 * The results of `visit` as an async iterator. No more than `concurrency` results are under way or waiting to be asked
 * for, so a slow reader slows the source, and memory stays flat. Leaving the loop early closes the source; a failure
 * ends it, in the order of the items after the results before it.
 * @throws {RangeError} for a concurrency below 1
 */
export async function* streamBounded<Item, Result>(
  items: Iterable<Item> | AsyncIterable<Item>,
  visit: (item: Item, index: number) => Result | PromiseLike<Result>,
  options: StreamOptions = {},
): AsyncGenerator<Result, void, undefined> {
  const { signal, order = 'input' } = options;
  const concurrency = concurrencyOf(options);
  signal?.throwIfAborted();
  const stream = new BoundedStream(sourceOf(items), visit, order);
  const unlisten = signal && onAbort(signal, () => stream.fail(signal.reason));
  try {
    for (let next = await stream.next(concurrency); next; next = await stream.next(concurrency)) yield next.value;
  } finally {
    unlisten?.();
    stream.close();
  }
}

type Outcome<Result> = { readonly value: Result } | { readonly error: unknown } | 'end';

/** One visit; without an outcome while it is under way. */
interface Slot<Result> {
  outcome: Outcome<Result> | undefined;
}

class BoundedStream<Item, Result> {
  readonly #source: Source<Item>;
  readonly #visit: (item: Item, index: number) => Result | PromiseLike<Result>;
  readonly #isOrdered: boolean;
  /** In the order in which they are given. */
  readonly #slots = new Deque<Slot<Result>>();
  #underWay = 0;
  #count = 0;
  #isDry = false;
  #failure: { readonly error: unknown } | undefined;
  #wake: (() => void) | undefined;

  constructor(
    source: Source<Item>,
    visit: (item: Item, index: number) => Result | PromiseLike<Result>,
    order: 'input' | 'completion',
  ) {
    this.#source = source;
    this.#visit = visit;
    this.#isOrdered = order === 'input';
  }

  /** The next result; undefined at the end. */
  async next(concurrency: number): Promise<{ readonly value: Result } | undefined> {
    for (;;) {
      if (this.#failure) throw this.#failure.error;
      while (!this.#isDry && this.#held() < concurrency) void this.#begin();
      const outcome = this.#take();
      if (outcome === undefined) {
        if (this.#held() === 0) return undefined;
        await new Promise<void>((resolve) => (this.#wake = resolve));
      } else if (outcome !== 'end') {
        if ('error' in outcome) throw outcome.error;
        return outcome;
      }
    }
  }

  /** Ends it at once. */
  fail(error: unknown): void {
    this.#failure = { error };
    this.#wake?.();
  }

  close(): void {
    this.#isDry = true;
    this.#source.close();
  }

  /** Results that are under way or wait to be asked for. */
  #held(): number {
    return this.#isOrdered ? this.#slots.size : this.#slots.size + this.#underWay;
  }

  #take(): Outcome<Result> | undefined {
    const outcome = this.#slots.peek()?.outcome;
    if (outcome !== undefined) this.#slots.shift();
    return outcome;
  }

  async #begin(): Promise<void> {
    const slot: Slot<Result> = { outcome: undefined };
    if (this.#isOrdered) this.#slots.push(slot);
    this.#underWay++;
    slot.outcome = await this.#outcome();
    this.#underWay--;
    if (!this.#isOrdered) this.#slots.push(slot);
    this.#wake?.();
  }

  async #outcome(): Promise<Outcome<Result>> {
    try {
      const step = await this.#source.next();
      if (step.done !== true) return { value: await this.#visit(step.value, this.#count++) };
      this.#isDry = true;
      return 'end';
    } catch (error) {
      this.#isDry = true;
      return { error };
    }
  }
}
