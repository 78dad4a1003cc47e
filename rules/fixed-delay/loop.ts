/** Judges a pause in a loop: between attempts, between looks at something, or between things to do. */
import {
  ancestors,
  isFunction,
  isLoop,
  isWithin,
  someWithin,
  type Node,
  type SourceFile,
  type TSESTree,
} from '../../src/authoring/rule.ts';
import { isInCatch } from '../../src/authoring/json.ts';
import { atomsOf, countsItems, exitsOf, movesOn, reasonOf, takesNext, workOf } from './exits.ts';
import type { Wait } from './wait.ts';

/** What a pause in a loop waits for; undefined where each pass does something else, or goes on for ever by design. */
export function waitInLoop(file: SourceFile, loop: Node, pause: Node): Wait | undefined {
  if (loop.type === 'ForOfStatement' || loop.type === 'ForInStatement' || takesNext(loop)) return undefined;
  const work = workOf(file, loop, pause);
  if (loop.type === 'ForStatement' && countsItems(file, loop, work) && !isInCatch(pause, loop)) return undefined;
  const exits = exitsOf(loop);
  const reasons = exits.map((exit) => reasonOf(file, exit, loop));
  const isBounded = reasons.includes('limit') || givesUp(file, loop);
  if (isRetry(loop, pause)) {
    return movesOn(file, loop, work) && isForever(loop)
      ? undefined
      : { kind: 'retry', isBounded, confidence: isForever(loop) && exits.length === 0 ? 0.6 : 0.9 };
  }
  if (reasons.includes('answer') && !movesOn(file, loop, work)) return { kind: 'poll', isBounded, confidence: 0.9 };
  // Nothing but the pause: the loop waits for a list to fill or to empty.
  const onlyWaits = reasons.includes('page') && work.length === 0 && !doesWork(file, loop, pause);
  return onlyWaits ? { kind: 'poll', isBounded, confidence: 0.9 } : undefined;
}

function isForever(loop: Node): boolean {
  if (!isLoop(loop) || !('test' in loop)) return false;
  return !loop.test || loop.test.type === 'Literal' || atomsOf(loop.test).every((atom) => atom.type === 'Literal');
}

/** A pause in a `catch`, or after a `try` that leaves the loop once it succeeds. */
function isRetry(loop: Node, pause: Node): boolean {
  return (
    isInCatch(pause, loop) ||
    [...statementsBefore(pause, loop)].some(
      (statement) => statement.type === 'TryStatement' && leavesIn(statement.block),
    )
  );
}

function* statementsBefore(node: Node, outer: Node): Generator<Node> {
  let from = node;
  for (const at of ancestors(node)) {
    if (at === outer) return;
    if (at.type === 'BlockStatement')
      yield* at.body.slice(
        0,
        at.body.findIndex((statement) => statement === from),
      );
    from = at;
  }
}

function leavesIn(block: Node): boolean {
  return someWithin(
    block,
    ({ type }) => type === 'ReturnStatement' || type === 'BreakStatement',
    (node) => isFunction(node) || isLoop(node),
  );
}

/** `if (++attempts > 5) throw error`. */
function givesUp(file: SourceFile, loop: Node): boolean {
  return someWithin(
    loop,
    (node) =>
      node.type === 'IfStatement' &&
      someWithin(node.consequent, ({ type }) => type === 'ThrowStatement' || type === 'ReturnStatement', isFunction) &&
      atomsOf(node.test).some((atom) => reasonOf(file, atom, loop) === 'limit'),
    isFunction,
  );
}

/** Whether the loop calls anything that is neither asked for in a condition nor mere reporting. */
function doesWork(file: SourceFile, loop: Node, pause: Node): boolean {
  const isReport = (call: TSESTree.CallExpression): boolean =>
    /\b(?:log(?:ger)?|console|debug|winston|report|emit|progress)\b/i.test(file.textOf(call.callee));
  return someWithin(
    loop,
    (node) =>
      node.type === 'CallExpression' &&
      !isWithin(node, pause) &&
      node.parent.type === 'ExpressionStatement' &&
      !isReport(node),
    (node) => node === pause,
  );
}
