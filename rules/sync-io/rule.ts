/** sync-io: synchronous file access, by node:fs, its drop-in replacements and widely used packages. */
import { syncRule } from '../../src/authoring/extended.ts';
import {
  shownApi,
  syncCalls,
  syncCost,
  syncIo,
  syncMessage,
  syncNew,
  syncTags,
  type SyncCall,
} from '../../src/authoring/sync-calls.ts';
import { triggersFor } from '../../src/authoring/triggers.ts';
import { COMPUTED_REQUIRE, computedRequire } from './computed-require.ts';

export const rule = syncRule<SyncCall>('sync-io', syncIo, (table) => ({
  summary: 'synchronous access to files and SQLite databases (fs, fs-extra, glob, better-sqlite3 and more)',
  triggers: [...triggersFor(table.keys()), COMPUTED_REQUIRE],
  effect: 'blocks',
  appliesIn: ['request', 'loop', 'startup', 'test', 'worker', 'build', 'unknown'],
  detect: (file) => ({
    CallExpression: (node) => {
      const computed = computedRequire(file, node);
      return computed ?? syncCalls(file, node, table);
    },
    NewExpression: (node) => syncNew(file, node, table),
    TaggedTemplateExpression: (node) => syncTags(file, node, table),
  }),
  message: syncMessage,
  api: ({ api }) => shownApi(api),
  cost: syncCost,
  applies: ({ contexts }, context) => contexts?.includes(context) ?? true,
}));
