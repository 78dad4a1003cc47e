/** Every codemod, loaded when it is asked for. Written by `npm run generate`. */
import type { CodemodEntry } from '../contracts.ts';

/** Every codemod, by id. */
export const codemods: readonly CodemodEntry[] = [
  {
    id: 'async',
    summary: 'file access, programs and costly computing become asynchronous, with `await` in every caller',
    rules: ['sync-io', 'sync-process', 'sync-compute'],
    safety: 'review',
    load: async () => (await import('../../codemods/async/codemod.ts')).codemod,
  },
  {
    id: 'async-compute',
    summary: 'compression, password hashes and keys are made on other threads, with `await` in every caller',
    rules: ['sync-compute'],
    safety: 'review',
    load: async () => (await import('../../codemods/async-compute/codemod.ts')).codemod,
  },
  {
    id: 'async-fs',
    summary: 'synchronous file access becomes asynchronous, with `await` in every caller',
    rules: ['sync-io'],
    safety: 'review',
    load: async () => (await import('../../codemods/async-fs/codemod.ts')).codemod,
  },
  {
    id: 'async-process',
    summary: 'programs run without blocking the process, with `await` in every caller',
    rules: ['sync-process'],
    safety: 'review',
    load: async () => (await import('../../codemods/async-process/codemod.ts')).codemod,
  },
  {
    id: 'backoff',
    summary: 'fixed pauses of retry and polling loops grow from look to look, with some jitter',
    rules: ['fixed-delay'],
    safety: 'review',
    load: async () => (await import('../../codemods/backoff/codemod.ts')).codemod,
  },
  {
    id: 'bounded-concurrency',
    summary: 'independent calls run several at a time: loops, statements in a row, and `Promise.all` over long lists',
    rules: ['sequential-await', 'unbounded-concurrency'],
    safety: 'review',
    load: async () => (await import('../../codemods/bounded-concurrency/codemod.ts')).codemod,
  },
  {
    id: 'fast-json',
    summary: 'JSON sent to machines loses its indentation',
    rules: ['json-pretty'],
    safety: 'safe',
    load: async () => (await import('../../codemods/fast-json/codemod.ts')).codemod,
  },
  {
    id: 'pooled-clients',
    summary: 'a connection or client per request becomes one pool or client, made on first use',
    rules: ['connection-per-request'],
    safety: 'review',
    load: async () => (await import('../../codemods/pooled-clients/codemod.ts')).codemod,
  },
];
