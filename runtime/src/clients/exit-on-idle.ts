/** Closes connections of a pool that nobody uses, and lets the process end meanwhile. */

interface Emitter {
  on(event: 'acquire' | 'release', listener: (connection: never) => unknown): unknown;
}

interface Connection {
  readonly stream?: { readonly ref?: () => unknown; readonly unref?: () => unknown };
  readonly destroy: () => unknown;
}

/**
 * For pools of mysql2, which keep connections open for ever, and the process alive with them: idle ones let it end, and
 * are closed after `idleMs` milliseconds, as those of pg are.
 * @returns the pool
 */
export function exitOnIdle<Pool extends Emitter>(pool: Pool, idleMs = 10000): Pool {
  const timers = new WeakMap<object, NodeJS.Timeout>();
  pool.on('release', (connection: Connection) => {
    const { stream } = connection;
    if (stream && stream.unref) stream.unref();
    timers.set(connection, setTimeout(() => connection.destroy(), idleMs).unref());
  });
  pool.on('acquire', (connection: Connection) => {
    const { stream } = connection;
    clearTimeout(timers.get(connection));
    if (stream && stream.ref) stream.ref();
  });
  return pool;
}
