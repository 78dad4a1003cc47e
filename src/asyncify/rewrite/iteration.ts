/** Array methods whose callback becomes async. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, SourceFile, Span } from '../../contracts.ts';
import { usesArguments } from '../../syntax/arguments-object.ts';
import { isFunction, keyName, spanOf } from '../../syntax/node.ts';
import type { Obstacle } from '../decisions.ts';
import { hasOptionalBefore } from './can-await.ts';
import { isArrayMethod, type ArrayMethod } from './helper-names.ts';
import { tokensOf } from '../../additions/imports/tokens.ts';

/** An array method's call, taken apart. */
export interface Iteration {
  readonly call: TSESTree.CallExpression;
  readonly callee: TSESTree.MemberExpression;
  readonly method: ArrayMethod;
  readonly callback: Node;
}

/** Why the call can't become a loop; undefined where it can. */
export function iterationOf(file: SourceFile, call: Node): Obstacle | undefined {
  const parts = partsOf(file, call);
  const callback = typeof parts === 'string' ? undefined : parts.callback;
  if (callback?.type === 'FunctionExpression' && usesArguments(callback)) {
    return { code: 'barrier/arguments-this', message: 'its callback uses `arguments`', node: call };
  }
  return typeof parts === 'string' ? { code: 'barrier/sync-callback', message: parts, node: call } : undefined;
}

/** The parts of a call that can become a loop, or why it can't, in a sentence. */
export function partsOf(file: SourceFile, call: Node): Iteration | string {
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression')
    return 'no array method is called by its name';
  const { callee } = call;
  const method = keyName(callee.property, callee.computed);
  if (!isArrayMethod(method)) return `${method ?? 'the method'} uses what its callback gives at once`;
  if (hasOptionalBefore(call)) return 'the method is called only where it is there';
  if (callee.object.type === 'Super') return 'the method of a super class is called';
  if (call.typeArguments) return 'the call says its types itself';
  const [callback, ...more] = call.arguments;
  if (!callback || callback.type === 'SpreadElement') return 'its callback is not written at the call';
  if (more.length > (method === 'reduce' ? 1 : 0)) return 'its callback is given a `this`';
  if (more.length === 0 && method === 'reduce') return 'it starts with an element of the array';
  if (more.some(({ type }) => type === 'SpreadElement')) return 'its arguments are spread';
  if (isFunction(callback) && callback.generator) return 'its callback is a generator';
  const parts = { call, callee, method, callback };
  return tokensOf(file).hasComment(linkSpan(file, parts)) ? 'there is a comment within the call' : parts;
}

/** From the end of the array to behind the parenthesis of the arguments: `.map(`. */
export function linkSpan(file: SourceFile, { callee }: Pick<Iteration, 'callee'>): Span {
  const tokens = tokensOf(file);
  return [tokens.outerSpan(callee.object)[1], tokens.startAfter(spanOf(callee)[1]) + 1];
}
