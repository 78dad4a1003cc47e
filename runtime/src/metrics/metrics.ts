/** Measures tasks, counts, and watches pools, queues and the process. */
import { settingsFor } from '../settings/settings-for.ts';
import { LagSampler, type LagOptions } from './lag-sampler.ts';
import type { MetricsSnapshot } from './snapshot.ts';
import { Tasks, type Run } from './tasks.ts';

/** A task that takes long; it may still be under way. */
export interface SlowTask {
  /** As it was given to `track`. */
  readonly name: string;
  /** Milliseconds so far. */
  readonly ms: number;
}

/** What has numbers to tell: a pool, an executor, a breaker. */
export interface Watched {
  /** Read for each snapshot; what is no number in it is left out. */
  readonly stats: object;
}

/** What is measured and who hears of it. */
export interface MetricsOptions extends LagOptions {
  /** Milliseconds after which a task is slow; 20,000 by default. */
  readonly slowMs?: number | undefined;
  /** Told of each slow task once, while it runs. */
  readonly onSlow?: ((task: SlowTask) => void) | undefined;
  /** Milliseconds of an interval; 60,000 by default. */
  readonly intervalMs?: number | undefined;
  /** Told at the end of each interval. */
  readonly onInterval?: ((snapshot: MetricsSnapshot) => void) | undefined;
  /** How many names of tasks and counters there may be; what comes beyond counts as `other`. 200 by default. */
  readonly maxNames?: number | undefined;
}

const OTHER = 'other';

/** Numbers of one program, or of a part of it. Its timers don't keep the process alive; `close()` ends them. */
export class Metrics {
  readonly #options: MetricsOptions;
  readonly #slowMs: number;
  readonly #lag: LagSampler;
  readonly #tasks = new Map<string, Tasks>();
  readonly #counters = new Map<string, number>();
  readonly #gauges = new Map<string, () => number>();
  readonly #watched = new Map<string, Watched>();
  /** In the order in which they began. */
  readonly #running = new Set<Run>();
  readonly #timers: readonly NodeJS.Timeout[];

  constructor(options: MetricsOptions = {}) {
    this.#options = options;
    this.#lag = new LagSampler(options);
    const settings = settingsFor('metrics');
    const { intervalMs = settings.intervalMs, slowMs = settings.slowMs } = options;
    this.#slowMs = slowMs;
    this.#timers = [
      setInterval(() => this.#turn(), intervalMs).unref(),
      setInterval(() => this.#lookForSlow(), Math.min(slowMs / 4, 1_000)).unref(),
    ];
  }

  /**
   * Runs a task, and measures how long it takes and how it ends.
   * @throws what the task throws
   */
  async track<Result>(name: string, task: () => Result | PromiseLike<Result>): Promise<Result> {
    const tasks = this.#tasksOf(name);
    const run: Run = { name, begun: performance.now(), isSlow: false };
    this.#running.add(run);
    tasks.begin();
    let isError = true;
    try {
      const result = await task();
      isError = false;
      return result;
    } finally {
      this.#running.delete(run);
      const ms = performance.now() - run.begun;
      if (!run.isSlow && ms >= this.#slowMs) this.#tellSlow(run, ms);
      tasks.end(ms, isError);
    }
  }

  /** Counts a task that was measured elsewhere, in milliseconds. */
  observe(name: string, ms: number): void {
    this.#tasksOf(name).add(ms);
  }

  /** Counts something that happens. */
  count(name: string, by = 1): void {
    const own = this.#counters.has(name) ? name : this.#nameIn(this.#counters, name);
    this.#counters.set(own, (this.#counters.get(own) ?? 0) + by);
  }

  /**
   * A number that is read when somebody wants to know it.
   * @returns takes it back
   */
  gauge(name: string, read: () => number): () => void {
    this.#gauges.set(name, read);
    return () => {
      if (this.#gauges.get(name) === read) this.#gauges.delete(name);
    };
  }

  /**
   * Every number among the `stats` of a pool, an executor, a breaker or the like, as `name.field`.
   * @returns takes it back
   */
  watch(name: string, watched: Watched): () => void {
    this.#watched.set(name, watched);
    return () => {
      if (this.#watched.get(name) === watched) this.#watched.delete(name);
    };
  }

  /** Everything at this moment. */
  snapshot(): MetricsSnapshot {
    const { heapUsed, heapTotal, rss } = process.memoryUsage();
    return {
      at: Date.now(),
      tasks: Object.fromEntries([...this.#tasks].map(([name, tasks]) => [name, tasks.snapshot()])),
      counters: Object.fromEntries(this.#counters),
      gauges: this.#readGauges(),
      process: { heapUsedBytes: heapUsed, heapTotalBytes: heapTotal, rssBytes: rss, lagMs: this.#lag.spread() },
    };
  }

  /** Looks no more; what was counted can still be read. */
  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#lag.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #tasksOf(name: string): Tasks {
    const known = this.#tasks.get(name);
    if (known) return known;
    const own = this.#nameIn(this.#tasks, name);
    const tasks = this.#tasks.get(own) ?? new Tasks();
    this.#tasks.set(own, tasks);
    return tasks;
  }

  /** Names made of what users send would fill the memory. */
  #nameIn(known: ReadonlyMap<string, unknown>, name: string): string {
    return known.size < (this.#options.maxNames ?? 200) ? name : OTHER;
  }

  /** One that can't be read is left out: it must not take the others with it. */
  #readGauges(): Record<string, number> {
    const gauges: [string, number][] = [];
    for (const [name, read] of this.#gauges) gauges.push(...numbersOf(() => ({ [name]: read() })));
    for (const [name, watched] of this.#watched) {
      gauges.push(
        ...numbersOf(() => watched.stats).map(([field, value]): [string, number] => [`${name}.${field}`, value]),
      );
    }
    return Object.fromEntries(gauges);
  }

  #turn(): void {
    this.#options.onInterval?.(this.snapshot());
    for (const tasks of this.#tasks.values()) tasks.turn();
    this.#lag.turn();
  }

  #lookForSlow(): void {
    const now = performance.now();
    for (const run of this.#running) {
      if (now - run.begun < this.#slowMs) return;
      if (!run.isSlow) this.#tellSlow(run, now - run.begun);
    }
  }

  #tellSlow(run: Run, ms: number): void {
    run.isSlow = true;
    this.#tasksOf(run.name).addSlow();
    this.#options.onSlow?.({ name: run.name, ms });
  }
}

function numbersOf(read: () => object): [string, number][] {
  try {
    return Object.entries(read()).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  } catch {
    return [];
  }
}
