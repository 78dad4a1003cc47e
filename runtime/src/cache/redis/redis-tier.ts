/** A tier in Redis: one source call for all processes, and what one drops all drop. */
import { randomUUID } from 'node:crypto';
import { sleep } from '../../retry/sleep.ts';
import { settingsFor } from '../../settings/settings-for.ts';
import { forgetFallback, reportFallback } from '../../settings/fallback.ts';
import { within } from '../../waiting/within.ts';
import type { Id } from '../key.ts';
import type { Invalidation, Loaded, RemoteListener, RemoteLoad, RemoteTier } from '../remote-tier.ts';
import { encode, type Entry, type Marks } from './entry.ts';
import { linkOf, type Link, type RedisLike } from './link.ts';
import { PendingDrops } from './pending.ts';
import { RedisStore } from './store.ts';

/** How Redis is asked. */
export interface RedisTierOptions {
  /** How long a command may take, in milliseconds, before Redis counts as down; 1,000 by default. */
  readonly commandTimeoutMs?: number | undefined;
  /** How long it is between two attempts to reach Redis again, in milliseconds; 1,000 by default. */
  readonly retryMs?: number | undefined;
  /** How long others wait for a process that loads and says nothing any more, in milliseconds; 10,000 by default. */
  readonly lockMs?: number | undefined;
}

const COMMAND_TIMEOUT_MS = 1_000;
const RETRY_MS = 1_000;
const LOCK_MS = 10_000;
/** Rests between two looks whether another process has loaded it, in milliseconds. */
const FIRST_REST_MS = 2;
const LONGEST_REST_MS = 50;
const DOWN = 'Redis does not answer, each process loads and keeps by itself';

/**
 * A tier for the option `remote` of a cache.
 * @param client connected, of `ioredis` or `redis`; it stays its owner's to close. A second connection is made of it
 */
export function redisTier(
  client: RedisLike,
  options: RedisTierOptions = {},
): (cache: { readonly name: string; readonly version: number | string }) => RemoteTier {
  return ({ name, version }) => new RedisTier(client, name, version, options);
}

class RedisTier implements RemoteTier {
  readonly #link: Link;
  readonly #store: RedisStore;
  readonly #channel: string;
  readonly #version: number | string;
  readonly #self = randomUUID();
  readonly #options: RedisTierOptions;
  readonly #pending = new PendingDrops();
  #listener: RemoteListener | undefined;
  #starting: Promise<unknown> = Promise.resolve();
  #retries: NodeJS.Timeout | undefined;
  #checks: NodeJS.Timeout | undefined;
  #isRecovering = false;
  #isClosed = false;
  isUp = false;

  constructor(client: RedisLike, name: string, version: number | string, options: RedisTierOptions) {
    this.#link = linkOf(client, () => this.#goDown());
    this.#store = new RedisStore(this.#link, name, version, options.commandTimeoutMs ?? COMMAND_TIMEOUT_MS);
    this.#channel = `${name}:dropped`;
    this.#version = version;
    this.#options = options;
  }

  listen(listener: RemoteListener): void {
    this.#listener = listener;
    const { connectTimeoutMs, healthCheckIntervalMs } = settingsFor('redis');
    // The subscription is asked for once: the clients renew it themselves, whenever they are connected again.
    const hearing = this.#link.subscribe(this.#channel, (message) => this.#hear(message));
    hearing.catch(() => this.#goDown());
    this.#starting = within(hearing, connectTimeoutMs, 'connecting to Redis').then(
      () => this.#goUp(),
      () => this.#goDown(),
    );
    // A connection may be dead and not say so.
    this.#checks = setInterval(() => void this.#check().catch(() => this.#goDown()), healthCheckIntervalMs).unref();
  }

  async get(id: Id): Promise<Loaded | undefined> {
    if (!(await this.#isReady())) return undefined;
    return this.#attempt(async () => found((await this.#store.read(id)).found), undefined);
  }

  async load(what: RemoteLoad): Promise<Loaded> {
    if (!(await this.#isReady())) return fromSource(what);
    const lock = await this.#attempt(() => this.#findOrLock(what), undefined);
    what.signal.throwIfAborted();
    if (!lock) return fromSource(what);
    return 'value' in lock ? lock : this.#loadLocked(what, lock);
  }

  async set(id: Id, value: unknown, ttlMs: number, tags: readonly string[]): Promise<void> {
    const isSet = await this.#attempt(async () => {
      if (!(await this.#isReady())) return false;
      const text = ttlMs > 0 ? encoded({ ...(await this.#store.marks(tags)), value }) : undefined;
      if (text === undefined) await this.#store.drop({ ids: [id] });
      else await this.#store.set(id, text, ttlMs, tags);
      await this.#tell({ ids: [id] });
      return true;
    }, false);
    // What others have is older than what was to be set.
    if (!isSet) this.#pending.add({ ids: [id] });
  }

  async drop(what: Invalidation): Promise<void> {
    const isDropped = await this.#attempt(async () => (await this.#isReady()) && this.#dropNow(what), false);
    if (!isDropped) this.#pending.add(what);
  }

  close(): Promise<void> {
    if (this.#isClosed) return Promise.resolve();
    this.#isClosed = true;
    this.isUp = false;
    clearInterval(this.#retries);
    clearInterval(this.#checks);
    this.#link.close();
    return Promise.resolve();
  }

  async #isReady(): Promise<boolean> {
    await this.#starting;
    return this.isUp;
  }

  /** What Redis gives; where it fails it counts as down, and the caller does without. */
  async #attempt<Result, Otherwise>(ask: () => Promise<Result>, otherwise: Otherwise): Promise<Result | Otherwise> {
    try {
      return await ask();
    } catch {
      this.#goDown();
      return otherwise;
    }
  }

  /** The value, once it is there; or the right to load it; or none, where another process takes too long. */
  async #findOrLock({ id, tags, signal }: RemoteLoad): Promise<Loaded | Lock | undefined> {
    const { lockMs = LOCK_MS } = this.#options;
    const end = performance.now() + lockMs;
    for (let restMs = FIRST_REST_MS; !signal.aborted; restMs = Math.min(restMs * 2, LONGEST_REST_MS)) {
      const before = found((await this.#store.read(id)).found);
      if (before) return before;
      const token = await this.#store.lock(id, lockMs);
      if (token !== undefined) {
        // Another may have kept it, and given its lock back, in between.
        const [reading, marks] = await Promise.all([this.#store.read(id), this.#store.marks(tags)]);
        const after = found(reading.found);
        if (!after) return { token, marks };
        await this.#store.release(id, token);
        return after;
      }
      if (performance.now() > end) return undefined;
      await sleep(restMs, { signal }).catch(() => undefined);
    }
    return undefined;
  }

  async #loadLocked(what: RemoteLoad, { token, marks }: Lock): Promise<Loaded> {
    const { id, load, ttlOf, tags } = what;
    const { lockMs = LOCK_MS } = this.#options;
    const extend = (): void => {
      if (!this.#isClosed) void this.#attempt(() => this.#store.extend(id, token, lockMs), undefined);
    };
    const timer = setInterval(extend, lockMs / 3).unref();
    let value: unknown;
    try {
      value = await load();
    } catch (error) {
      void this.#attempt(() => this.#store.release(id, token), undefined);
      throw error;
    } finally {
      clearInterval(timer);
    }
    const ttlMs = ttlOf(value);
    const isVoid = !(await this.#keep(id, token, { ...marks, value }, ttlMs));
    return { value, from: 'source', ttlMs, tags, isVoid };
  }

  /** False where it was dropped meanwhile. */
  #keep(id: Id, token: string, entry: Entry, ttlMs: number): Promise<boolean> {
    return this.#attempt(async () => {
      const text = ttlMs > 0 ? encoded(entry) : undefined;
      if (text !== undefined) return this.#store.fill(id, token, text, ttlMs, entry);
      await this.#store.release(id, token);
      return true;
    }, true);
  }

  async #dropNow(what: Invalidation): Promise<true> {
    await this.#store.drop(what);
    await this.#tell(what);
    return true;
  }

  async #tell(what: Invalidation): Promise<void> {
    await this.#store.command(
      'PUBLISH',
      this.#channel,
      JSON.stringify({ from: this.#self, version: this.#version, what } satisfies Message),
    );
  }

  #hear(text: string): void {
    const { from, version, what } = JSON.parse(text) as Message;
    if (from === this.#self) return;
    this.#listener?.dropped(what);
    // Entries of another version have other names, which only a process of that version knows.
    if (version !== this.#version && what.ids) void this.#attempt(() => this.#store.drop({ ids: what.ids }), undefined);
  }

  #goUp(): void {
    if (this.#isClosed) return;
    this.isUp = true;
    clearInterval(this.#retries);
    this.#retries = undefined;
    forgetFallback('cache', DOWN);
  }

  #goDown(): void {
    if (this.#isClosed) return;
    this.isUp = false;
    reportFallback('cache', DOWN);
    this.#retries ??= setInterval(() => void this.#recover(), this.#options.retryMs ?? RETRY_MS).unref();
  }

  async #check(): Promise<void> {
    const { commandTimeoutMs = COMMAND_TIMEOUT_MS } = this.#options;
    await this.#store.command('PING');
    await within(this.#link.checkHearing(), commandTimeoutMs, 'PING of Redis');
  }

  /** First what others must not see any more, then what this process may have missed; only then it is asked again. */
  async #recover(): Promise<void> {
    if (this.#isRecovering || this.isUp) return;
    this.#isRecovering = true;
    const pending = this.#pending.take();
    try {
      await this.#check();
      await this.#dropNow(pending);
      this.#listener?.missed();
      this.#goUp();
    } catch {
      this.#pending.add(pending);
    } finally {
      this.#isRecovering = false;
    }
  }
}

interface Lock {
  readonly token: string;
  readonly marks: Marks;
}

interface Message {
  readonly from: string;
  readonly version: number | string;
  readonly what: Invalidation;
}

async function fromSource({ load, ttlOf, tags }: RemoteLoad): Promise<Loaded> {
  const value = await load();
  return { value, from: 'source', ttlMs: ttlOf(value), tags };
}

function found(reading: Awaited<ReturnType<RedisStore['read']>>['found']): Loaded | undefined {
  if (!reading) return undefined;
  const { entry, ttlMs } = reading;
  return { value: entry.value, from: 'remote', ttlMs, tags: Object.keys(entry.tags) };
}

/** As other processes can have it; undefined for what can't be cloned, such as a function, which stays here. */
function encoded(entry: Entry): string | undefined {
  try {
    return encode(entry);
  } catch {
    reportFallback('cache', 'values that can not be cloned stay in their own process');
    return undefined;
  }
}
