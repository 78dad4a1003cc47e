/** Entries, locks and marks in Redis: each method a few commands that go out together. */
import { randomUUID } from 'node:crypto';
import { within } from '../../waiting/within.ts';
import { sharedKey, type Id } from '../key.ts';
import type { Invalidation } from '../remote-tier.ts';
import { decode, type Entry, type Marks } from './entry.ts';
import type { Link } from './link.ts';

/** What is found, with the marks of now; nothing is found where it was dropped, or never there. */
export interface Reading {
  readonly epoch: string;
  readonly found: { readonly entry: Entry; readonly ttlMs: number } | undefined;
}

/** Tags are forgotten after a week; so no entry with tags may live longer. */
const LONGEST_TAGGED_MS = 7 * 24 * 3_600_000;

// Whoever drops an entry deletes its lock too. So what was being loaded then finds it gone, and is not kept.
const FILL = `if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[3] == '' then redis.call('SET', KEYS[2], ARGV[2]) else redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3]) end
redis.call('DEL', KEYS[1])
return 1`;
const RELEASE = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`;
const EXTEND = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0`;

/** Throws what Redis answers, and a {TimeoutError} where it doesn't. */
export class RedisStore {
  readonly #link: Link;
  readonly #name: string;
  readonly #version: number | string;
  readonly #timeoutMs: number;

  constructor(link: Link, name: string, version: number | string, timeoutMs: number) {
    this.#link = link;
    this.#name = name;
    this.#version = version;
    this.#timeoutMs = timeoutMs;
  }

  async read(id: Id): Promise<Reading> {
    const key = this.#key(id);
    const [text, ttl, epoch] = await Promise.all([
      this.command('GET', key),
      this.command('PTTL', key),
      this.command('GET', this.#epochKey),
    ]);
    const reading = { epoch: textOf(epoch), found: undefined };
    // -1 is for ever; -2 is gone.
    const ttlMs = Number(ttl) === -1 ? Infinity : Number(ttl);
    const entry = ttlMs > 0 ? decoded(text) : undefined;
    if (entry?.epoch !== reading.epoch) return reading;
    const names = Object.keys(entry.tags);
    const tags = names.length > 0 ? await this.#tags(names) : {};
    return names.every((tag) => tags[tag] === entry.tags[tag]) ? { ...reading, found: { entry, ttlMs } } : reading;
  }

  /** The marks under which something is loaded from now on. */
  async marks(tags: readonly string[]): Promise<Marks> {
    const [epoch, tokens] = await Promise.all([this.command('GET', this.#epochKey), this.#tags(tags)]);
    return { epoch: textOf(epoch), tags: tokens };
  }

  /** A token, where nobody else loads the same; undefined where somebody does. */
  async lock(id: Id, lockMs: number): Promise<string | undefined> {
    const token = randomUUID();
    const answer = await this.command('SET', this.#lockKey(id), token, 'NX', 'PX', String(lockMs));
    return answer === 'OK' ? token : undefined;
  }

  async release(id: Id, token: string): Promise<void> {
    await this.command('EVAL', RELEASE, '1', this.#lockKey(id), token);
  }

  async extend(id: Id, token: string, lockMs: number): Promise<void> {
    await this.command('EVAL', EXTEND, '1', this.#lockKey(id), token, String(lockMs));
  }

  /** Keeps what was loaded and gives the lock back; false where it was dropped meanwhile. */
  async fill(id: Id, token: string, text: string, ttlMs: number, { tags }: Marks): Promise<boolean> {
    const keys = [this.#lockKey(id), this.#key(id)] as const;
    return (await this.command('EVAL', FILL, '2', ...keys, token, text, expiry(ttlMs, Object.keys(tags)))) === 1;
  }

  /** Keeps a value whatever was there; what is being loaded is not kept then. */
  async set(id: Id, text: string, ttlMs: number, tags: readonly string[]): Promise<void> {
    const ttl = expiry(ttlMs, tags);
    await Promise.all([
      this.command('SET', this.#key(id), text, ...(ttl === '' ? [] : ['PX', ttl])),
      this.command('DEL', this.#lockKey(id)),
    ]);
  }

  async drop({ ids = [], tags = [], isAll = false }: Invalidation): Promise<void> {
    await Promise.all([
      ...ids.map((id) => this.command('DEL', this.#key(id), this.#lockKey(id))),
      ...tags.map((tag) => this.command('SET', this.#tagKey(tag), randomUUID(), 'PX', String(LONGEST_TAGGED_MS))),
      ...(isAll ? [this.command('SET', this.#epochKey, randomUUID())] : []),
    ]);
  }

  command(name: string, ...args: string[]): Promise<unknown> {
    return within(this.#link.command(name, ...args), this.#timeoutMs, `${name} of Redis`);
  }

  async #tags(tags: readonly string[]): Promise<Readonly<Record<string, string>>> {
    const tokens = await Promise.all(tags.map((tag) => this.command('GET', this.#tagKey(tag))));
    return Object.fromEntries(tags.map((tag, index) => [tag, textOf(tokens[index])]));
  }

  // In braces what decides on the server of a cluster: scripts touch an entry and its lock together.
  #key(id: Id): string {
    return `{${sharedKey(id, this.#name, this.#version)}}`;
  }

  #lockKey(id: Id): string {
    return `${this.#key(id)}:lock`;
  }

  get #epochKey(): string {
    return `${this.#name}:epoch`;
  }

  #tagKey(tag: string): string {
    return `${this.#name}:tag:${tag}`;
  }
}

function textOf(answer: unknown): string {
  return typeof answer === 'string' ? answer : '';
}

/** Milliseconds as a text; empty for ever. */
function expiry(ttlMs: number, tags: readonly string[]): string {
  const ms = tags.length > 0 ? Math.min(ttlMs, LONGEST_TAGGED_MS) : ttlMs;
  return Number.isFinite(ms) ? String(Math.max(1, Math.ceil(ms))) : '';
}

/** Undefined for what another program, or a newer Node, has written. */
function decoded(text: unknown): Entry | undefined {
  try {
    return typeof text === 'string' ? decode(text) : undefined;
  } catch {
    return undefined;
  }
}
