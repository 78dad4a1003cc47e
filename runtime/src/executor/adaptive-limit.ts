/** A limit that finds out by itself how much goes well at once. */
import { getHeapStatistics } from 'node:v8';
import { LagSampler } from '../metrics/lag-sampler.ts';

/** Between which bounds, and what counts as too much. */
export interface AdaptiveOptions {
  /** Never fewer at once; 1 by default. */
  readonly min?: number | undefined;
  /** Never more at once; 100 by default. */
  readonly max?: number | undefined;
  /** How many to begin with; 10 by default, within the bounds. */
  readonly initial?: number | undefined;
  /** How many times as long as usual a task may take before that counts as too much; 2 by default. */
  readonly tolerance?: number | undefined;
  /** Milliseconds of event-loop lag that are too much; 100 by default. */
  readonly maxLagMs?: number | undefined;
  /** The part of the heap that may be in use, over 0 and up to 1, before that is too much; 0.85 by default. */
  readonly maxHeap?: number | undefined;
}

/** How the process fares; replaced in tests. */
export interface Vitals {
  /** Milliseconds that the event loop is late. */
  readonly lagMs: () => number;
  /** The part of the heap that is in use, 0 to 1. */
  readonly heap: () => number;
  readonly close: () => void;
}

/** What the limit is multiplied by after a failure, after a task that took too long, and while the process is strained. */
const AFTER_FAILURE = 0.7;
const AFTER_DELAY = 0.9;
const UNDER_STRAIN = 0.7;
/** Milliseconds for which the shortest time of a task counts as usual. */
const WINDOW_MS = 60_000;
/** What the limit is multiplied by to find out what is usual now, after a window with delays. */
const TO_MEASURE = 0.5;
/** Milliseconds between two looks at lag and memory. */
const LOOK_MS = 100;

/**
 * Additive increase, multiplicative decrease: one more for each round of tasks that went well while the limit was
 * reached; a part less after an error or a delay, once for all tasks that were under way together. Lag of the event
 * loop and a full heap are brakes. What is usual is the shortest time within a minute; after a minute with delays the
 * limit is halved once, or a crowd would come to be what is usual.
 */
export class AdaptiveLimit {
  readonly #min: number;
  readonly #max: number;
  readonly #tolerance: number;
  readonly #maxLagMs: number;
  readonly #maxHeap: number;
  readonly #vitals: Vitals;
  #limit: number;
  /** Milliseconds that a task usually takes. */
  #usualMs = Infinity;
  #windowSince = -Infinity;
  #hasDelays = false;
  #isStrained = false;
  /** Tasks that were begun before this, of `performance.now()`, have had their say. */
  #decreasedAt = -Infinity;
  #lookedAt = -Infinity;

  /** @throws {RangeError} for bounds that don't fit */
  constructor(options: AdaptiveOptions = {}, vitals: Vitals = vitalsOfProcess()) {
    const { min = 1, max = 100, initial = 10, tolerance = 2, maxLagMs = 100, maxHeap = 0.85 } = options;
    if (!(min >= 1 && max >= min)) throw new RangeError(`a limit has 1 ≤ min ≤ max, not ${min} and ${max}`);
    if (!(tolerance > 1)) throw new RangeError(`tolerance is more than 1, not ${tolerance}`);
    this.#min = min;
    this.#max = max;
    this.#tolerance = tolerance;
    this.#maxLagMs = maxLagMs;
    this.#maxHeap = maxHeap;
    this.#vitals = vitals;
    this.#limit = Math.min(Math.max(initial, min), max);
  }

  /** How many may be under way at once: a whole number. */
  get value(): number {
    return Math.floor(this.#limit);
  }

  /**
   * Learns from a task that has ended.
   * @param begun when it began, of `performance.now()`
   * @param wasFull whether as many as allowed were under way; only then does success say that more would go
   */
  learn(begun: number, isFailure: boolean, wasFull: boolean): void {
    const now = performance.now();
    const ms = now - begun;
    this.#look(now);
    if (this.#isStrained) return this.#decrease(UNDER_STRAIN, begun, now);
    if (isFailure) return this.#decrease(AFTER_FAILURE, begun, now);
    if (now - this.#windowSince >= WINDOW_MS) this.#turn(now);
    const isDelayed = ms > this.#usualMs * this.#tolerance;
    this.#usualMs = Math.min(this.#usualMs, ms);
    this.#hasDelays ||= isDelayed;
    if (isDelayed) this.#decrease(AFTER_DELAY, begun, now);
    else if (wasFull) this.#limit = Math.min(this.#limit + 1 / this.#limit, this.#max);
  }

  /** Looks no more at the process. */
  close(): void {
    this.#vitals.close();
  }

  #decrease(factor: number, begun: number, now: number): void {
    if (begun < this.#decreasedAt) return;
    this.#decreasedAt = now;
    this.#limit = Math.max(this.#limit * factor, this.#min);
  }

  /** Begins a window. */
  #turn(now: number): void {
    this.#windowSince = now;
    this.#usualMs = Infinity;
    if (this.#hasDelays) this.#decrease(TO_MEASURE, now, now);
    this.#hasDelays = false;
  }

  #look(now: number): void {
    if (now - this.#lookedAt < LOOK_MS) return;
    this.#lookedAt = now;
    this.#isStrained = this.#vitals.lagMs() > this.#maxLagMs || this.#vitals.heap() > this.#maxHeap;
  }
}

function vitalsOfProcess(): Vitals {
  const lag = new LagSampler();
  return {
    lagMs: () => lag.currentMs,
    heap: () => {
      const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
      return used / limit;
    },
    close: () => lag.close(),
  };
}
