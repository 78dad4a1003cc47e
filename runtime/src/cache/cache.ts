/** Keeps what is dear to get, in this process and, if wanted, in one place for several. */
import { Dedupe } from '../dedupe/dedupe.ts';
import { settingsFor } from '../settings/settings-for.ts';
import { isOff } from '../settings/switches.ts';
import { idOf, type Id } from './key.ts';
import { LoadFences } from './load-fences.ts';
import { LocalTier, NOTHING, valueOf, type Stale } from './local-tier.ts';
import type { CacheLoadContext, CacheOptions, CacheStats, EntryOptions, LoadEntryOptions } from './options.ts';
import type { Invalidation, Loaded, RemoteTier } from './remote-tier.ts';

type Load<Value> = (context: CacheLoadContext) => Value | PromiseLike<Value>;

/** Entries by key. All who ask for one that isn't there wait for the same load. */
export class Cache<Value = unknown, Key = unknown> {
  readonly #options: CacheOptions;
  readonly #ttlMs: number;
  readonly #isOff: boolean;
  readonly #local: LocalTier;
  readonly #remote: RemoteTier | undefined;
  readonly #runs = new Dedupe<Id>({ mode: 'on' });
  readonly #fences = new LoadFences();
  readonly #counts = { hits: 0, misses: 0, staleHits: 0, staleOnError: 0, remoteHits: 0, loads: 0, loadErrors: 0 };

  constructor(options: CacheOptions = {}) {
    const settings = settingsFor('cache');
    const { maxEntries = settings.maxEntries, maxBytes = settings.maxBytes, ttlMs = settings.ttlMs } = options;
    const { staleWhileRevalidateMs = 0, staleIfErrorMs = 0, name = 'cache', version = 1, sizeOf } = options;
    this.#options = options;
    this.#ttlMs = ttlMs;
    this.#isOff = isOff('cache', options.mode);
    this.#local = new LocalTier({
      ...{ maxEntries, maxBytes, sizeOf },
      staleMs: Math.max(staleWhileRevalidateMs, staleIfErrorMs),
    });
    this.#remote = this.#isOff ? undefined : options.remote?.({ name, version });
    this.#remote?.listen({ dropped: (what) => this.#dropHere(what), missed: () => this.#dropHere({ isAll: true }) });
  }

  /** Counts and sizes, for metrics. */
  get stats(): CacheStats {
    const { size: entries, bytes, evictions } = this.#local;
    return { ...this.#counts, entries, bytes, evictions };
  }

  /**
   * What this process keeps and is fresh, without waiting.
   * @throws {UncacheableKeyError} as `get` rejects
   */
  peek(key: Key): Value | undefined {
    const kept = this.#local.entries.get(typeof key === 'string' && key.charCodeAt(0) !== 0 ? key : idOf(key));
    return (typeof kept === 'symbol' ? valueOf(kept) : kept) as Value | undefined;
  }

  /**
   * What is kept and fresh, here or in the shared tier; `undefined` where nothing is.
   * @throws {UncacheableKeyError} for a key that can't be told from others
   */
  async get(key: Key): Promise<Value | undefined> {
    const id = typeof key === 'string' && key.charCodeAt(0) !== 0 ? key : idOf(key);
    const kept = this.#local.entries.get(id);
    if (kept !== undefined) {
      this.#counts.hits++;
      return (typeof kept === 'symbol' ? valueOf(kept) : kept) as Value | undefined;
    }
    this.#counts.misses++;
    return this.#remote ? this.#getRemote(id) : undefined;
  }

  /**
   * What is kept, or what `load` gives, which is then kept. Calls with the same key wait for the same load. Where
   * `load` gives `undefined`, that is known for `negativeTtlMs`.
   * @throws what `load` throws, to all who wait for it; the signal's reason; {UncacheableKeyError}
   */
  async getOrLoad<Result extends Value | undefined>(
    key: Key,
    load: Load<Result>,
    options: LoadEntryOptions = {},
  ): Promise<Result> {
    if (this.#isOff || (options.mode !== undefined && isOff('cache', options.mode))) return this.#plain(load, options);
    const id = idOf(key);
    const kept = this.#local.entries.get(id);
    if (kept !== undefined) {
      this.#counts.hits++;
      return valueOf(kept) as Result;
    }
    options.signal?.throwIfAborted();
    const stale = this.#local.stale(id);
    if (stale && stale.forMs <= (this.#options.staleWhileRevalidateMs ?? 0)) {
      this.#counts.staleHits++;
      this.#run(id, load, { ...options, signal: undefined }, undefined).catch((error: unknown) => this.#fail(error));
      return valueOf(stale.value) as Result;
    }
    this.#counts.misses++;
    return this.#run(id, load, options, stale) as Promise<Result>;
  }

  /** Keeps a value, here and in the shared tier. Not what a load under way gives is kept then, but this. */
  async set(key: Key, value: Value, options: EntryOptions = {}): Promise<void> {
    if (this.#isOff) return;
    const id = idOf(key);
    const { ttlMs = this.#ttlMs, tags = [] } = options;
    this.#voidLoads({ ids: [id] });
    this.#local.set(id, value === undefined ? NOTHING : value, ttlMs, tags);
    await this.#remote?.set(id, value, ttlMs, tags);
  }

  /** Drops entries, for all who share them. What is being loaded for them is not kept. */
  delete(...keys: readonly Key[]): Promise<void> {
    return this.#drop({ ids: keys.map(idOf) });
  }

  /** Drops all entries with one of these tags, for all who share them. */
  invalidateTags(...tags: readonly string[]): Promise<void> {
    return this.#drop({ tags });
  }

  /** Drops everything, for all who share it. */
  clear(): Promise<void> {
    return this.#drop({ isAll: true });
  }

  /** Lets go of the shared tier; what is kept here is forgotten. */
  async close(): Promise<void> {
    this.#dropHere({ isAll: true });
    await this.#remote?.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Without anything kept: as if there were no cache. */
  async #plain<Result>(load: Load<Result>, { signal }: LoadEntryOptions): Promise<Result> {
    this.#counts.misses++;
    const run = new Dedupe<0>({ mode: 'on' });
    return run.run(0, (own) => this.#call(load, own), { signal });
  }

  #run(id: Id, load: Load<unknown>, options: LoadEntryOptions, stale: Stale | undefined): Promise<unknown> {
    return this.#runs.run(id, (signal) => this.#load(id, load, options, stale, signal), { signal: options.signal });
  }

  async #load(
    id: Id,
    load: Load<unknown>,
    options: LoadEntryOptions,
    stale: Stale | undefined,
    signal: AbortSignal,
  ): Promise<unknown> {
    const { tags = [] } = options;
    const fence = this.#fences.begin(id, tags);
    try {
      const loaded = await this.#loaded({ id, tags, signal, load: () => this.#call(load, signal), options });
      if (!fence.isVoid) this.#keep(id, loaded, loaded.tags ?? tags);
      return loaded.value;
    } catch (error) {
      if (!stale || fence.isVoid || stale.forMs > (this.#options.staleIfErrorMs ?? 0)) throw error;
      this.#counts.staleOnError++;
      this.#fail(error);
      return valueOf(stale.value);
    } finally {
      this.#fences.end(fence);
    }
  }

  async #loaded({ id, tags, signal, load, options }: LoadOf): Promise<Loaded> {
    const { ttlMs = this.#ttlMs, negativeTtlMs = this.#options.negativeTtlMs ?? 0 } = options;
    const ttlOf = (value: unknown): number => (value === undefined ? negativeTtlMs : ttlMs);
    if (this.#remote) return this.#remote.load({ id, tags, load, ttlOf, signal });
    const value = await load();
    return { value, from: 'source', ttlMs: ttlOf(value) };
  }

  async #call<Result>(load: Load<Result>, signal: AbortSignal): Promise<Result> {
    this.#counts.loads++;
    try {
      return await load({ signal });
    } catch (error) {
      this.#counts.loadErrors++;
      throw error;
    }
  }

  #keep(id: Id, { value, from, ttlMs, isVoid = false }: Loaded, tags: readonly string[]): void {
    if (from === 'remote') this.#counts.remoteHits++;
    if (!isVoid) this.#local.set(id, value === undefined ? NOTHING : value, ttlMs, tags);
  }

  async #getRemote(id: Id): Promise<Value | undefined> {
    const fence = this.#fences.begin(id, []);
    const found = await this.#remote?.get(id);
    this.#fences.end(fence);
    if (!found) return undefined;
    if (!fence.isVoid) this.#keep(id, found, found.tags ?? []);
    return found.value as Value | undefined;
  }

  async #drop(what: Invalidation): Promise<void> {
    this.#dropHere(what);
    await this.#remote?.drop(what);
  }

  #dropHere(what: Invalidation): void {
    this.#voidLoads(what);
    if (what.isAll) this.#local.clear();
    for (const id of what.ids ?? []) this.#local.delete(id);
    for (const tag of what.tags ?? []) this.#local.deleteTag(tag);
  }

  /** Whoever asks from now on begins another load. */
  #voidLoads(what: Invalidation): void {
    for (const id of this.#fences.drop(what)) this.#runs.forget(id);
  }

  #fail(error: unknown): void {
    this.#options.onError?.(error);
  }
}

/** What one load needs. */
interface LoadOf {
  readonly id: Id;
  readonly tags: readonly string[];
  readonly signal: AbortSignal;
  readonly load: () => Promise<unknown>;
  readonly options: LoadEntryOptions;
}
