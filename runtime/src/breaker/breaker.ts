/** A circuit breaker: after too many failures calls fail at once, until a few probes have gone well. */
import { CircuitOpenError } from './circuit-open-error.ts';
import { RollingWindow } from './window.ts';

/** `closed` lets all calls through, `open` none, `half-open` a few probes. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** When to stop asking, and when to ask again. */
export interface BreakerOptions {
  /** Shown in messages; `the other side` by default. */
  readonly name?: string | undefined;
  /** Milliseconds over which calls are counted; 10,000 by default. */
  readonly windowMs?: number | undefined;
  /** The part of the calls, over 0 and up to 1, whose failure opens it; 0.5 by default. */
  readonly failureRate?: number | undefined;
  /** How many calls there must have been for that; 10 by default. */
  readonly minCalls?: number | undefined;
  /** Milliseconds for which it stays open; 10,000 by default. */
  readonly openMs?: number | undefined;
  /** How many calls are let through after that, and must all go well for it to close; 1 by default. */
  readonly probes?: number | undefined;
  /** Whether an error is the other side's fault; by default each is, but for an abort by the caller's own signal. */
  readonly isFailure?: ((error: unknown) => boolean) | undefined;
  /** Told of each change, at once. */
  readonly onState?: ((state: BreakerState, before: BreakerState) => void) | undefined;
}

/** How a breaker stands. */
export interface BreakerStats {
  /** Closed, open or half-open, as of now. */
  readonly state: BreakerState;
  /** Within the window. */
  readonly calls: number;
  /** Of these, how many failed. */
  readonly failures: number;
  /** Calls that were not made, since the beginning. */
  readonly refused: number;
}

type Outcome = 'went well' | 'failed' | 'says nothing';

const STANDARD = {
  name: 'the other side',
  windowMs: 10_000,
  failureRate: 0.5,
  minCalls: 10,
  openMs: 10_000,
  probes: 1,
};

/** Guards the calls to one other side. It has no timer: an open one looks at the clock when it is asked. */
export class Breaker {
  readonly #settings: typeof STANDARD;
  readonly #isFailure: ((error: unknown) => boolean) | undefined;
  readonly #onState: BreakerOptions['onState'];
  readonly #window: RollingWindow;
  #state: BreakerState = 'closed';
  /** Grows with each change of state. */
  #epoch = 0;
  /** Until when no call, or no more probe, is let through. */
  #openUntil = 0;
  /** Begun, and ended well, since it is half-open. */
  #probing = 0;
  #probed = 0;
  #refused = 0;
  #lastError: unknown;

  /** @throws {RangeError} for numbers that would never open or never close it */
  constructor({ isFailure, onState, ...options }: BreakerOptions = {}) {
    const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
    this.#settings = { ...STANDARD, ...given };
    this.#isFailure = isFailure;
    this.#onState = onState;
    const { failureRate, windowMs, probes } = this.#settings;
    if (!(failureRate > 0 && failureRate <= 1))
      throw new RangeError(`failureRate is over 0 and up to 1, not ${failureRate}`);
    if (!(probes >= 1)) throw new RangeError(`probes is a number from 1, not ${probes}`);
    if (!(windowMs > 0)) throw new RangeError(`windowMs is more than 0, not ${windowMs}`);
    this.#window = new RollingWindow(windowMs);
  }

  /** What it is now; an open one whose time is up is `half-open` only once it is asked for a call. */
  get state(): BreakerState {
    return this.#state;
  }

  /** The state and its counts, for metrics. */
  get stats(): BreakerStats {
    return { state: this.#state, ...this.#window.totals(), refused: this.#refused };
  }

  /**
   * Makes the call, if the other side may be asked.
   * @param signal the caller's: a call that it aborts says nothing of the other side
   * @throws {CircuitOpenError} where it may not
   * @throws what the call throws
   */
  async run<Result>(
    call: () => Result | PromiseLike<Result>,
    { signal }: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<Result> {
    signal?.throwIfAborted();
    const epoch = this.#admit();
    try {
      const result = await call();
      this.#count(epoch, 'went well');
      return result;
    } catch (error) {
      const isOurs = this.#isFailure ? !this.#isFailure(error) : signal?.aborted === true;
      if (!isOurs) this.#lastError = error;
      this.#count(epoch, isOurs ? 'says nothing' : 'failed');
      throw error;
    }
  }

  /** Closes it and forgets what was counted. */
  reset(): void {
    this.#window.clear();
    this.#change('closed');
  }

  /** The epoch that the call belongs to; throws where it may not be made. */
  #admit(): number {
    if (this.#state === 'closed') return this.#epoch;
    const { openMs, probes, name } = this.#settings;
    const now = performance.now();
    if (now >= this.#openUntil) {
      // Also when it is half-open already: probes that hang must not keep it so for ever.
      this.#change('half-open');
      this.#openUntil = now + openMs;
    }
    if (this.#state === 'half-open' && this.#probing + this.#probed < probes) {
      this.#probing++;
      return this.#epoch;
    }
    this.#refused++;
    throw new CircuitOpenError(name, Math.max(0, this.#openUntil - now), this.#lastError);
  }

  /** Calls that were begun in another state come late, and are no news. */
  #count(epoch: number, outcome: Outcome): void {
    if (epoch !== this.#epoch) return;
    if (this.#state === 'half-open') this.#countProbe(outcome);
    else if (outcome !== 'says nothing') this.#countCall(outcome === 'failed');
  }

  #countProbe(outcome: Outcome): void {
    this.#probing--;
    if (outcome === 'went well') this.#probed++;
    if (outcome === 'failed') this.#open();
    else if (this.#probed >= this.#settings.probes) this.reset();
  }

  #countCall(isFailure: boolean): void {
    this.#window.add(isFailure);
    const { calls, failures } = this.#window.totals();
    const { minCalls, failureRate } = this.#settings;
    if (isFailure && calls >= minCalls && failures / calls >= failureRate) this.#open();
  }

  #open(): void {
    this.#openUntil = performance.now() + this.#settings.openMs;
    this.#change('open');
  }

  #change(state: BreakerState): void {
    const before = this.#state;
    this.#state = state;
    this.#epoch++;
    this.#probing = 0;
    this.#probed = 0;
    if (state !== before) this.#onState?.(state, before);
  }
}
