/** One connection to Redis, and a pool for what needs one of its own. */
import type { Redis, RedisOptions } from 'ioredis';
import type { AcquireOptions } from '../../pool/options.ts';
import { Pool } from '../../pool/pool.ts';
import type { PoolStats } from '../../pool/stats.ts';
import type { Switch } from '../../settings/parts.ts';
import { settingsFor } from '../../settings/settings-for.ts';
import { isOff } from '../../settings/switches.ts';
import type { WaitOptions } from '../../waiting/wait-options.ts';
import { loadPeer } from '../peer.ts';
import { register, unregister } from '../registry.ts';
import { sharedBy, type SharedClients } from '../shared.ts';
import { driverOptions } from './driver-options.ts';
import { answers, keepChecking } from './heartbeat.ts';

/** What goes beside the driver's own options. */
export interface RedisClientOptions {
  /** Connections of their own at most, for `exclusive`; 50 by default. */
  readonly maxExclusive?: number | undefined;
  /**
   * Milliseconds between two looks whether Redis still answers; 30,000 by default. A connection that doesn't within the
   * driver's `connectTimeout` is made again.
   */
  readonly healthCheckIntervalMs?: number | undefined;
  /** `off` sends each command by itself, and opens a connection for each `exclusive`; `on` by default. */
  readonly mode?: Switch | undefined;
  /** Told of connections that break; they are made again by themselves, with growing rests. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/**
 * One connection for everybody: Redis answers one command after the other anyway, so a pool only costs. Commands that
 * come in one turn of the event loop go out as one pipeline, unless the options say `enableAutoPipelining: false`.
 */
export class RedisClient {
  readonly #client: SharedClients<[], Redis>;
  readonly #exclusive: Pool<Redis>;

  /**
   * @param config the driver's own options, with `url` for a connection string. What it doesn't say: the section `redis`
   * of the configuration
   */
  constructor(config: RedisOptions & { readonly url?: string } = {}, options: RedisClientOptions = {}) {
    const settings = settingsFor('redis');
    const { maxExclusive: max = settings.maxConnections, onError = () => undefined } = options;
    const { healthCheckIntervalMs = settings.healthCheckIntervalMs } = options;
    const { url, ...redisOptions } = config;
    const isPlain = isOff('clients', options.mode);
    const driver = driverOptions(redisOptions);
    const timeoutMs = driver.connectTimeout ?? settings.connectTimeoutMs;
    const open = async (): Promise<Redis> => {
      const client = await connect(url, { enableAutoPipelining: !isPlain, ...driver }, onError);
      keepChecking(client, { intervalMs: healthCheckIntervalMs, timeoutMs, onError });
      return client;
    };
    this.#client = sharedBy(this, open, {
      name: 'Redis',
      close: disconnect,
      isUsable: ({ status }) => status !== 'end',
    });
    this.#exclusive = new Pool({
      ...{ name: 'Redis connections', min: 0, max, destroy: disconnect, onError, maxUses: isPlain ? 1 : Infinity },
      // Only while they are idle: one that blocks answers nothing else.
      ...{ validate: (client) => answers(client, timeoutMs) },
      ...{ validateAfterIdleMs: healthCheckIntervalMs, healthCheckMs: healthCheckIntervalMs },
      create: () => connect(url, { ...driver, enableAutoPipelining: false }, onError),
    });
  }

  /** Counts of the connections that `exclusive` has made. */
  get exclusiveStats(): PoolStats {
    return this.#exclusive.stats;
  }

  /**
   * The connection of all, open: not for commands that block, such as `blpop`, for `watch`, `select` and `subscribe`,
   * which change it for everybody else.
   * @throws {MissingPeerError} where the driver isn't installed, {ClosedError} once it has been closed
   * @throws why connecting has failed; the next one to ask tries again, after a rest
   */
  get(options: WaitOptions = {}): Promise<Redis> {
    return this.#client.within(options);
  }

  /**
   * Runs a task with a connection of its own: for commands that block, and for `watch` with `multi`. A transaction or
   * a watch that the task leaves behind is taken back; a connection that subscribes or has
   * selected another database, or whose task threw, is closed.
   * @throws {TimeoutError} where none was free in time, what connecting and the task throw, and the signal's reason
   */
  exclusive<Result>(
    task: (connection: Redis) => Result | PromiseLike<Result>,
    options?: AcquireOptions,
  ): Promise<Result> {
    register(this);
    return this.#exclusive.use(async (connection, lease) => {
      try {
        const result = await task(connection);
        if (isPlain(connection)) await cleanUp(connection);
        else lease.destroy();
        return result;
      } catch (error) {
        lease.destroy();
        throw error;
      }
    }, options);
  }

  /** Waits for the answers that are still to come, and closes all connections. */
  async close(): Promise<void> {
    await Promise.all([this.#client.close(), this.#exclusive.close()]);
    unregister(this);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

async function connect(
  url: string | undefined,
  options: RedisOptions,
  onError: (error: unknown) => void,
): Promise<Redis> {
  const { Redis } = await loadPeer('clients/redis', 'ioredis', () => import('ioredis'));
  // The driver's own types don't fit each other where optional and undefined are told apart.
  const settings = options as RedisOptions & { replyMapping: 'legacy' };
  const client = url === undefined ? new Redis(settings) : new Redis(url, settings);
  client.on('error', onError);
  try {
    await client.connect();
    return client;
  } catch (error) {
    // It would try on by itself, beside the one that is made next.
    client.disconnect();
    throw error;
  }
}

/** One that subscribes would bring others its messages (under RESP3 it still says that its mode is normal). */
function isPlain({ mode, condition, options }: Redis): boolean {
  return mode === 'normal' && condition?.subscriber === false && condition.select === (options.db ?? 0);
}

/** `discard` takes back the watches too; it fails where there is no transaction, and then `unwatch` is enough. */
async function cleanUp(connection: Redis): Promise<void> {
  await connection.discard().catch(() => connection.unwatch());
}

/** `quit` is answered after all commands before it; without a connection there is nothing to wait for. */
async function disconnect(client: Redis): Promise<void> {
  if (client.status === 'ready') await client.quit().catch(() => undefined);
  client.disconnect();
}
