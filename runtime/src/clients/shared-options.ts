/** What clients that are shared may be told, and what asking for them gives. */
import type { BackoffOptions } from '../retry/backoff.ts';
import type { WaitOptions } from '../waiting/wait-options.ts';

/** What a factory of clients is told beside. */
export interface SharedOptions<Args extends readonly unknown[], Client> {
  /**
   * What tells clients apart, compared as a `Map` compares: arguments of one key get the same client. By default each
   * different list of arguments has its own, as long as all are primitive; others need a key.
   */
  readonly key?: ((...args: Args) => unknown) | undefined;
  /** Lets go of a client. Nothing is done by default. */
  readonly close?: ((client: Client) => unknown) | undefined;
  /** Asked whenever a client is asked for; a `false` closes it and makes another. By default nobody asks. */
  readonly isUsable?: ((client: Client) => boolean) | undefined;
  /** Shown in messages; `the client` by default. */
  readonly name?: string | undefined;
  /** The rests after failures to make one: from 100 ms, doubled up to 5 s, a random part of each, by default. */
  readonly backoff?: BackoffOptions | undefined;
  /** Told of what goes wrong when one that isn't usable is closed. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** Gives the client for these arguments, and makes it where there is none. */
export interface SharedClients<Args extends readonly unknown[], Client> {
  /**
   * @throws {ClosedError} once it has been closed
   * @throws what the factory throws, to all who wait for the same client; the next one to ask tries again
   */
  (...args: Args): Promise<Client>;
  /**
   * The same for a caller who may not wait for ever. The client is made on for the others.
   * @throws {TimeoutError}, and the signal's reason
   */
  readonly within: (options: WaitOptions, ...args: Args) => Promise<Client>;
  /** Says that one is broken: it is closed, and whoever asks next gets another. */
  readonly discard: (client: Client) => Promise<void>;
  /** How many there are, or are being made. */
  readonly size: number;
  /** Closes all, also those still in the making, and gives out no more. Asked again, it gives the same promise. */
  readonly close: () => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}
