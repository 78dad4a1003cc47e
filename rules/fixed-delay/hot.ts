/** Finds endless loops that try again at once, with neither a pause nor a limit. */
import { descendants, isFunction, isLoop, someWithin, type Node, type TSESTree } from '../../src/authoring/rule.ts';

/** `while (true) { try { return await call(); } catch {} }`: on a failure the next attempt begins at once. */
export function isHotRetry(loop: TSESTree.WhileStatement | TSESTree.ForStatement): boolean {
  const isEndless = !loop.test || (loop.test.type === 'Literal' && Boolean(loop.test.value));
  if (!isEndless || loop.body.type !== 'BlockStatement') return false;
  const attempt = loop.body.body.find(({ type }) => type === 'TryStatement');
  if (attempt?.type !== 'TryStatement' || !attempt.handler || attempt.finalizer) return false;
  const isTried = waits(attempt.block) && leaves(attempt.block);
  const isOnlyRetry = loop.body.body.every(
    (statement) => statement === attempt || statement.type === 'VariableDeclaration',
  );
  return isTried && isOnlyRetry && !mayEnd(attempt.handler.body) && !waits(attempt.handler.body);
}

function waits(block: Node): boolean {
  return someWithin(block, ({ type }) => type === 'AwaitExpression', isFunction);
}

function leaves(block: TSESTree.BlockStatement): boolean {
  return someWithin(
    block,
    ({ type }) => type === 'ReturnStatement' || type === 'BreakStatement',
    (node) => isFunction(node) || isLoop(node),
  );
}

/** Whether a handler may leave the loop, or calls what may. */
function mayEnd(handler: TSESTree.BlockStatement): boolean {
  return descendants(handler, isFunction).some(({ type }) =>
    /^(?:ThrowStatement|ReturnStatement|BreakStatement|IfStatement|ConditionalExpression|UpdateExpression|AssignmentExpression|SwitchStatement)$/.test(
      type,
    ),
  );
}
