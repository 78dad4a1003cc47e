/** What an event bus may be told. */
import type { ExecutorOptions } from '../executor/executor.ts';
import type { Switch } from '../settings/parts.ts';

/** An event that has been kept. */
export interface EventRecord<Name = string, Data = unknown> {
  /** Counts the events of one bus, from 1. */
  readonly number: number;
  /** What has happened. */
  readonly name: Name;
  /** What was told of it. */
  readonly data: Data;
  /** What it belongs to, if that was said. */
  readonly correlationId: string | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** How a bus goes about it. */
export interface EventBusOptions {
  /** How many events are kept, the last ones; none by default. */
  readonly history?: number | undefined;
  /** Told of each handler that throws or rejects; by default it is a warning of the process. */
  readonly onError?: ((error: unknown, name: string) => void) | undefined;
  /** `off` runs one handler after the other, whatever they hear, and `onBatch` hands over single events; `on` by default. */
  readonly mode?: Switch | undefined;
}

/** What goes with one event. */
export interface EmitOptions {
  /** What it belongs to: a request, an order. By default that of the event or of the `correlate` it happens within. */
  readonly correlationId?: string | undefined;
  /** Who brought it in from elsewhere; a bridge knows by that what it need not carry back. Nobody by default. */
  readonly via?: unknown;
  /** `off` calls the handlers one after the other has ended; by default that of the bus. */
  readonly mode?: Switch | undefined;
}

/**
 * Hears of an event. It must not change the data, which others get too. What it throws is told to `onError`, and harms
 * nobody else.
 */
export type Handler<Data> = (data: Data, correlationId: string | undefined, via: unknown) => unknown;

/** How one handler is called. */
export interface HandlerOptions<Data> extends Pick<ExecutorOptions, 'maxQueued' | 'whenFull'> {
  /** Takes it back. */
  readonly signal?: AbortSignal | undefined;
  /** Once only; no by default. */
  readonly once?: boolean | undefined;
  /** How many calls of it may be under way at once; those beyond wait in line. Any number by default. */
  readonly concurrency?: number | undefined;
  /** Events of one key are handled one after the other, in their order; side by side by default. */
  readonly key?: ((data: Data) => unknown) | undefined;
  /** Whether it is called for the events in the history first; no by default. */
  readonly replay?: boolean | undefined;
}

/** How events are gathered. */
export interface BatchHandlerOptions {
  /** Takes it back; what is gathered is still handed over. */
  readonly signal?: AbortSignal | undefined;
  /** How many events are handed over at most; 100 by default. */
  readonly maxSize?: number | undefined;
  /** Milliseconds to wait for more; by default the end of the tick. */
  readonly delayMs?: number | undefined;
}

/** How events are iterated. */
export interface IterateOptions {
  /** Ends it; the loop then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** How many events may wait to be taken; 1,000 by default. */
  readonly highWaterMark?: number | undefined;
  /**
   * What happens to one more: it waits, the default, and so does whoever awaits `publish`, while `emit` can't be made
   * to wait; or the oldest, or itself, is dropped.
   */
  readonly whenFull?: 'wait' | 'drop-oldest' | 'drop-newest' | undefined;
}

/** Which of the kept events; all by default. */
export interface HistoryFilter<Name> {
  /** Those of this name; of any by default. */
  readonly name?: Name | undefined;
  /** Those that belong to this; to anything by default. */
  readonly correlationId?: string | undefined;
  /** Those after the one with this number; from the first by default. */
  readonly after?: number | undefined;
}
