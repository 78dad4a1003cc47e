/** Events across processes, over a stream of Redis. */
export { redisTransport, type RedisTransportOptions } from './redis-transport.ts';
