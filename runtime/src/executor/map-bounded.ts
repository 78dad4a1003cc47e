/** Visits many items, a few at a time, with results in order. */
import { onAbort } from '../waiting/on-abort.ts';
import type { Switch } from '../settings/parts.ts';
import { settingsFor } from '../settings/settings-for.ts';
import { isOff } from '../settings/switches.ts';
import { sourceOf, type Source, type Step } from './source.ts';

/** How a bounded map goes about it. */
export interface MapOptions {
  /** How many visits may be under way at once; 10 by default. `Infinity` is allowed. */
  readonly concurrency?: number | undefined;
  /** Ends the map: no more visits are begun, and it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** `off` makes one visit after the other; `on` by default. */
  readonly mode?: Switch | undefined;
}

/**
 * How many visits at once.
 * @throws {RangeError} for a number below 1
 */
export function concurrencyOf({ concurrency = settingsFor('executor').concurrency, mode }: MapOptions): number {
  if (!(concurrency >= 1)) throw new RangeError(`concurrency is a number from 1, not ${concurrency}`);
  return isOff('executor', mode) ? 1 : concurrency;
}

/**
 * Calls `visit` for each item, at most `concurrency` at a time, and resolves to the results in the order of the items.
 * An item is only taken when there is room for it, so a long source is never read ahead. The first failure ends it: no
 * more visits are begun, the source is closed, and it rejects at once; what is under way is not waited for.
 * @throws {RangeError} for a concurrency below 1
 */
export async function mapBounded<Item, Result>(
  items: Iterable<Item> | AsyncIterable<Item>,
  visit: (item: Item, index: number) => Result | PromiseLike<Result>,
  options: MapOptions = {},
): Promise<Result[]> {
  const results: Result[] = [];
  await visitBounded(items, visit, options, (result, index) => (results[index] = result));
  return results;
}

/**
 * Calls `visit` for each item, at most `concurrency` at a time, and keeps no results. All else is as in `mapBounded`.
 * @throws {RangeError} for a concurrency below 1
 */
export async function forEachBounded<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  visit: (item: Item, index: number) => unknown,
  options: MapOptions = {},
): Promise<void> {
  await visitBounded(items, visit, options, () => undefined);
}

type Visit<Item, Result> = (item: Item, index: number) => Result | PromiseLike<Result>;
type Keep<Result> = (result: Result, index: number) => void;

async function visitBounded<Item, Result>(
  items: Iterable<Item> | AsyncIterable<Item>,
  visit: Visit<Item, Result>,
  options: MapOptions,
  keep: Keep<Result>,
): Promise<void> {
  const { signal } = options;
  const concurrency = concurrencyOf(options);
  signal?.throwIfAborted();
  const run = new BoundedRun(sourceOf(items), visit, keep, concurrency);
  const unlisten = signal && onAbort(signal, () => run.fail(signal.reason));
  try {
    await run.ended;
  } finally {
    unlisten?.();
  }
}

/** One run over one source: runners that each visit one item after another, begun as the source gives. */
class BoundedRun<Item, Result> {
  readonly ended: Promise<void>;
  readonly #source: Source<Item>;
  readonly #visit: Visit<Item, Result>;
  readonly #keep: Keep<Result>;
  #reject: (error: Error) => void = () => undefined;
  #count = 0;
  #isOver = false;

  constructor(source: Source<Item>, visit: Visit<Item, Result>, keep: Keep<Result>, concurrency: number) {
    this.#source = source;
    this.#visit = visit;
    this.#keep = keep;
    this.ended = new Promise((resolve, reject) => {
      this.#reject = reject;
      this.#begin(concurrency).then(resolve, (error: unknown) => this.fail(error));
    });
  }

  /** Ends it at once. */
  fail(error: unknown): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#source.close();
    this.#reject(error as Error);
  }

  /** Asked anew after each wait. */
  #hasEnded(): boolean {
    return this.#isOver;
  }

  async #begin(concurrency: number): Promise<void> {
    const runners: Promise<void>[] = [];
    while (runners.length < concurrency && !this.#hasEnded()) {
      const step = this.#source.next();
      const next = step instanceof Promise ? await step : step;
      if (next.done === true || this.#hasEnded()) break;
      runners.push(this.#runFrom(next.value));
    }
    await Promise.all(runners);
    this.#isOver = true;
  }

  async #runFrom(first: Item): Promise<void> {
    try {
      for (let next: Step<Item> = { value: first }; next.done !== true && !this.#hasEnded();) {
        const index = this.#count++;
        this.#keep(await this.#visit(next.value, index), index);
        if (this.#hasEnded()) return;
        const step = this.#source.next();
        next = step instanceof Promise ? await step : step;
      }
    } catch (error) {
      this.fail(error);
    }
  }
}
