/** How late the event loop is. */
import { Recent } from './recent.ts';
import type { Spread } from './snapshot.ts';

/** How it is looked at. */
export interface LagOptions {
  /** Milliseconds between two looks; 20 by default. */
  readonly sampleMs?: number | undefined;
}

/** How late it is. */
export type Lag = Spread;

/** How much one look counts beside those before it. */
const WEIGHT = 0.2;

/**
 * Sets a timer and sees how late it comes. A block is seen up to one `sampleMs` shorter than it was. It looks from its
 * first moment on, where `monitorEventLoopDelay` may miss the first block after a reset. Its timer doesn't keep the
 * process alive.
 */
export class LagSampler {
  readonly #recent = new Recent();
  readonly #sampleMs: number;
  readonly #timer: NodeJS.Timeout;
  #last = performance.now();
  #smooth = 0;

  constructor({ sampleMs = 20 }: LagOptions = {}) {
    this.#sampleMs = sampleMs;
    this.#timer = setInterval(() => this.#look(), sampleMs).unref();
  }

  /** Milliseconds, smoothed over the last few looks; a block that is still under way isn't in it. */
  get currentMs(): number {
    return this.#smooth;
  }

  /** Milliseconds, of this interval and the one before. */
  spread(): Lag {
    return this.#recent.spread();
  }

  /** Begins an interval. */
  turn(): void {
    this.#recent.turn();
  }

  /** Looks no more. */
  close(): void {
    clearInterval(this.#timer);
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #look(): void {
    const now = performance.now();
    const lag = Math.max(0, now - this.#last - this.#sampleMs);
    this.#last = now;
    this.#smooth += (lag - this.#smooth) * WEIGHT;
    this.#recent.record(lag);
  }
}
