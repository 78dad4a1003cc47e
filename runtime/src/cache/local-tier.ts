/** The entries of one process. */
import { LRUCache } from 'lru-cache';
import { estimateBytes } from './estimate.ts';
import type { Id } from './key.ts';
import { TagIndex } from './tag-index.ts';

/** Stands for the knowledge that there is no value. */
export const NOTHING = Symbol('nothing');

/** How many entries, and how large. */
export interface LocalOptions {
  readonly maxEntries: number;
  /** Infinite for no bound. */
  readonly maxBytes: number;
  readonly sizeOf: ((value: unknown) => number) | undefined;
  /** Milliseconds for which an entry is kept after it was fresh. */
  readonly staleMs: number;
}

/** An entry that isn't fresh any more. */
export interface Stale {
  readonly value: unknown;
  /** For how many milliseconds it hasn't been. */
  readonly forMs: number;
}

/** Everything but null and undefined, which have symbols of their own. */
type Kept = object | string | number | bigint | boolean | symbol;

/** Asked for each time, as tests put another clock in its place. */
const CLOCK = { now: (): number => performance.now() };

/** How many entries are looked at to estimate the size of all. */
const SAMPLE = 50;

/** Values as they are, without a wrapper, as following one more pointer costs a quarter of a hit. */
export class LocalTier {
  /** For hits: `get` of this gives what is fresh, and nothing else. */
  readonly entries: LRUCache<Id, Kept>;
  readonly #options: LocalOptions;
  readonly #tags = new TagIndex();
  #evictions = 0;

  constructor(options: LocalOptions) {
    const { maxEntries, maxBytes, sizeOf = estimateBytes } = options;
    this.#options = options;
    const bounds = Number.isFinite(maxBytes)
      ? { maxSize: maxBytes, sizeCalculation: (value: unknown) => Math.max(1, Math.ceil(sizeOf(value))) }
      : {};
    this.entries = new LRUCache({
      ...(Number.isFinite(maxEntries) ? { max: maxEntries } : {}),
      ...bounds,
      // What is fresh for ever has 0 in the end; this makes the cache look at times at all.
      ...{ ttl: 1, ttlAutopurge: false, noDeleteOnStaleGet: options.staleMs > 0 },
      perf: CLOCK,
      dispose: (_value, id, reason) => {
        if (reason === 'evict') this.#evictions++;
        if (!this.#tags.isEmpty && reason !== 'set') this.#tags.delete(id);
      },
    });
  }

  get size(): number {
    return this.entries.size;
  }

  get evictions(): number {
    return this.#evictions;
  }

  /** Bytes of all entries: as they were counted, or estimated from a few. */
  get bytes(): number {
    if (Number.isFinite(this.#options.maxBytes)) return this.entries.calculatedSize;
    const { sizeOf = estimateBytes } = this.#options;
    let bytes = 0;
    let count = 0;
    for (const value of this.entries.values()) {
      bytes += sizeOf(value);
      if (++count === SAMPLE) break;
    }
    return count === 0 ? 0 : Math.round((bytes / count) * this.size);
  }

  /** What was fresh once, if it is kept. */
  stale(id: Id): Stale | undefined {
    if (this.#options.staleMs === 0) return undefined;
    const value = this.entries.peek(id, { allowStale: true });
    if (value === undefined) return undefined;
    const forMs = -this.entries.getRemainingTTL(id);
    if (forMs <= this.#options.staleMs) return { value, forMs };
    this.entries.delete(id);
    return undefined;
  }

  /** Keeps a value, unless it would be fresh for no time. */
  set(id: Id, value: unknown, ttlMs: number, tags: readonly string[] = []): void {
    if (!(ttlMs > 0)) return;
    // Here 0 is for ever, and parts of a millisecond are none.
    const ttl = Number.isFinite(ttlMs) ? Math.ceil(ttlMs) : 0;
    this.entries.set(id, value ?? NULL, { ttl });
    if (tags.length > 0 || !this.#tags.isEmpty) this.#tags.set(id, this.entries.has(id) ? tags : []);
  }

  delete(id: Id): void {
    this.entries.delete(id);
  }

  deleteTag(tag: string): void {
    for (const id of this.#tags.idsOf(tag)) this.entries.delete(id);
  }

  clear(): void {
    this.entries.clear();
  }
}

/** `null` as a value: an entry of `undefined` is none to lru-cache, and null is not in its types. */
const NULL = Symbol('null');

/** What a caller is given for what is kept. */
export function valueOf(kept: unknown): unknown {
  if (typeof kept !== 'symbol') return kept;
  return kept === NULL ? null : kept === NOTHING ? undefined : kept;
}
