/** sync-compute: compression, password hashing and keys computed on the main thread. */
import { syncRule } from '../../src/authoring/extended.ts';
import {
  shownApi,
  syncCalls,
  syncCompute,
  syncCost,
  syncMessage,
  type SyncCall,
} from '../../src/authoring/sync-calls.ts';
import { triggersFor } from '../../src/authoring/triggers.ts';

export const rule = syncRule<SyncCall>('sync-compute', syncCompute, (table) => ({
  summary: 'compression, password hashing or key generation on the main thread (zlib, crypto, bcrypt, argon2)',
  triggers: triggersFor(table.keys()),
  // Computing is what workers are for.
  effect: 'blocks',
  appliesIn: ['request', 'loop', 'startup', 'test', 'build', 'unknown'],
  detect: (file) => ({
    CallExpression: (node) => syncCalls(file, node, table),
  }),
  message: syncMessage,
  api: ({ api }) => shownApi(api),
  cost: syncCost,
}));
