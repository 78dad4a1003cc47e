/** Runs tasks that come from everywhere, a few at a time. */
import { ClosedError } from '../errors/closed.ts';
import { QueueFullError } from '../errors/queue-full.ts';
import { onAbort } from '../waiting/on-abort.ts';
import { underSignal } from '../waiting/under-signal.ts';
import { JobQueue, type Queued } from './job-queue.ts';
import { STANDARD_CONCURRENCY } from './map-bounded.ts';

/** How many at a time, and what happens to the others. */
export interface ExecutorOptions {
  /** How many tasks may be under way at once; 10 by default. */
  readonly concurrency?: number | undefined;
  /** How many may wait; any number by default. */
  readonly maxQueued?: number | undefined;
  /** What happens when one more comes: it is refused, the default, or the oldest of the lowest priority makes room. */
  readonly whenFull?: 'reject' | 'drop-oldest' | undefined;
  /** Milliseconds that a task may take once it has begun, unless it says otherwise; no bound by default. */
  readonly taskTimeoutMs?: number | undefined;
  /** Shown in messages; `the executor` by default. */
  readonly name?: string | undefined;
}

/** What goes with one task. */
export interface TaskOptions {
  /** Takes it out of the queue, or aborts the signal that the running task was given. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds that it may take once it has begun. */
  readonly timeoutMs?: number | undefined;
  /** Higher ones first; 0 by default. */
  readonly priority?: number | undefined;
  /** Tasks of one key run one after the other, in the order they came; compared as a `Map` compares. */
  readonly key?: unknown;
}

/** How an executor stands. */
export interface ExecutorStats {
  readonly running: number;
  readonly queued: number;
}

interface Job extends Queued {
  readonly options: TaskOptions;
  readonly start: () => Promise<void>;
  readonly reject: (error: unknown) => void;
  /** Whether it stands in the queue itself; one that waits for another of its key doesn't yet. */
  isReady: boolean;
  unlisten: (() => void) | undefined;
}

/** A bound for all who share it. What is under way and doesn't listen to its signal is not waited for any longer. */
export class Executor {
  readonly #concurrency: number;
  readonly #options: ExecutorOptions;
  readonly #name: string;
  readonly #queue = new JobQueue<Job>();
  /** Jobs of a key of which one is under way or in the queue, in their order; that one is not among them. */
  readonly #followers = new Map<unknown, Job[]>();
  readonly #idle: (() => void)[] = [];
  #following = 0;
  #running = 0;
  #isClosed = false;

  /** @throws {RangeError} for a concurrency below 1 */
  constructor(options: ExecutorOptions = {}) {
    const { concurrency = STANDARD_CONCURRENCY, name = 'the executor' } = options;
    if (!(concurrency >= 1)) throw new RangeError(`concurrency is a number from 1, not ${concurrency}`);
    this.#concurrency = concurrency;
    this.#name = name;
    this.#options = options;
  }

  /** How many tasks are under way, and how many wait. */
  get stats(): ExecutorStats {
    return { running: this.#running, queued: this.#queue.size + this.#following };
  }

  /**
   * Runs a task when there is room, and gives its result. The task's signal is aborted with the caller's, or when its
   * time is up.
   * @throws {QueueFullError} where too many wait, or this one had to make room
   * @throws {TimeoutError} where it took too long, {ClosedError} where the executor is closed
   * @throws what the task throws, and the signal's reason
   */
  run<Result>(task: (signal: AbortSignal) => Result | PromiseLike<Result>, options: TaskOptions = {}): Promise<Result> {
    if (this.#isClosed) return Promise.reject(new ClosedError(this.#name));
    if (options.signal?.aborted) return Promise.reject(options.signal.reason as Error);
    return new Promise((resolve, reject) => {
      const { signal, timeoutMs = this.#options.taskTimeoutMs ?? Infinity, priority = 0 } = options;
      const bounds = { signal, timeoutMs, what: `a task of ${this.#name}` };
      const start = (): Promise<void> => underSignal(task, bounds).then(resolve, reject);
      const job: Job = { options, priority, start, reject, isGone: false, isReady: false, unlisten: undefined };
      this.#add(job);
    });
  }

  /** Resolves when nothing is under way and nothing waits. */
  idle(): Promise<void> {
    if (this.#running === 0 && this.stats.queued === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /** Takes no more tasks, and resolves when those it has are done. */
  close(): Promise<void> {
    this.#isClosed = true;
    return this.idle();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #add(job: Job): void {
    const { maxQueued = Infinity, whenFull } = this.#options;
    const mustWait = this.#running >= this.#concurrency || this.#isBusy(job);
    if (mustWait && this.stats.queued >= maxQueued) {
      const least = whenFull === 'drop-oldest' ? this.#queue.shiftLeast() : undefined;
      const refused = least ?? job;
      refused.unlisten?.();
      refused.reject(new QueueFullError(this.#name, maxQueued));
      if (!least) return;
      this.#advance(least);
    }
    const { signal } = job.options;
    if (signal && mustWait) job.unlisten = onAbort(signal, () => this.#leave(job, signal.reason));
    this.#enqueue(job);
    this.#startSome();
  }

  #isBusy({ options: { key } }: Job): boolean {
    return key !== undefined && this.#followers.has(key);
  }

  #enqueue(job: Job): void {
    const { key } = job.options;
    const followers = key === undefined ? undefined : this.#followers.get(key);
    if (followers) {
      followers.push(job);
      this.#following++;
      return;
    }
    if (key !== undefined) this.#followers.set(key, []);
    job.isReady = true;
    this.#queue.push(job);
  }

  #startSome(): void {
    while (this.#running < this.#concurrency) {
      const job = this.#queue.shift();
      if (!job) return;
      void this.#start(job);
    }
  }

  async #start(job: Job): Promise<void> {
    this.#running++;
    job.unlisten?.();
    await job.start();
    this.#running--;
    this.#advance(job);
    this.#startSome();
    this.#checkIdle();
  }

  /** Lets the next of its key into the queue. */
  #advance({ options: { key } }: Job): void {
    if (key === undefined) return;
    const followers = this.#followers.get(key) ?? [];
    const next = followers.shift();
    if (!next) {
      this.#followers.delete(key);
      return;
    }
    this.#following--;
    next.isReady = true;
    this.#queue.push(next);
  }

  #leave(job: Job, reason: unknown): void {
    if (job.isReady) {
      this.#queue.remove(job);
      this.#advance(job);
      this.#startSome();
    } else {
      const followers = this.#followers.get(job.options.key) ?? [];
      followers.splice(followers.indexOf(job), 1);
      this.#following--;
    }
    job.reject(reason);
    this.#checkIdle();
  }

  #checkIdle(): void {
    if (this.#running > 0 || this.stats.queued > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}
