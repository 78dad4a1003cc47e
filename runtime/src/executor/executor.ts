/** Runs tasks that come from everywhere, a few at a time. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { ClosedError } from '../errors/closed.ts';
import { QueueFullError } from '../errors/queue-full.ts';
import { WaitLine } from '../waiting/line.ts';
import { onAbort } from '../waiting/on-abort.ts';
import { underSignal } from '../waiting/under-signal.ts';
import type { WaitOptions } from '../waiting/wait-options.ts';
import { AdaptiveLimit, type AdaptiveOptions } from './adaptive-limit.ts';
import type { Switch } from '../settings/parts.ts';
import { settingsFor } from '../settings/settings-for.ts';
import { isOff } from '../settings/switches.ts';
import { JobQueue, type Queued } from './job-queue.ts';

/** How many at a time, and what happens to the others. */
export interface ExecutorOptions {
  /**
   * How many tasks may be under way at once; 10 by default. `adaptive`, or bounds for that, lets it find out by itself:
   * more while all goes well, fewer after errors and delays, and while the process is strained.
   */
  readonly concurrency?: number | 'adaptive' | AdaptiveOptions | undefined;
  /** How many may wait; any number by default. */
  readonly maxQueued?: number | undefined;
  /**
   * What happens when one more comes: it is refused, the default; or the oldest of the lowest priority makes room; or it
   * waits for a place among those that wait, where its priority counts only from then on.
   */
  readonly whenFull?: 'reject' | 'drop-oldest' | 'wait' | undefined;
  /** Milliseconds that a task may take once it has begun, unless it says otherwise; no bound by default. */
  readonly taskTimeoutMs?: number | undefined;
  /** Shown in messages; `the executor` by default. */
  readonly name?: string | undefined;
  /** `off` runs one after the other; a task that a task waits for is run within it; `on` by default. */
  readonly mode?: Switch | undefined;
}

/** What goes with one task. */
export interface TaskOptions {
  /** Takes it out of the queue, or aborts the signal that the running task was given. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds that it may take once it has begun; by default `taskTimeoutMs` of the executor. */
  readonly timeoutMs?: number | undefined;
  /** Higher ones first; 0 by default. */
  readonly priority?: number | undefined;
  /** Tasks of one key run one after the other, in the order they came; compared as a `Map` compares. None by default. */
  readonly key?: unknown;
}

/** How an executor stands. */
export interface ExecutorStats {
  /** Tasks under way. */
  readonly running: number;
  /** All that wait, those for a place in the queue included. */
  readonly queued: number;
  /** How many may be under way at once, as of now. */
  readonly limit: number;
}

interface Job extends Queued {
  readonly options: TaskOptions;
  /** Whether it failed by itself. */
  readonly start: () => Promise<boolean>;
  readonly reject: (error: unknown) => void;
  /** Where it stands: in the queue; behind another of its key; or outside, for want of room. */
  place: 'queue' | 'behind' | 'outside';
  unlisten: (() => void) | undefined;
}

/** A bound for all who share it. What is under way and doesn't listen to its signal is not waited for any longer. */
export class Executor {
  readonly #concurrency: number;
  readonly #adaptive: AdaptiveLimit | undefined;
  readonly #options: ExecutorOptions;
  readonly #name: string;
  /** Where it runs one task at a time: whether a caller is that task, which would wait for itself. */
  readonly #inside: AsyncLocalStorage<true> | undefined;
  readonly #queue = new JobQueue<Job>();
  /** Jobs of a key of which one is under way or in the queue, in their order; that one is not among them. */
  readonly #followers = new Map<unknown, Job[]>();
  /** Those for whom there is no room in the queue yet. */
  readonly #outside = new JobQueue<Job>();
  readonly #room = new WaitLine<void>('waiting for room in the queue');
  readonly #idle: (() => void)[] = [];
  #following = 0;
  #running = 0;
  #isClosed = false;

  /** @throws {RangeError} for a concurrency below 1 */
  constructor(options: ExecutorOptions = {}) {
    const { concurrency = settingsFor('executor').concurrency, name = 'the executor' } = options;
    const isFixed = typeof concurrency === 'number';
    if (isFixed && !(concurrency >= 1)) throw new RangeError(`concurrency is a number from 1, not ${concurrency}`);
    this.#inside = isOff('executor', options.mode) ? new AsyncLocalStorage() : undefined;
    this.#concurrency = this.#inside ? 1 : isFixed ? concurrency : NaN;
    const isAdaptive = !isFixed && !this.#inside;
    this.#adaptive = isAdaptive ? new AdaptiveLimit(concurrency === 'adaptive' ? {} : concurrency) : undefined;
    this.#name = name;
    this.#options = options;
  }

  /** How many tasks are under way, and how many wait. */
  get stats(): ExecutorStats {
    return { running: this.#running, queued: this.#queued + this.#outside.size, limit: this.#limit };
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
    const { signal, timeoutMs = this.#options.taskTimeoutMs ?? Infinity, priority = 0 } = options;
    const bounds = { signal, timeoutMs, what: `a task of ${this.#name}` };
    if (this.#inside?.getStore()) return underSignal(task, bounds);
    const own = this.#inside ? (told: AbortSignal) => this.#inside?.run(true, () => task(told)) as Result : task;
    return new Promise((resolve, fail) => {
      const reject: (error: unknown) => void = fail;
      const start = (): Promise<boolean> =>
        underSignal(own, bounds).then(
          (result) => {
            resolve(result);
            return false;
          },
          (error: unknown) => {
            reject(error);
            return signal?.aborted !== true;
          },
        );
      const job: Job = { options, priority, start, reject, isGone: false, place: 'queue', unlisten: undefined };
      this.#add(job);
    });
  }

  /**
   * Resolves when there is room in the queue, first come first served; for those who make tasks faster than they are
   * run. It is not kept for whoever has waited.
   * @throws {TimeoutError}, and the signal's reason
   */
  room(options?: WaitOptions): Promise<void> {
    return this.#running < this.#limit || this.#hasRoom() ? Promise.resolve() : this.#room.wait(options);
  }

  /** Resolves when nothing is under way and nothing waits. */
  idle(): Promise<void> {
    if (this.#running === 0 && this.stats.queued === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /** Takes no more tasks, and resolves when those it has are done. */
  close(): Promise<void> {
    this.#isClosed = true;
    this.#adaptive?.close();
    return this.idle();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  get #limit(): number {
    return this.#adaptive?.value ?? this.#concurrency;
  }

  /** Those in the queue, and those behind others of their keys. */
  get #queued(): number {
    return this.#queue.size + this.#following;
  }

  #hasRoom(): boolean {
    return this.#outside.size === 0 && this.#queued < (this.#options.maxQueued ?? Infinity);
  }

  #add(job: Job): void {
    const mustWait = this.#running >= this.#limit || this.#isBusy(job);
    const isFull = mustWait && !this.#hasRoom();
    const isOutside = isFull && this.#options.whenFull === 'wait';
    if (isFull && !isOutside && !this.#makeRoom(job)) return;
    const { signal } = job.options;
    if (signal && mustWait) job.unlisten = onAbort(signal, () => this.#leave(job, signal.reason));
    if (isOutside) {
      job.place = 'outside';
      this.#outside.push(job);
    } else {
      this.#enqueue(job);
      this.#startSome();
    }
  }

  /** Sends one away: the one that can best be spared, or the newcomer itself, and then there is no room. */
  #makeRoom(newcomer: Job): boolean {
    const { maxQueued = Infinity, whenFull } = this.#options;
    const least = whenFull === 'drop-oldest' ? this.#queue.shiftLeast() : undefined;
    const refused = least ?? newcomer;
    refused.unlisten?.();
    refused.reject(new QueueFullError(this.#name, maxQueued));
    if (least) this.#advance(least);
    return least !== undefined;
  }

  #isBusy({ options: { key } }: Job): boolean {
    return key !== undefined && this.#followers.has(key);
  }

  #enqueue(job: Job): void {
    const { key } = job.options;
    const followers = key === undefined ? undefined : this.#followers.get(key);
    if (followers) {
      job.place = 'behind';
      followers.push(job);
      this.#following++;
      return;
    }
    if (key !== undefined) this.#followers.set(key, []);
    job.place = 'queue';
    this.#queue.push(job);
  }

  #startSome(): void {
    do {
      while (this.#running < this.#limit) {
        const job = this.#queue.shift();
        if (!job) break;
        void this.#start(job);
      }
    } while (this.#letIn());
    const { maxQueued = Infinity } = this.#options;
    const places = this.#limit - this.#running + maxQueued - this.#queued;
    for (let free = places; free > 0 && this.#room.size > 0 && this.#outside.size === 0; free--) this.#room.give();
  }

  /** Into the queue the first who stands outside, where there is room for one more; false where there isn't. */
  #letIn(): boolean {
    const hasPlace = this.#queued < (this.#options.maxQueued ?? Infinity);
    // A queue that may hold nobody is passed through by those who can begin at once.
    if (!hasPlace && (this.#queued > 0 || this.#running >= this.#limit)) return false;
    const job = this.#outside.shift();
    if (job) this.#enqueue(job);
    return job !== undefined;
  }

  async #start(job: Job): Promise<void> {
    this.#running++;
    job.unlisten?.();
    const adaptive = this.#adaptive;
    const begun = adaptive ? performance.now() : 0;
    const isFailure = await job.start();
    adaptive?.learn(begun, isFailure, this.#running >= this.#limit);
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
    next.place = 'queue';
    this.#queue.push(next);
  }

  #leave(job: Job, reason: unknown): void {
    if (job.place === 'outside') {
      this.#outside.remove(job);
    } else if (job.place === 'queue') {
      this.#queue.remove(job);
      this.#advance(job);
      this.#startSome();
    } else {
      const followers = this.#followers.get(job.options.key) ?? [];
      followers.splice(followers.indexOf(job), 1);
      this.#following--;
      this.#startSome();
    }
    job.reject(reason);
    this.#checkIdle();
  }

  #checkIdle(): void {
    if (this.#running > 0 || this.stats.queued > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}
