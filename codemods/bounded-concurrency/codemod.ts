/** bounded-concurrency: independent calls run several at a time, and never all of a long list at once. */
import type { TSESTree } from '@typescript-eslint/types';
import { earlierOf } from '../../src/authoring/awaits-in-row.ts';
import { defineLocalCodemod, type Additions, type LocalRewrite } from '../../src/authoring/codemod-local.ts';
import { firstAwaitsOf } from '../../src/authoring/dependence.ts';
import type { SourceFile } from '../../src/authoring/rule.ts';
import { startedBy } from '../../src/authoring/started.ts';
import { needlessLoop } from '../../src/authoring/waits.ts';
import { boundLoop } from './loop.ts';
import { boundMapping } from './mapping.ts';
import { refused } from './refusals.ts';
import { joinRow } from './row.ts';

export const codemod = defineLocalCodemod({
  id: 'bounded-concurrency',
  summary: 'independent calls run several at a time: loops, statements in a row, and `Promise.all` over long lists',
  rules: ['sequential-await', 'unbounded-concurrency'],
  safety: 'review',
  caveat: 'the other side is asked for several things at once, or for fewer',
  gains: 'A loop of n waits takes n divided by the limit; a long list no longer takes every socket, file or connection',
  loses: 'After a failure, calls that were under way go on to their end; a list that was started at once takes longer',
  rewrite: ({ file, node }, additions) => {
    if (node.type === 'AwaitExpression') return ofAwait(file, node, additions);
    const started = node.type === 'CallExpression' ? startedBy(file, node) : undefined;
    if (node.type !== 'CallExpression' || !started)
      return refused('bounded-concurrency/changed', 'the code is not the same any more');
    return boundMapping(file, node, started, additions);
  },
});

/** An `await` that needn't wait: in a loop, or behind another. */
function ofAwait(file: SourceFile, node: TSESTree.AwaitExpression, additions: Additions): LocalRewrite {
  const needless = needlessLoop(file, node);
  if (needless) return boundLoop(file, needless, additions);
  const awaited = firstAwaitsOf(file);
  const [statement] = [...awaited].find(([, first]) => first === node) ?? [];
  const found = statement && earlierOf(file, statement, awaited);
  if (!found) return refused('bounded-concurrency/changed', 'the code is not the same any more');
  return joinRow(file, found.before, statement, awaited);
}
