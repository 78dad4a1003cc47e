/** What the driver of Redis is told where its caller says nothing. */
import type { RedisOptions } from 'ioredis';
import { backoffMs } from '../../retry/backoff.ts';
import { settingsFor } from '../../settings/settings-for.ts';
import { CONNECT_BACKOFF } from '../gate.ts';

/** The driver's options: those that are given, then those of the section `redis` of the configuration. */
export function driverOptions(options: RedisOptions): RedisOptions {
  const { connectTimeoutMs, keepAlive, retryOnTimeout } = settingsFor('redis');
  return {
    retryStrategy: (times: number) => backoffMs(times, CONNECT_BACKOFF),
    connectTimeout: connectTimeoutMs,
    // The driver turns it on for each number, 0 among them, and takes an absent one for 0.
    ...(keepAlive ? {} : { keepAlive: null as unknown as number }),
    // Without this a command that the break has left without an answer would hear nothing until the next answer.
    ...(retryOnTimeout ? {} : { autoResendUnfulfilledCommands: false, maxRetriesPerRequest: 0 }),
    ...options,
    lazyConnect: true,
  };
}
