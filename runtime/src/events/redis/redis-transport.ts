/** Events over a stream of Redis. */
import type { Redis } from 'ioredis';
import type { RedisClient } from '../../clients/redis/redis-client.ts';
import { sleep } from '../../retry/sleep.ts';
import type { EventTransport } from '../bridge.ts';

/** Where they go. */
export interface RedisTransportOptions {
  /** `new RedisClient()` of `clients/redis`. */
  readonly redis: Pick<RedisClient, 'get' | 'exclusive'>;
  /** The key of the stream. */
  readonly stream: string;
  /** About how many messages it keeps, for those who lose their connection; 10,000 by default. */
  readonly maxLength?: number | undefined;
  /** Where to begin: with what comes, the default; with the oldest there is; or after the message with this id. */
  readonly from?: 'now' | 'beginning' | (string & {}) | undefined;
  /** Told of breaks; it goes on after a second, where it was. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

const FIELD = 'event';
const BLOCK_MS = 5_000;
const READ_AT_ONCE = 100;
const REST_MS = 1_000;

/** Messages by a stream, in one order for all. A connection that breaks loses none, as long as the stream keeps them. */
export function redisTransport(options: RedisTransportOptions): EventTransport {
  const { redis, stream, maxLength = 10_000 } = options;
  return {
    send: async (message) => (await redis.get()).xadd(stream, 'MAXLEN', '~', maxLength, '*', FIELD, message),
    receive: async (onMessage) => {
      const reader = new StreamReader(options, onMessage);
      await reader.begin();
      return () => reader.stop();
    },
  };
}

/** Reads one stream, with a connection of its own. */
class StreamReader {
  readonly #options: RedisTransportOptions;
  readonly #onMessage: (message: string) => void;
  readonly #stop = new AbortController();
  #last = '0-0';
  #reading: Promise<void> | undefined;
  #connection: Redis | undefined;

  constructor(options: RedisTransportOptions, onMessage: (message: string) => void) {
    this.#options = options;
    this.#onMessage = onMessage;
  }

  /** Finds out where the stream ends now, so that nothing is missed between two reads. */
  async begin(): Promise<void> {
    const { redis, stream, from = 'now' } = this.#options;
    if (from === 'now') {
      const [newest] = await (await redis.get()).xrevrange(stream, '+', '-', 'COUNT', 1);
      this.#last = newest?.[0] ?? '0-0';
    } else if (from !== 'beginning') {
      this.#last = from;
    }
    this.#reading = this.#read();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    // It may be blocked for seconds; there is nothing to lose on this connection.
    this.#connection?.disconnect();
    await this.#reading;
  }

  async #read(): Promise<void> {
    const { redis, onError } = this.#options;
    while (!this.#stop.signal.aborted) {
      try {
        await redis.exclusive((connection) => this.#readFrom(connection), { signal: this.#stop.signal });
      } catch (error) {
        if (this.#hasStopped()) return;
        onError?.(error);
        await sleep(REST_MS, { signal: this.#stop.signal }).catch(() => undefined);
      }
    }
  }

  async #readFrom(connection: Redis): Promise<void> {
    this.#connection = connection;
    const { stream } = this.#options;
    while (!this.#stop.signal.aborted) {
      const read = await connection.xread('COUNT', READ_AT_ONCE, 'BLOCK', BLOCK_MS, 'STREAMS', stream, this.#last);
      for (const [id, fields] of read?.[0]?.[1] ?? []) {
        this.#last = id;
        const message = fields[fields.indexOf(FIELD) + 1];
        if (message !== undefined) this.#onMessage(message);
      }
    }
  }

  /** Asked anew after each wait. */
  #hasStopped(): boolean {
    return this.#stop.signal.aborted;
  }
}
