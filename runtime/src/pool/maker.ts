/** Makes the resources of a pool, several at a time, and rests after failures. */
import { within } from '../waiting/within.ts';
import type { Settings } from './options.ts';

/** What becomes of it. */
export interface MakerEvents<Resource> {
  readonly made: (resource: Resource) => void;
  readonly failed: (error: unknown) => void;
  /** The rest after a failure is over, or one that was late is gone. */
  readonly rested: () => void;
}

/** Counts what is being made, and never makes more at a time than it is told. */
export class Maker<Resource> {
  readonly #settings: Settings<Resource>;
  readonly #events: MakerEvents<Resource>;
  readonly #stop = new AbortController();
  #creating = 0;
  /** Attempts nobody waits for any more, which may still become something. */
  #late = 0;
  #made = 0;
  #failed = 0;
  /** Failures in a row. */
  #failures = 0;
  /** When the next attempt may begin, of `performance.now()`. */
  #restsUntil = 0;
  #lastError: unknown;
  #timer: NodeJS.Timeout | undefined;

  constructor(settings: Settings<Resource>, events: MakerEvents<Resource>) {
    this.#settings = settings;
    this.#events = events;
  }

  get creating(): number {
    return this.#creating;
  }

  /** How many were given up and may still come: they take the place of others until they have. */
  get late(): number {
    return this.#late;
  }

  get made(): number {
    return this.#made;
  }

  get failed(): number {
    return this.#failed;
  }

  /** Why none could be made, if the last attempt failed. */
  get lastError(): unknown {
    return this.#lastError;
  }

  /** Whether the last attempt failed. */
  get isFailing(): boolean {
    return this.#failures > 0;
  }

  /** Makes as many as are missing to have this many in the making. After a failure it waits first. */
  ensure(wanted: number): void {
    if (this.#creating >= wanted || this.#stop.signal.aborted) return;
    const rest = this.#restsUntil - performance.now();
    if (rest > 0) {
      this.#timer ??= setTimeout(() => this.#wake(), Math.ceil(rest)).unref();
      return;
    }
    while (this.#creating < wanted) void this.#make();
  }

  /** Makes no more, and lets go of what is still in the making when it comes. */
  close(reason: Error): void {
    clearTimeout(this.#timer);
    this.#stop.abort(reason);
  }

  #wake(): void {
    this.#timer = undefined;
    this.#events.rested();
  }

  async #make(): Promise<void> {
    const begun = performance.now();
    this.#creating++;
    try {
      const resource = await this.#attempt();
      this.#creating--;
      this.#made++;
      this.#failures = 0;
      this.#lastError = undefined;
      this.#events.made(resource);
    } catch (error) {
      this.#creating--;
      this.#failed++;
      this.#lastError = error;
      if (begun >= this.#restsUntil) this.#rest();
      this.#events.failed(error);
    }
  }

  /** Attempts that run side by side and fail together are one failure. */
  #rest(): void {
    const { backoffMs, maxBackoffMs } = this.#settings;
    this.#restsUntil = performance.now() + Math.min(backoffMs * 2 ** this.#failures, maxBackoffMs);
    this.#failures++;
  }

  /** One resource, in time; one that comes too late is let go of at once. */
  async #attempt(): Promise<Resource> {
    const { create, createTimeoutMs, name } = this.#settings;
    const controller = new AbortController();
    const making = (async () => create({ signal: controller.signal, failures: this.#failures }))();
    const state = { isSettled: false };
    const settled = (): void => void (state.isSettled = true);
    making.then(settled, settled);
    try {
      return await within(making, createTimeoutMs, `making one for ${name}`, this.#stop.signal);
    } catch (error) {
      controller.abort(error);
      if (!state.isSettled) this.#giveUp(making);
      throw error;
    }
  }

  /** It has its place until it is gone; where it never comes, for `createTimeoutMs` more, as a pool must not end so. */
  #giveUp(making: Promise<Resource>): void {
    const { destroy, createTimeoutMs, onError } = this.#settings;
    const ignore = (): void => undefined;
    const gone = making.then((late) => destroy(late), ignore).catch(onError);
    this.#late++;
    const leave = (): void => {
      this.#late--;
      this.#events.rested();
    };
    within(gone, createTimeoutMs, 'a late one').then(leave, leave);
  }
}
