/** Questions about the turns of a loop. */
import type { TSESTree } from '@typescript-eslint/types';
import { someWithin, valueOf } from '../../src/authoring/json.ts';
import { ancestors, isFunction, isLoop, unwrap, type Node, type SourceFile } from '../../src/authoring/rule.ts';

/** Texts that come one by one: lines of a file or stream, entries of a cache. */
export const ONE_BY_ONE =
  /\.split\(|\blines?\b|ndjson|jsonl|readline|\bchunks?\b|\b(?:m?get|mGet|lrange|lRange|hgetall|hGetAll|hvals|hVals|smembers|zrange|messages|Records)\b/i;
const FEWEST_TURNS = 10;

/** A loop that waits in each turn lets others run meanwhile; a stream's lines come one by one anyway. */
export function isSlow(file: SourceFile, loop: Node): boolean {
  if (!isLoop(loop)) return loop.type === 'CallExpression' && ONE_BY_ONE.test(file.textOf(loop.callee));
  if (loop.type === 'ForOfStatement' && ONE_BY_ONE.test(file.textOf(valueOf(file, loop.right)))) return true;
  return awaits(loop);
}

export function awaits(loop: Node): boolean {
  if (loop.type === 'ForOfStatement' && loop.await) return true;
  const leaveOut = (inner: Node) => isLoop(loop) && isFunction(inner);
  return turnOf(loop).some((part) => someWithin(part, waits, leaveOut));
}

function waits(node: Node): boolean {
  return (
    node.type === 'AwaitExpression' || node.type === 'YieldExpression' || (node.type === 'ForOfStatement' && node.await)
  );
}

/** What runs on every turn: neither the list of `for … of` nor that of `list.map(…)`. */
export function turnOf(loop: Node): readonly Node[] {
  if (loop.type === 'ForOfStatement' || loop.type === 'ForInStatement') return [loop.body];
  return loop.type === 'CallExpression' ? loop.arguments : [loop];
}

/** `for (let i = 0; i < 3; i++)`, `for (const name of ['a', 'b'])`. */
export function isShort(file: SourceFile, loop: Node): boolean {
  if (loop.type === 'ForStatement' && loop.test?.type === 'BinaryExpression') {
    const limit = valueOf(file, loop.test.right);
    return limit.type === 'Literal' && typeof limit.value === 'number' && limit.value < FEWEST_TURNS;
  }
  const list =
    loop.type === 'ForOfStatement' ? loop.right : loop.type === 'CallExpression' ? receiverOf(loop) : undefined;
  const value = list && valueOf(file, list);
  return value?.type === 'ArrayExpression' && value.elements.length < FEWEST_TURNS;
}

function receiverOf(call: TSESTree.CallExpression): Node | undefined {
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' ? callee.object : undefined;
}

/** Whether the turn that gets here is the last: a `return`, `break` or `throw` follows. */
export function leavesAfter(node: Node, loop: Node): boolean {
  for (const at of ancestors(node)) {
    if (at === loop) return false;
    if (at.type === 'ThrowStatement') return true;
    if (at.type === 'ReturnStatement' && isLoop(loop)) return true;
    const isLeft = at.type === 'BlockStatement' && isLoop(loop) && at.body.some(isExit);
    if (isLeft) return true;
  }
  return false;
}

function isExit(statement: Node): boolean {
  return (
    statement.type === 'ReturnStatement' || statement.type === 'BreakStatement' || statement.type === 'ThrowStatement'
  );
}
