/** backoff: pauses between attempts and looks grow, with some chance in them. */
import { defineLocalCodemod } from '../../src/authoring/codemod-local.ts';
import { ownFunctionOf } from '../../src/authoring/dependence.ts';
import { loopAround } from '../../src/authoring/loop-around.ts';
import { isTimer, sleepOf } from '../../src/authoring/sleep.ts';
import { isLoop, someWithin, type Node, type SourceFile, type TSESTree } from '../../src/authoring/rule.ts';
import { growPause } from './pause.ts';
import { refused, type Refused } from './refusals.ts';

export const codemod = defineLocalCodemod({
  id: 'backoff',
  summary: 'fixed pauses of retry and polling loops grow from look to look, with some jitter',
  rules: ['fixed-delay'],
  safety: 'review',
  caveat: 'a loop with a limit on its passes takes longer until it gives up',
  gains: 'A server that fails or is slow is asked less and less often, and not by everyone at the same moment',
  loses: 'What takes long to be ready is noticed later, by up to ten times the old pause',
  rewrite: ({ file, node }, additions) => {
    if (isLoop(node))
      return refused('backoff/no-pause', 'the loop tries again at once: there is no pause that could grow');
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return notInLoop(file, node);
    const sleep = sleepOf(file, node);
    const loop = node.parent.type === 'AwaitExpression' ? loopAround(node) : undefined;
    return sleep && loop ? growPause(file, { node, loop, time: sleep.time }, additions) : notInLoop(file, node);
  },
});

/** Pauses that no loop makes again. */
function notInLoop(file: SourceFile, node: Node): Refused {
  const isCall = (one: Node): one is TSESTree.CallExpression => one.type === 'CallExpression';
  if (isCall(node) && isTimer(file, node, 'setInterval')) {
    return refused('backoff/interval', 'an interval always waits for the same time');
  }
  const isAwaited = node.parent?.type === 'AwaitExpression';
  if (isAwaited && !isCallingItself(file, node)) {
    return refused('backoff/single-pause', 'the pause is made once, for something to be ready');
  }
  return refused('backoff/recursion', 'a function calls itself after the pause, and nothing counts how often');
}

/** Whether the function around a pause is called in itself. */
function isCallingItself(file: SourceFile, node: Node): boolean {
  const fn = file.functionOf(node);
  return (
    fn !== undefined &&
    someWithin(fn.body, (part) => part.type === 'CallExpression' && ownFunctionOf(file, part) === fn)
  );
}
