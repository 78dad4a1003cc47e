/** An event bus: those who tell and those who hear don't know each other. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { ClosedError } from '../errors/closed.ts';
import { Executor } from '../executor/executor.ts';
import { isOff } from '../settings/switches.ts';
import { onAbort } from '../waiting/on-abort.ts';
import type { WaitOptions } from '../waiting/wait-options.ts';
import { deadlineOf } from '../waiting/wait-options.ts';
import { within } from '../waiting/within.ts';
import { EventBatch } from './event-batch.ts';
import { EventIterator } from './event-iterator.ts';
import { HandlerLine } from './handler-line.ts';
import { History } from './history.ts';
import type {
  BatchHandlerOptions,
  EmitOptions,
  EventBusOptions,
  EventRecord,
  Handler,
  HandlerOptions,
  HistoryFilter,
  IterateOptions,
} from './options.ts';
import type { Call, Subscription } from './subscription.ts';

/** Why a handler was taken out, where its wait has to be told. */
type OnGone = () => void;

/**
 * Tells handlers of events. They are begun in the order in which they came, synchronously; those that are asynchronous
 * go on side by side. None can harm another.
 *
 * @typeParam Events what data goes with which name: `{ paid: { id: string } }`
 */
export class EventBus<Events extends object> {
  readonly #onError: (error: unknown, name: string) => void;
  readonly #history: History<keyof Events, Events[keyof Events]> | undefined;
  /** Lists are replaced and never changed, so that one that is being gone through stays as it is. */
  readonly #subscriptions = new Map<keyof Events, readonly Subscription[]>();
  readonly #handling = new Set<Promise<unknown>>();
  readonly #closers = new Set<() => unknown>();
  /** Where handlers run one after the other: those of this bus, always or where a call says so. */
  #line: HandlerLine | undefined;
  readonly #isOff: boolean;
  /** Made when somebody correlates; asking it has its price. */
  #context: AsyncLocalStorage<string | undefined> | undefined;
  #isClosed = false;

  constructor({ history = 0, onError = warn, mode }: EventBusOptions = {}) {
    this.#isOff = isOff('events', mode);
    this.#onError = onError;
    this.#history = history > 0 ? new History(history) : undefined;
  }

  /**
   * Tells the handlers of an event, and doesn't wait for them.
   * @returns whether there is any
   */
  emit<Name extends keyof Events>(name: Name, data: Events[Name], options?: EmitOptions): boolean {
    if (options !== undefined || this.#context !== undefined || this.#history !== undefined || this.#isOff) {
      return this.#tell(name, data, options, undefined);
    }
    const subscriptions = this.#subscriptions.get(name);
    if (subscriptions === undefined) return false;
    for (let i = 0; i < subscriptions.length; i++) {
      void this.#call(subscriptions[i] as Subscription, name, data, undefined, undefined);
    }
    return true;
  }

  /**
   * Tells the handlers, and resolves when all have ended, however they did: that is how whoever tells much waits for
   * those who hear.
   */
  async publish<Name extends keyof Events>(name: Name, data: Events[Name], options?: EmitOptions): Promise<void> {
    const handling: Promise<unknown>[] = [];
    this.#tell(name, data, options, handling);
    await Promise.all(handling);
  }

  /**
   * Calls a handler for each event of this name.
   * @returns takes it back; calls that wait in line by `concurrency` are still made
   */
  on<Name extends keyof Events>(
    name: Name,
    handler: Handler<Events[Name]>,
    options: HandlerOptions<Events[Name]> = {},
  ): () => void {
    const { signal, once = false, replay = false } = options;
    if (this.#isClosed || signal?.aborted) return () => undefined;
    const call = this.#callOf(handler, options);
    const kept = replay ? this.history({ name }) : [];
    const off = this.#subscribe(name, { call, isOnce: once, isGone: false }, signal);
    for (const { data, correlationId } of once ? kept.slice(0, 1) : kept) {
      void this.#call({ call, isOnce: false, isGone: false }, name, data, correlationId, undefined);
    }
    if (once && kept.length > 0) off();
    return off;
  }

  /**
   * The data of the next event of this name.
   * @throws {TimeoutError}, the signal's reason, {ClosedError} where the bus is closed before
   */
  once<Name extends keyof Events>(name: Name, options: WaitOptions = {}): Promise<Events[Name]> {
    if (this.#isClosed) return Promise.reject(new ClosedError('the event bus'));
    const left = new AbortController();
    const next = new Promise<Events[Name]>((resolve, reject) => {
      this.on(name, resolve, { once: true, signal: left.signal });
      this.#closeWith(() => reject(new ClosedError('the event bus')), left.signal);
    });
    const timeoutMs = deadlineOf(options) - performance.now();
    return within(next, timeoutMs, `waiting for ${String(name)}`, options.signal).finally(() => left.abort());
  }

  /**
   * Calls a handler with lists of events, gathered until the end of the tick or for longer. `close` hands over what is
   * gathered.
   * @returns takes it back, and hands over what is gathered
   */
  onBatch<Name extends keyof Events>(
    name: Name,
    handler: (list: readonly Events[Name][]) => unknown,
    { signal, ...options }: BatchHandlerOptions = {},
  ): () => void {
    const batch = new EventBatch<Events[Name]>(handler, this.#isOff ? { maxSize: 1 } : options);
    const left = new AbortController();
    const off = this.on(name, (data) => batch.add(data), { signal: left.signal });
    const stop = (): void => {
      off();
      left.abort();
      unlisten?.();
      batch.flush();
    };
    const unlisten = signal && onAbort(signal, stop);
    this.#closeWith(() => batch.flush(), left.signal);
    return stop;
  }

  /** The events of this name from now on, one by one as they are asked for; it ends when the bus is closed. */
  iterate<Name extends keyof Events>(name: Name, options: IterateOptions = {}): AsyncIterableIterator<Events[Name]> {
    const left = new AbortController();
    const iterator = new EventIterator<Events[Name]>(options, () => left.abort());
    this.on(name, (data) => iterator.put(data), { signal: left.signal });
    if (this.#isClosed) iterator.end();
    else this.#closeWith(() => iterator.end(), left.signal);
    return iterator;
  }

  /** All that happens within, also later and asynchronously, has this correlation id unless it says otherwise. */
  correlate<Result>(correlationId: string, task: () => Result): Result {
    return this.#contextOf().run(correlationId, task);
  }

  /** The events that are kept, the oldest first. */
  history<Name extends keyof Events>(filter: HistoryFilter<Name> = {}): EventRecord<Name, Events[Name]>[] {
    return (this.#history?.list(filter) ?? []) as EventRecord<Name, Events[Name]>[];
  }

  /** How many handlers there are for this name. */
  count(name: keyof Events): number {
    return this.#subscriptions.get(name)?.length ?? 0;
  }

  /** Tells nobody any more, ends what iterates and waits, and resolves when all handlers have ended. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#subscriptions.clear();
    for (const closer of [...this.#closers]) closer();
    this.#closers.clear();
    while (this.#handling.size > 0) await Promise.all(this.#handling);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #tell<Name extends keyof Events>(
    name: Name,
    data: Events[Name],
    options: EmitOptions | undefined,
    handling: Promise<unknown>[] | undefined,
  ): boolean {
    if (this.#isClosed) return false;
    const given = options?.correlationId;
    const correlationId = given ?? this.#context?.getStore();
    this.#history?.add(name, data, correlationId);
    const subscriptions = this.#subscriptions.get(name) ?? [];
    const mode = options?.mode;
    const line = (mode === undefined ? this.#isOff : isOff('events', mode)) ? this.#lineOf() : undefined;
    const tellAll = (): void => {
      for (const subscription of subscriptions) {
        const ended = this.#call(subscription, name, data, correlationId, options?.via, line);
        if (ended) handling?.push(ended);
      }
    };
    if (given === undefined) tellAll();
    else this.#contextOf().run(given, tellAll);
    return subscriptions.length > 0;
  }

  /** A promise where the handler isn't done yet; it never rejects. */
  #call(
    subscription: Subscription,
    name: keyof Events,
    data: unknown,
    correlationId: string | undefined,
    via: unknown,
    line?: HandlerLine,
  ): Promise<unknown> | undefined {
    if (subscription.isGone) return undefined;
    if (subscription.isOnce) this.#unsubscribe(name, subscription);
    try {
      const call = (): unknown => subscription.call(data as never, correlationId, via);
      const result = line ? line.run(call) : call();
      if (typeof result !== 'object' || result === null || !('then' in result)) return undefined;
      return this.#follow(result as PromiseLike<unknown>, name);
    } catch (error) {
      this.#fail(error, name);
      return undefined;
    }
  }

  #follow(result: PromiseLike<unknown>, name: keyof Events): Promise<unknown> {
    const ended: Promise<unknown> = Promise.resolve(result).then(
      () => this.#handling.delete(ended),
      (error: unknown) => {
        this.#handling.delete(ended);
        this.#fail(error, name);
      },
    );
    this.#handling.add(ended);
    return ended;
  }

  /** What goes wrong in whoever is told of what goes wrong must not harm the others either. */
  #fail(error: unknown, name: keyof Events): void {
    try {
      this.#onError(error, String(name));
    } catch (second) {
      warn(second);
    }
  }

  #callOf<Data>(handler: Handler<Data>, { concurrency, key, maxQueued, whenFull }: HandlerOptions<Data>): Call {
    if (concurrency === undefined && !key) return handler;
    const executor = new Executor({ concurrency: concurrency ?? Infinity, maxQueued, whenFull, name: 'a handler' });
    const call = (data: Data, correlationId: string | undefined, via: unknown): Promise<unknown> =>
      executor.run(() => handler(data, correlationId, via), { key: key?.(data) });
    return call;
  }

  #subscribe(name: keyof Events, subscription: Subscription, signal: AbortSignal | undefined): OnGone {
    this.#subscriptions.set(name, [...(this.#subscriptions.get(name) ?? []), subscription]);
    const off = (): void => {
      unlisten?.();
      this.#unsubscribe(name, subscription);
    };
    const unlisten = signal && onAbort(signal, off);
    return off;
  }

  #unsubscribe(name: keyof Events, subscription: Subscription): void {
    if (subscription.isGone) return;
    subscription.isGone = true;
    const left = this.#subscriptions.get(name)?.filter((one) => one !== subscription) ?? [];
    if (left.length > 0) this.#subscriptions.set(name, left);
    else this.#subscriptions.delete(name);
  }

  #closeWith(closer: () => unknown, signal: AbortSignal): void {
    this.#closers.add(closer);
    onAbort(signal, () => this.#closers.delete(closer));
  }

  #lineOf(): HandlerLine {
    return (this.#line ??= new HandlerLine());
  }

  #contextOf(): AsyncLocalStorage<string | undefined> {
    return (this.#context ??= new AsyncLocalStorage());
  }
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}
