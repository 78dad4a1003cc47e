/** The cache beside lru-cache, on which it stands, and unchanged files beside reading them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cache } from '@perfmig/runtime/cache';
import { Files } from '@perfmig/runtime/files';
import { LRUCache } from 'lru-cache';
import type { Contest } from './contests.ts';

const OPERATIONS = 300_000;
const ENTRIES = 10_000;
const keys = Array.from({ length: ENTRIES }, (_, i) => `user:${i}`);
const cache = new Cache<object>();
const bounded = new LRUCache<string, object>({ max: ENTRIES });
const aging = new LRUCache<string, object>({ max: ENTRIES, ttl: 3_600_000 });
for (const key of keys) {
  const value = { key };
  void cache.set(key, value);
  bounded.set(key, value);
  aging.set(key, value);
}

function visit(get: (key: string) => unknown): () => Promise<unknown> {
  return () => {
    let found = 0;
    for (let i = 0; i < OPERATIONS; i++) if (get(keys[(i * 7_919) % ENTRIES] ?? '') !== undefined) found++;
    return Promise.resolve(found);
  };
}

function visitAsync(get: (key: string) => Promise<unknown>): () => Promise<unknown> {
  return async () => {
    let found = 0;
    for (let i = 0; i < OPERATIONS; i++) if ((await get(keys[(i * 7_919) % ENTRIES] ?? '')) !== undefined) found++;
    return found;
  };
}

const folder = mkdtempSync(join(tmpdir(), 'perfmig-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true }));
const paths = Array.from({ length: 200 }, (_, i) => join(folder, `${i}.json`));
for (const path of paths) writeFileSync(path, JSON.stringify({ path, list: Array.from({ length: 200 }, (_, i) => i) }));
const files = new Files();
const parse = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));

export const CACHE_CONTESTS: readonly Contest[] = [
  {
    name: 'cache, peek',
    operations: OPERATIONS,
    own: visit((key) => cache.peek(key)),
    others: [
      { name: 'lru-cache with ttl', run: visit((key) => aging.get(key)), bar: 1 / 1.3 },
      { name: 'lru-cache without', run: visit((key) => bounded.get(key)), bar: 1 / 1.3 },
    ],
  },
  {
    name: 'cache, await get',
    operations: OPERATIONS,
    own: visitAsync((key) => cache.get(key)),
    others: [
      {
        name: 'an async function over lru-cache',
        // eslint-disable-next-line @typescript-eslint/require-await -- that it only returns is what is measured
        run: visitAsync(async (key) => bounded.get(key)),
        bar: 1 / 1.5,
      },
    ],
  },
  {
    name: 'files, JSON read again',
    operations: paths.length,
    own: () => Promise.all(paths.map((path) => files.readJsonFrozen(path))),
    others: [{ name: 'fs.promises and JSON.parse', run: () => Promise.all(paths.map(parse)), bar: 1 }],
  },
];
