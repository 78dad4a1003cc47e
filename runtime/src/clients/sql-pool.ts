/** What the pools of SQL drivers have in common here: made on first use, waits that end, connections given back. */
import { ClosedError } from '../errors/closed.ts';
import type { BackoffOptions } from '../retry/backoff.ts';
import type { Switch } from '../settings/parts.ts';
import { settingsFor } from '../settings/settings-for.ts';
import { isOff } from '../settings/switches.ts';
import { untilAbort } from '../waiting/until-abort.ts';
import { deadlineOf, type WaitOptions } from '../waiting/wait-options.ts';
import { within } from '../waiting/within.ts';
import { ConnectGate } from './gate.ts';
import { sharedBy, type SharedClients } from './shared.ts';
import { isUnreachable } from './unreachable.ts';

/** What goes beside the driver's own configuration. */
export interface SqlPoolOptions {
  /** Milliseconds that a caller waits for a connection, unless it says otherwise; 30,000 by default. */
  readonly acquireTimeoutMs?: number | undefined;
  /** The rests while the server can't be reached: from 100 ms, doubled up to 5 s, a random part of each, by default. */
  readonly backoff?: BackoffOptions | undefined;
  /** Told of connections that broke while nobody used them. They are replaced; nobody needs to do anything. */
  readonly onError?: ((error: unknown) => void) | undefined;
  /** `off` opens a connection for each caller and closes it afterwards; no more than the driver's bound all the same; `on` by default. */
  readonly mode?: Switch | undefined;
}

/** What a caller may say. */
export interface UseOptions extends WaitOptions {
  /** `off` gives a connection that nobody had before, and closes it afterwards; by default that of the pool. */
  readonly mode?: Switch | undefined;
}

/** Counts of a pool at one moment, of what goes through it; who uses the driver's pool itself isn't counted. */
export interface SqlPoolStats {
  /** Connections that are lent. */
  readonly held: number;
  /** Callers who wait for one. */
  readonly waiting: number;
}

/** How a driver goes about it. */
export interface SqlDriver<DriverPool, Connection extends object> {
  readonly name: string;
  /** Loads the driver and makes its pool. */
  readonly open: () => Promise<DriverPool>;
  readonly end: (pool: DriverPool) => unknown;
  readonly acquire: (pool: DriverPool) => Promise<Connection>;
  readonly release: (connection: Connection) => unknown;
  readonly destroy: (connection: Connection) => unknown;
  readonly query: (connection: Connection, sql: string) => Promise<unknown>;
  /** What stands for the connection to the server, where `acquire` gives another object each time. */
  readonly identityOf?: (connection: Connection) => object;
}

const CLOSE_TIMEOUT_MS = 30_000;

/** A driver's own pool. Nothing is loaded or opened before the first caller asks. */
export class SqlPool<DriverPool, Connection extends object> {
  readonly #driver: SqlDriver<DriverPool, Connection>;
  readonly #acquireTimeoutMs: number;
  readonly #pool: SharedClients<[], DriverPool>;
  readonly #gate: ConnectGate;
  readonly #isOff: boolean;
  /** Connections that somebody has had. */
  readonly #used = new WeakSet<object>();
  #held = 0;
  #waiting = 0;
  #closing: Promise<void> | undefined;
  #drained: (() => void) | undefined;

  constructor(driver: SqlDriver<DriverPool, Connection>, options: SqlPoolOptions) {
    this.#driver = driver;
    this.#acquireTimeoutMs = options.acquireTimeoutMs ?? settingsFor('pool').acquireTimeoutMs;
    this.#isOff = isOff('clients', options.mode);
    const { name, end } = driver;
    this.#pool = sharedBy(this, driver.open, { name, close: end });
    this.#gate = new ConnectGate(name, options.backoff, isUnreachable);
  }

  /** Counts for metrics. */
  get stats(): SqlPoolStats {
    return { held: this.#held, waiting: this.#waiting };
  }

  /**
   * The driver's pool itself, for query builders and the like.
   * @throws {MissingPeerError} where the driver isn't installed, {ClosedError} once it has been closed
   */
  get(): Promise<DriverPool> {
    return this.#pool();
  }

  /**
   * Runs a task with a connection of its own, and gives it back however the task ends. Where it throws, a transaction
   * that it may have left open is rolled back before anybody else gets the connection.
   * @throws {TimeoutError} where none was free in time; while the server can't be reached, its cause is why
   * @throws what connecting and the task throw, and the signal's reason, as long as the task hasn't begun
   */
  async use<Result>(
    task: (connection: Connection) => Result | PromiseLike<Result>,
    options: UseOptions = {},
  ): Promise<Result> {
    if (this.#closing) throw new ClosedError(this.#driver.name);
    const isPlain = options.mode === undefined ? this.#isOff : isOff('clients', options.mode);
    const connection = await (isPlain ? this.#acquireFresh(options) : this.#acquire(options));
    this.#used.add(this.#identityOf(connection));
    this.#held++;
    try {
      const result = await task(connection);
      await (isPlain ? this.#driver.destroy(connection) : this.#driver.release(connection));
      return result;
    } catch (error) {
      await this.#giveUp(connection);
      throw error;
    } finally {
      this.#held--;
      this.#checkDrained();
    }
  }

  /**
   * Runs a task within a transaction: committed when the task ends well, rolled back when it throws.
   * @throws what `use` throws
   */
  transaction<Result>(
    task: (connection: Connection) => Result | PromiseLike<Result>,
    options?: UseOptions,
  ): Promise<Result> {
    const { query } = this.#driver;
    return this.use(async (connection) => {
      await query(connection, 'start transaction');
      const result = await task(connection);
      await query(connection, 'commit');
      return result;
    }, options);
  }

  /**
   * Serves those in line and waits for what is lent, 30 s at most; closes all connections, and lends no more. Asked
   * again, it gives the same promise.
   */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    const drained = new Promise<void>((resolve) => (this.#drained = resolve));
    this.#checkDrained();
    await within(drained, CLOSE_TIMEOUT_MS, `draining ${this.#driver.name}`).catch(() => undefined);
    await this.#pool.close();
  }

  #checkDrained(): void {
    if (this.#held === 0 && this.#waiting === 0) this.#drained?.();
  }

  /** Those that somebody has had give way to one that nobody has had. */
  async #acquireFresh({ signal, timeoutMs = this.#acquireTimeoutMs, deadline }: WaitOptions): Promise<Connection> {
    const until = deadlineOf({ timeoutMs, deadline });
    for (;;) {
      const connection = await this.#acquire({ signal, deadline: until });
      if (!this.#used.has(this.#identityOf(connection))) return connection;
      await this.#driver.destroy(connection);
    }
  }

  #identityOf(connection: Connection): object {
    return this.#driver.identityOf?.(connection) ?? connection;
  }

  async #acquire({ signal, timeoutMs = this.#acquireTimeoutMs, deadline }: WaitOptions): Promise<Connection> {
    const until = deadlineOf({ timeoutMs, deadline });
    const connect = async (): Promise<Connection> => this.#driver.acquire(await this.#pool());
    const what = `waiting for a connection of ${this.#driver.name}`;
    this.#waiting++;
    try {
      return await this.#gate.run(
        () => orLater(connect(), (late) => this.#driver.release(late), until - performance.now(), what, signal),
        { signal, deadline: until },
      );
    } finally {
      this.#waiting--;
      this.#checkDrained();
    }
  }

  /** After a task that threw: in a state that anybody may use, or not at all. */
  async #giveUp(connection: Connection): Promise<void> {
    const { query, release, destroy } = this.#driver;
    try {
      await query(connection, 'rollback');
      await release(connection);
    } catch {
      // The task's error is the one to tell.
      await destroy(connection);
    }
  }
}

/** What is coming, if it comes in time; what comes later is taken back at once, so that it is never lost. */
async function orLater<Value>(
  coming: Promise<Value>,
  takeBack: (late: Value) => unknown,
  timeoutMs: number,
  what: string,
  signal?: AbortSignal,
): Promise<Value> {
  try {
    return await within(coming, timeoutMs, what, signal);
  } catch (error) {
    coming.then(takeBack).catch(() => undefined);
    throw error;
  }
}

/** The result of a query that its caller may leave by a signal; the query itself runs on to its end. */
export function leavable<Result>(result: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  return signal ? untilAbort(result, signal) : result;
}
