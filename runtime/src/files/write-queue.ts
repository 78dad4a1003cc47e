/** Writes in line: a few at once, and those of one file one after the other. */
import { ClosedError } from '../errors/closed.ts';
import { KeyedMutex } from '../mutex/keyed-mutex.ts';
import { Semaphore } from '../semaphore/semaphore.ts';
import { UnwrittenError, type Unwritten } from './errors.ts';

/** A write of `writeSoon` that hasn't begun, so that a later one of the same file can take its place. */
interface Waiting {
  write: () => Promise<unknown>;
}

/** What is under way is always waited for: nothing may still be written to a file when its next write begins. */
export class WriteQueue {
  readonly #paths = new KeyedMutex();
  readonly #permits: Semaphore;
  readonly #highWaterMark: number;
  readonly #onError: ((failure: Unwritten) => void) | undefined;
  readonly #pending = new Set<Promise<unknown>>();
  readonly #waiting = new Map<string, Waiting>();
  #failed: Unwritten[] = [];
  #writing = 0;
  #isClosed = false;

  constructor(concurrency: number, highWaterMark: number, onError: ((failure: Unwritten) => void) | undefined) {
    this.#permits = new Semaphore(concurrency, 'a write');
    this.#highWaterMark = highWaterMark;
    this.#onError = onError;
  }

  get writing(): number {
    return this.#writing;
  }

  get queued(): number {
    return this.#pending.size - this.#writing;
  }

  /** Writes when it is its turn. */
  add<Result>(path: string, write: () => Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
    if (this.#isClosed) return Promise.reject(new ClosedError('files'));
    // What is asked for from now on comes after this one.
    this.#waiting.delete(path);
    return this.#begin(path, write, signal);
  }

  /** The same for a write that nobody waits for; false where many wait already. */
  addSoon(path: string, write: () => Promise<unknown>): boolean {
    if (this.#isClosed) throw new ClosedError('files');
    const known = this.#waiting.get(path);
    if (known) {
      known.write = write;
      return this.queued < this.#highWaterMark;
    }
    const waiting: Waiting = { write };
    this.#waiting.set(path, waiting);
    const run = (): Promise<unknown> => {
      if (this.#waiting.get(path) === waiting) this.#waiting.delete(path);
      return waiting.write();
    };
    this.#begin(path, run, undefined).catch((error: unknown) => this.#fail({ path, error }));
    return this.queued < this.#highWaterMark;
  }

  /** Resolves when all that was asked for by now has ended. */
  async flush(): Promise<void> {
    await Promise.allSettled(this.#pending);
    const failed = this.#failed;
    this.#failed = [];
    if (failed.length > 0) throw new UnwrittenError(failed);
  }

  close(): Promise<void> {
    this.#isClosed = true;
    return this.flush();
  }

  #begin<Result>(path: string, write: () => Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
    const run = this.#paths.run(path, () => this.#permits.run(() => this.#write(write), { signal }), { signal });
    this.#pending.add(run);
    const ended = (): void => {
      this.#pending.delete(run);
    };
    run.then(ended, ended);
    return run;
  }

  async #write<Result>(write: () => Promise<Result>): Promise<Result> {
    this.#writing++;
    try {
      return await write();
    } finally {
      this.#writing--;
    }
  }

  #fail(failure: Unwritten): void {
    if (this.#onError) this.#onError(failure);
    else this.#failed.push(failure);
  }
}
