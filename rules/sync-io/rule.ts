/** sync-io: synchronous file access, by node:fs, its drop-in replacements and widely used packages. */
import { defineRule } from '../../src/authoring/rule.ts';
import { shownApi, syncCalls, syncCost, syncIo, syncMessage, type SyncCall } from '../../src/authoring/sync-calls.ts';
import { triggersFor } from '../../src/authoring/triggers.ts';

export const rule = defineRule<SyncCall>({
  id: 'sync-io',
  summary: 'synchronous file access (fs, fs-extra, graceful-fs and packages built on them)',
  triggers: triggersFor(syncIo.keys()),
  appliesIn: ['request', 'loop', 'startup', 'test', 'worker', 'build', 'unknown'],
  detect: (file) => ({
    CallExpression: (node) => syncCalls(file, node, syncIo),
  }),
  message: syncMessage,
  api: ({ api }) => shownApi(api),
  cost: syncCost,
});
