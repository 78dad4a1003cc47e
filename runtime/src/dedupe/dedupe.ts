/** Shares a promise among those who ask for the same, while it runs. */
import type { Switch } from '../settings/parts.ts';
import { isOff } from '../settings/switches.ts';
import { Shared } from '../waiting/shared.ts';

/** What a caller may say. */
export interface DedupeOptions {
  /** Leaves this caller out; the run goes on for the others, and is aborted when the last has left. */
  readonly signal?: AbortSignal | undefined;
  /** `off` begins a run of its own, which nobody joins; by default that of the object. */
  readonly mode?: Switch | undefined;
}

/** Requests by key. Nothing is kept: once a run has ended, whichever way, the next one who asks begins another. */
export class Dedupe<Key = string> {
  readonly #runs = new Map<Key, Shared<unknown>>();
  readonly #isOff: boolean;

  /** @param options with `mode: 'off'` each who asks begins a run of its own */
  constructor(options: { readonly mode?: Switch | undefined } = {}) {
    this.#isOff = isOff('dedupe', options.mode);
  }

  /** How many runs are under way. */
  get size(): number {
    return this.#runs.size;
  }

  /**
   * The result of the run for this key: of one that is under way, or of a new one. Keys are compared as a `Map`
   * compares them. The task is not called where a run is under way.
   * @throws what the task throws, to all who wait for it, and the signal's reason, to the caller whose it is
   */
  run<Result>(
    key: Key,
    task: (signal: AbortSignal) => Result | PromiseLike<Result>,
    { signal, mode }: DedupeOptions = {},
  ): Promise<Result> {
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    const isAlone = mode === undefined ? this.#isOff : isOff('dedupe', mode);
    const run = (isAlone ? undefined : this.#runs.get(key)) ?? this.#begin(key, task, isAlone);
    return run.join(signal) as Promise<Result>;
  }

  /** Forgets a run, so that the next one who asks begins another; those who wait for it still get its result. */
  forget(key: Key): void {
    this.#runs.delete(key);
  }

  #begin(key: Key, task: (signal: AbortSignal) => unknown, isAlone: boolean): Shared<unknown> {
    const controller = new AbortController();
    const run = new Shared<unknown>((resolve) => {
      resolve(task(controller.signal));
    });
    run.whenLeft = (reason) => {
      ended();
      controller.abort(reason);
    };
    const ended = (): void => {
      if (this.#runs.get(key) === run) this.#runs.delete(key);
    };
    if (!isAlone) this.#runs.set(key, run);
    run.ended.then(ended, ended);
    return run;
  }
}
