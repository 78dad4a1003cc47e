/** Gathers requests and makes them together. */
import { ClosedError } from '../errors/closed.ts';
import { settingsFor } from '../settings/settings-for.ts';
import type { Switch } from '../settings/parts.ts';
import { isOff } from '../settings/switches.ts';
import { Semaphore } from '../semaphore/semaphore.ts';
import { Load } from './load.ts';
import type { BatchOptions } from './options.ts';
import { Request } from './request.ts';

/** What a caller may say. */
export interface LoadOptions {
  /** Leaves this caller out; a request that nobody wants any more is not made. */
  readonly signal?: AbortSignal | undefined;
  /** `off` makes this request by itself; by default that of the batch. */
  readonly mode?: Switch | undefined;
}

/** Requests that are asked for one by one and made together. Results are not kept; a cache does that. */
export class Batch<Key, Value> {
  readonly #options: BatchOptions<Key, Value>;
  readonly #maxSize: number;
  readonly #delayMs: number | undefined;
  readonly #permits: Semaphore | undefined;
  readonly #underWay = new Set<Promise<void>>();
  #gathered = new Gathered<Key, Value>();
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  /** @throws {RangeError} for a `maxSize` or a `concurrency` that is no whole number from 1 */
  constructor(options: BatchOptions<Key, Value>) {
    const settings = settingsFor('batch');
    const isPlain = isOff('batch', options.mode);
    const { maxSize = settings.maxSize, concurrency = Infinity, delayMs = settings.delayMs } = options;
    if (!(maxSize >= 1)) throw new RangeError(`maxSize is a number from 1, not ${maxSize}`);
    this.#options = options;
    this.#delayMs = delayMs;
    this.#maxSize = isPlain ? 1 : maxSize;
    const atOnce = isPlain ? 1 : concurrency;
    this.#permits = atOnce === Infinity ? undefined : new Semaphore(atOnce, 'a batch');
  }

  /** How many requests are gathered and not yet made. */
  get size(): number {
    return this.#gathered.requests.length;
  }

  /**
   * The value of one key, loaded together with others.
   * @throws {ClosedError} where the batch is closed
   * @throws what its request failed with, and the signal's reason
   */
  load(key: Key, options?: LoadOptions): Promise<Value> {
    const signal = options?.signal;
    if (this.#isClosed) return Promise.reject(new ClosedError('the batch'));
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    if (options?.mode !== undefined && isOff('batch', options.mode)) return this.#alone(key, signal);
    const id = this.#options.keyOf ? this.#options.keyOf(key) : key;
    const { byId, requests } = this.#gathered;
    let request = byId.get(id);
    if (request === undefined) {
      if (requests.length === 0) this.#schedule();
      request = new Request<Key, Value>(key, signal !== undefined);
      byId.set(id, request);
      requests.push(request);
    }
    const value = request.join(signal);
    if (requests.length >= this.#maxSize) this.#send();
    return value;
  }

  /** The values of several keys, in their order; rejects with the first that fails. */
  loadAll(keys: readonly Key[], options?: LoadOptions): Promise<Value[]> {
    return Promise.all(keys.map((key) => this.load(key, options)));
  }

  /** Makes what is gathered, without waiting for more, and resolves when all that is under way has ended. */
  async flush(): Promise<void> {
    this.#send();
    await Promise.all(this.#underWay);
  }

  /** Takes no more requests, and ends like `flush`. */
  close(): Promise<void> {
    this.#isClosed = true;
    return this.flush();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** The end of the tick comes after all promises that are settled by now, and what follows from them. */
  #schedule(): void {
    const delayMs = this.#delayMs;
    const own = this.#gathered;
    const send = (): void => {
      if (this.#gathered === own) this.#send();
    };
    // Somebody waits for it, so this timer may keep the process alive.
    if (delayMs !== undefined) this.#timer = setTimeout(send, delayMs);
    else void Promise.resolve().then(() => process.nextTick(send));
  }

  #send(): void {
    clearTimeout(this.#timer);
    const { requests } = this.#gathered;
    if (requests.length === 0) return;
    this.#gathered = new Gathered();
    this.#run(requests);
  }

  /** A request that waits for no other. */
  #alone(key: Key, signal: AbortSignal | undefined): Promise<Value> {
    const request = new Request<Key, Value>(key, signal !== undefined);
    const value = request.join(signal);
    this.#run([request]);
    return value;
  }

  #run(requests: readonly Request<Key, Value>[]): void {
    const run = this.#permits ? this.#permits.run(() => this.#make(requests)) : this.#make(requests);
    this.#underWay.add(run);
    void run.finally(() => this.#underWay.delete(run));
  }

  /** Never rejects: each request is told how it went. */
  async #make(all: readonly Request<Key, Value>[]): Promise<void> {
    const requests: Request<Key, Value>[] = [];
    const keys: Key[] = [];
    for (const request of all) {
      if (!request.isWanted) continue;
      requests.push(request);
      keys.push(request.key);
    }
    if (requests.length === 0) return;
    try {
      const values = await this.#options.load(keys, new Load(requests));
      settle(requests, values);
    } catch (error) {
      await this.#fail(requests, error);
    }
  }

  /** Those that fail together are made again in halves, so that the innocent are not among them for long. */
  async #fail(requests: readonly Request<Key, Value>[], error: unknown): Promise<void> {
    if (requests.length === 1 || this.#options.onThrow === 'reject') {
      for (const request of requests) request.reject(error);
      return;
    }
    const half = Math.ceil(requests.length / 2);
    // One after the other: together they have one permit.
    await this.#make(requests.slice(0, half));
    await this.#make(requests.slice(half));
  }
}

/** Requests that wait to be made together: in the order in which they came, and by what tells them apart. */
class Gathered<Key, Value> {
  readonly byId = new Map<unknown, Request<Key, Value>>();
  readonly requests: Request<Key, Value>[] = [];
}

/** Gives each its value; a list of the wrong length could give somebody another's. */
function settle<Key, Value>(requests: readonly Request<Key, Value>[], values: readonly (Value | Error)[]): void {
  const isList = Array.isArray(values);
  if (isList && values.length === requests.length) {
    for (let i = 0; i < requests.length; i++) {
      const value = values[i] as Value | Error;
      const request = requests[i] as Request<Key, Value>;
      if (value instanceof Error) request.reject(value);
      else request.settle(value);
    }
    return;
  }
  const found = isList ? `${values.length} values` : 'no list';
  const error = new TypeError(`load was given ${requests.length} keys and gave ${found}`);
  for (const request of requests) request.reject(error);
}
