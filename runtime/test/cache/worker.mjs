/** One of several processes that share a cache: does what its parent says, and answers. */
import { Redis } from 'ioredis';
import { Cache, redisTier } from '@perfmig/runtime/cache';
import { onFallback } from '@perfmig/runtime/mode';

const [port, name] = process.argv.slice(2);
const client = new Redis({ port: Number(port), host: '127.0.0.1', maxRetriesPerRequest: 1 });
client.on('error', () => undefined);
const fallbacks = [];
onFallback(({ reason }) => fallbacks.push(reason));
const cache = new Cache({ name, ttlMs: 60_000, remote: redisTier(client, { retryMs: 100, commandTimeoutMs: 500 }) });
let value = 0;
let calls = 0;

const load = async () => {
  calls++;
  const now = value;
  await new Promise((resolve) => setTimeout(resolve, 50));
  return { now, at: new Date(0) };
};
const read = (key) => cache.getOrLoad(key, load, { tags: ['all'] });

const commands = {
  /** What the source gives from now on. */
  change: (to) => void (value = to),
  /** So many who ask at once; what they were given, each once. */
  get: async (key, times) => {
    const found = await Promise.all(Array.from({ length: times }, () => read(key)));
    return [...new Set(found.map(({ now, at }) => `${now} ${at instanceof Date}`))];
  },
  peek: (key) => cache.peek(key)?.now,
  drop: (key) => cache.delete(key),
  dropTag: (tag) => cache.invalidateTags(tag),
  clear: () => cache.clear(),
  calls: () => calls,
  stats: () => ({ ...cache.stats, fallbacks: [...fallbacks] }),
};

process.on('message', async ({ id, command, args }) => {
  try {
    process.send({ id, answer: await commands[command](...args) });
  } catch (error) {
    process.send({ id, error: String(error) });
  }
});
process.send({ id: 0 });
