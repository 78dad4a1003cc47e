/** Lets a process end whose pool has idle connections only. */

interface Emitter {
  on(event: 'acquire' | 'release', listener: (connection: never) => unknown): unknown;
}

interface Connection {
  readonly stream?: { readonly ref?: () => unknown; readonly unref?: () => unknown };
}

/**
 * For pools of mysql2, which keep a process alive for as long as a connection is open: idle ones don't any more.
 * @returns the pool
 */
export function exitOnIdle<Pool extends Emitter>(pool: Pool): Pool {
  pool.on('release', ({ stream }: Connection) => stream && stream.unref && stream.unref());
  pool.on('acquire', ({ stream }: Connection) => stream && stream.ref && stream.ref());
  return pool;
}
