/** Finds connections to Redis that are dead and don't say so. */
import type { Redis } from 'ioredis';
import { within } from '../../waiting/within.ts';

/** How it is asked. Times are milliseconds. */
export interface HeartbeatOptions {
  readonly intervalMs: number;
  /** How long an answer may take. */
  readonly timeoutMs: number;
  readonly onError: (error: unknown) => void;
}

/**
 * Asks a connection from time to time whether Redis answers; one that doesn't is cut, and the driver makes it again and
 * sends again what has had no answer. Ends with the connection, and keeps no process alive.
 */
export function keepChecking(client: Redis, { intervalMs, timeoutMs, onError }: HeartbeatOptions): void {
  const timer = setInterval(() => void check(client, timeoutMs, onError), intervalMs).unref();
  client.once('end', () => clearInterval(timer));
}

async function check(client: Redis, timeoutMs: number, onError: (error: unknown) => void): Promise<void> {
  // While it connects, the driver itself sees to it.
  if (client.status !== 'ready') return;
  const { stream } = client;
  try {
    await within(client.ping(), timeoutMs, 'PING of Redis');
  } catch (error) {
    // Another one by now is not to be blamed.
    if (client.stream !== stream) return;
    onError(error);
    stream.destroy();
  }
}

/** Whether a connection answers in time. */
export function answers(client: Redis, timeoutMs: number): Promise<boolean> {
  return within(client.ping(), timeoutMs, 'PING of Redis').then(
    () => true,
    () => false,
  );
}
