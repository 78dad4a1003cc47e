/** Keeps those who connect from asking a server that is down all the time. */
import { TimeoutError } from '../errors/timeout.ts';
import { backoffMs, type BackoffOptions } from '../retry/backoff.ts';
import { sleep } from '../retry/sleep.ts';
import { deadlineOf, type WaitOptions } from '../waiting/wait-options.ts';

/** The rests between attempts to connect: from 100 ms, doubled up to 5 s, a random part of each. */
export const CONNECT_BACKOFF = { firstDelayMs: 100, maxDelayMs: 5_000 } as const satisfies BackoffOptions;

/**
 * Attempts to connect, with a growing rest after each failure. A failure is told to those who made the attempt; who
 * comes during a rest waits for its end.
 */
export class ConnectGate {
  readonly #name: string;
  readonly #backoff: BackoffOptions;
  readonly #isFailure: (error: unknown) => boolean;
  #failures = 0;
  /** Of `performance.now()`. */
  #restsUntil = 0;
  #lastError: unknown;

  /** @param isFailure whether an error says that the server can't be reached; each does by default */
  constructor(name: string, backoff: BackoffOptions = {}, isFailure: (error: unknown) => boolean = () => true) {
    this.#name = name;
    this.#backoff = { ...CONNECT_BACKOFF, ...backoff };
    this.#isFailure = isFailure;
  }

  /** Failures in a row. */
  get failures(): number {
    return this.#failures;
  }

  /**
   * Connects, after the rest that may be left.
   * @throws {TimeoutError} at once where the rest ends too late; its cause is why connecting has failed
   * @throws what `connect` throws, and the signal's reason
   */
  async run<Connection>(connect: () => Promise<Connection>, options: WaitOptions = {}): Promise<Connection> {
    await this.#rest(options);
    const begun = performance.now();
    try {
      const connection = await connect();
      this.#failures = 0;
      this.#lastError = undefined;
      return connection;
    } catch (error) {
      if (this.#isFailure(error)) this.#failed(error, begun);
      throw error;
    }
  }

  async #rest(options: WaitOptions): Promise<void> {
    const { signal } = options;
    signal?.throwIfAborted();
    const deadline = deadlineOf(options);
    // Asked anew after each rest: others may have failed in the meantime.
    for (let now = performance.now(); this.#restsUntil > now; now = performance.now()) {
      if (this.#restsUntil >= deadline) {
        throw new TimeoutError(`connecting to ${this.#name}`, deadline - now, { cause: this.#lastError });
      }
      await sleep(this.#restsUntil - now, { signal });
    }
  }

  /** Attempts that run side by side and fail together are one failure. */
  #failed(error: unknown, begun: number): void {
    this.#lastError = error;
    if (begun < this.#restsUntil) return;
    this.#failures++;
    this.#restsUntil = performance.now() + backoffMs(this.#failures, this.#backoff);
  }
}
