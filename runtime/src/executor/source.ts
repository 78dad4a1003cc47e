/** Where the items of a bounded run come from: anything that can be iterated, asked for one at a time. */

import type { Readable } from 'node:stream';
import type { ReadableStream, ReadableStreamDefaultReader } from 'node:stream/web';

/** What an iterator gives. */
export type Step<Item> = IteratorResult<Item, unknown>;

/** An iterator that is never asked for an item while it is still about another: not all of them can stand that. */
export interface Source<Item> {
  /** A promise only where the items come as promises. */
  readonly next: () => Step<Item> | Promise<Step<Item>>;
  /** Says that no more are wanted; what goes wrong then is nobody's concern. */
  readonly close: () => void;
}

const END = { done: true, value: undefined } as const;

/** The source that reads from these items. */
export function sourceOf<Item>(items: Iterable<Item> | AsyncIterable<Item>): Source<Item> {
  if (!(Symbol.asyncIterator in items)) return syncSource(items);
  if (isWebStream(items)) return webSource(items.getReader());
  const source = asyncSource(items[Symbol.asyncIterator]());
  return isNodeStream(items) ? { ...source, close: () => items.destroy() } : source;
}

function isWebStream<Item>(items: AsyncIterable<Item>): items is ReadableStream<Item> {
  return 'getReader' in items && typeof items.getReader === 'function';
}

/** Its iterator would wait for a read that is under way, perhaps for ever, before it destroys the stream. */
function isNodeStream<Item>(items: AsyncIterable<Item>): items is Readable {
  return 'destroy' in items && typeof items.destroy === 'function' && 'pipe' in items;
}

/** Its iterator would keep the lock as long as a read is under way. */
function webSource<Item>(reader: ReadableStreamDefaultReader<Item>): Source<Item> {
  const iterator: AsyncIterator<Item, unknown> = {
    next: async () => {
      const step = await reader.read();
      if (step.done) reader.releaseLock();
      return step;
    },
    return: async () => {
      // Ends the reads that are under way; the lock can be let go of before that is done.
      const cancelled = reader.cancel();
      reader.releaseLock();
      await cancelled;
      return END;
    },
  };
  return asyncSource(iterator);
}

function syncSource<Item>(items: Iterable<Item>): Source<Item> {
  const iterator: Iterator<Item, unknown> = items[Symbol.iterator]();
  return { next: () => iterator.next(), close: () => quietly(() => iterator.return?.()) };
}

function asyncSource<Item>(iterator: AsyncIterator<Item, unknown>): Source<Item> {
  let last: Promise<unknown> = Promise.resolve();
  let isDone = false;
  const take = async (): Promise<Step<Item>> => {
    const step = isDone ? END : await iterator.next();
    isDone = step.done === true;
    return step;
  };
  return {
    next: () => {
      const step = last.then(take);
      last = step;
      return step;
    },
    close: () => quietly(() => (isDone ? undefined : iterator.return?.())),
  };
}

/** Runs what may fail without anybody hearing of it. */
function quietly(run: () => unknown): void {
  const ignore = (): void => undefined;
  try {
    Promise.resolve(run()).catch(ignore);
  } catch {
    // The failure that led here is the one to tell.
  }
}
