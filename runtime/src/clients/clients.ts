/** Keeps one client for each key. */
import { ClosedError } from '../errors/closed.ts';
import { deadlineOf, type WaitOptions } from '../waiting/wait-options.ts';
import { within } from '../waiting/within.ts';
import { ConnectGate } from './gate.ts';
import { primitivesKey } from './primitives-key.ts';
import { register, unregister, type Closable } from './registry.ts';
import type { SharedOptions } from './shared-options.ts';

interface Entry<Client> {
  readonly gate: ConnectGate;
  /** Absent after a failure. */
  making: Promise<Client> | undefined;
  client: Client | undefined;
}

/** The clients of one factory. */
export class Clients<Args extends readonly unknown[], Client> {
  readonly #factory: (...args: Args) => Client | PromiseLike<Client>;
  readonly #options: SharedOptions<Args, Client>;
  readonly #name: string;
  readonly #entries = new Map<unknown, Entry<Client>>();
  readonly #registered: Closable;
  readonly #stop = new AbortController();
  #closing: Promise<void> | undefined;

  /** @param owner what is to be closed with all others, if not this */
  constructor(
    factory: (...args: Args) => Client | PromiseLike<Client>,
    options: SharedOptions<Args, Client>,
    owner?: Closable,
  ) {
    this.#registered = owner ?? this;
    this.#factory = factory;
    this.#options = options;
    this.#name = options.name ?? 'the client';
  }

  get size(): number {
    return [...this.#entries.values()].filter(({ making }) => making !== undefined).length;
  }

  get(args: Args, waiting: WaitOptions): Promise<Client> {
    if (this.#closing) return Promise.reject(new ClosedError(this.#name));
    if (waiting.signal?.aborted) return Promise.reject(waiting.signal.reason as Error);
    const making = this.#entryOf(args);
    const { signal } = waiting;
    const timeoutMs = deadlineOf(waiting) - performance.now();
    if (timeoutMs === Infinity && !signal) return making;
    return within(making, timeoutMs, `waiting for ${this.#name}`, signal);
  }

  async discard(client: Client): Promise<void> {
    const entry = [...this.#entries.values()].find((one) => one.client === client);
    if (!entry) return;
    this.#forget(entry);
    await this.#options.close?.(client);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  #entryOf(args: Args): Promise<Client> {
    const key = (this.#options.key ?? primitivesKey)(...args);
    let entry = this.#entries.get(key);
    if (!entry) {
      entry = { gate: new ConnectGate(this.#name, this.#options.backoff), making: undefined, client: undefined };
      this.#entries.set(key, entry);
    }
    const { client } = entry;
    if (client !== undefined && this.#options.isUsable?.(client) === false) {
      this.discard(client).catch((error: unknown) => this.#options.onError?.(error));
    }
    return (entry.making ??= this.#make(entry, args));
  }

  async #make(entry: Entry<Client>, args: Args): Promise<Client> {
    register(this.#registered);
    try {
      const client = await entry.gate.run(async () => this.#factory(...args), { signal: this.#stop.signal });
      entry.client = client;
      return client;
    } catch (error) {
      this.#forget(entry);
      throw error;
    }
  }

  /** The entry stays, since its gate knows of the failures. */
  #forget(entry: Entry<Client>): void {
    entry.making = undefined;
    entry.client = undefined;
  }

  async #close(): Promise<void> {
    this.#stop.abort(new ClosedError(this.#name));
    const makings = [...this.#entries.values()].map(({ making }) => making);
    const closings = makings.map(async (making) => {
      // What can't be made needs no closing.
      const made = await making?.then((client) => ({ client })).catch(() => undefined);
      if (made) await this.#options.close?.(made.client);
    });
    const outcomes = await Promise.allSettled(closings);
    this.#entries.clear();
    unregister(this.#registered);
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
  }
}
