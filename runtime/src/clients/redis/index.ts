/** Redis by `ioredis`: one connection for all callers, and a few more for commands that block it. */
export { RedisClient, type RedisClientOptions } from './redis-client.ts';
