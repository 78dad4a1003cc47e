/** What a cache may be told. */
import type { Switch } from '../settings/parts.ts';
import type { RemoteTier } from './remote-tier.ts';

/** How much is kept, and for how long. Times are milliseconds. */
export interface CacheOptions {
  /** Tells the entries of several caches apart where they share a server; `cache` by default. */
  readonly name?: string | undefined;
  /** Another one makes all shared entries unknown: raise it when values get another form. 1 by default. */
  readonly version?: number | string | undefined;
  /** How many entries; 10,000 by default. Those used least recently go first. */
  readonly maxEntries?: number | undefined;
  /** How many bytes, as `sizeOf` says; any number by default. Larger values are not kept. */
  readonly maxBytes?: number | undefined;
  /** Bytes of a value; by default an estimate from its strings, numbers and properties. */
  readonly sizeOf?: ((value: unknown) => number) | undefined;
  /** Milliseconds for which an entry is fresh; an hour by default. */
  readonly ttlMs?: number | undefined;
  /** Milliseconds after that for which it is still given, while a new one is loaded behind it; 0 by default. */
  readonly staleWhileRevalidateMs?: number | undefined;
  /** Milliseconds after that for which it is given where loading a new one fails; 0 by default. */
  readonly staleIfErrorMs?: number | undefined;
  /** Milliseconds for which it is known that there is no value: that `load` gave `undefined`. 0 by default, so each asks again. */
  readonly negativeTtlMs?: number | undefined;
  /** A second tier that several processes share: `redisTier(client)`; none by default. */
  readonly remote?: ((cache: { readonly name: string; readonly version: number | string }) => RemoteTier) | undefined;
  /** Told of loads that fail while nobody waits for them, or a stale entry is given in their place. */
  readonly onError?: ((error: unknown) => void) | undefined;
  /** `off` keeps nothing and loads each time; `on` by default. */
  readonly mode?: Switch | undefined;
}

/** What goes with one entry. */
export interface EntryOptions {
  /** Milliseconds for which this one is fresh; by default as long as the cache says. */
  readonly ttlMs?: number | undefined;
  /** Names by which it can be dropped with others; none by default. */
  readonly tags?: readonly string[] | undefined;
}

/** What goes with one load. */
export interface LoadEntryOptions extends EntryOptions {
  /** Milliseconds for which it is known of this one that there is none; by default as long as the cache says. */
  readonly negativeTtlMs?: number | undefined;
  /** Leaves this caller out; the load goes on for the others, and is aborted when the last has left. */
  readonly signal?: AbortSignal | undefined;
  /** `off` loads, and keeps nothing; by default as the cache does. */
  readonly mode?: Switch | undefined;
}

/** What a load is told. */
export interface CacheLoadContext {
  /** Aborted when nobody wants the value any more. */
  readonly signal: AbortSignal;
}

/** Counts since the beginning, and sizes now. */
export interface CacheStats {
  /** How many are kept now. */
  readonly entries: number;
  /** As estimated. */
  readonly bytes: number;
  /** Given at once, from what is kept. */
  readonly hits: number;
  /** Asked for and not kept. */
  readonly misses: number;
  /** Given after their time, while a new one was loaded. */
  readonly staleHits: number;
  /** Given after their time, because a new one could not be loaded. */
  readonly staleOnError: number;
  /** Misses that the shared tier had. */
  readonly remoteHits: number;
  /** Calls of `load`. */
  readonly loads: number;
  /** Calls of `load` that failed. */
  readonly loadErrors: number;
  /** Entries that went for want of room. */
  readonly evictions: number;
}
