/** sync-process: other programs, run and waited for. */
import { syncRule } from '../../src/authoring/extended.ts';
import {
  shownApi,
  sleepCommandOf,
  syncCalls,
  syncCost,
  syncMessage,
  syncProcess,
  syncTags,
  type SyncCall,
} from '../../src/authoring/sync-calls.ts';
import { triggersFor } from '../../src/authoring/triggers.ts';

export const rule = syncRule<SyncCall>('sync-process', syncProcess, (table) => ({
  summary: 'another program run and waited for (execSync, execFileSync, spawnSync)',
  triggers: triggersFor(table.keys()),
  effect: 'blocks',
  appliesIn: ['request', 'loop', 'startup', 'test', 'worker', 'build', 'unknown'],
  detect: (file) => ({
    // A command that only sleeps is reported by blocking-sleep.
    CallExpression: (node) => {
      const calls = [...syncCalls(file, node, table)];
      return calls.length > 0 && sleepCommandOf(file, node) === undefined ? calls : undefined;
    },
    TaggedTemplateExpression: (node) => syncTags(file, node, syncProcess),
  }),
  message: syncMessage,
  api: ({ api }) => shownApi(api),
  cost: syncCost,
}));
