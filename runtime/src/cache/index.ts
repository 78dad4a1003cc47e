/** What is dear to get, kept; in one process, or for several. */
export { Cache } from './cache.ts';
export type { CacheLoadContext, CacheOptions, CacheStats, EntryOptions, LoadEntryOptions } from './options.ts';
export { isUncacheableKeyError, UncacheableKeyError } from './errors.ts';
export { estimateBytes } from './estimate.ts';
export { keyOf } from './key.ts';
export type { Invalidation, Loaded, RemoteListener, RemoteLoad, RemoteTier } from './remote-tier.ts';
export { redisTier, type RedisTierOptions } from './redis/redis-tier.ts';
export type { IoredisLike, NodeRedisLike, RedisLike } from './redis/link.ts';
