/** Loops, and the calls that run a function once per element. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, Node, SourceFile } from '../contracts.ts';
import { functionOf, isFunction, isLoop, keyName, unwrap } from './node.ts';

/** Methods that hand their callback an element at a time and use what it returns. */
export const ITERATION_METHODS: ReadonlySet<string> = new Set([
  'every',
  'filter',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'flatMap',
  'forEach',
  'map',
  'reduce',
  'reduceRight',
  'some',
]);

/** Array methods that call their first argument, before they return. */
const ARRAY_CALLBACK_METHODS: ReadonlySet<string> = new Set([...ITERATION_METHODS, 'sort', 'toSorted']);

/** Library functions that call their second argument for each element of the first. */
const LIBRARY_ITERATORS = /^(?:lodash|underscore|lodash-es|ramda|async)(?:\.|$)/;

/**
 * Where a value handed to a call is run by it: for each element, or once.
 * Undefined where the call isn't known to run it.
 */
export function callbackUse(file: SourceFile, argument: Node): 'each' | 'once' | undefined {
  const call = argument.parent;
  if (call?.type !== 'CallExpression' || !call.arguments.includes(argument as TSESTree.CallExpressionArgument)) {
    return undefined;
  }
  const callee = unwrap(call.callee);
  const name = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
  const api = file.calleeOf(call);
  if (name !== undefined && ARRAY_CALLBACK_METHODS.has(name)) {
    const isArray = argument === call.arguments[0] && (api === undefined || !LIBRARY_ITERATORS.test(api));
    return isArray || (api !== undefined && LIBRARY_ITERATORS.test(api)) ? 'each' : undefined;
  }
  if (api === '#Array.from') return argument === call.arguments[1] ? 'each' : undefined;
  if (name === 'then' || name === 'finally' || (name === 'catch' && argument === call.arguments[0])) return 'once';
  return api !== undefined && /^#(?:setTimeout|setImmediate|queueMicrotask|process\.nextTick)$/.test(api)
    ? argument === call.arguments[0]
      ? 'once'
      : undefined
    : undefined;
}

/** Whether code at `node` runs again with each turn of the loop: `for (init; …)` and `of list` run once. */
function repeats(loop: Node, from: Node): boolean {
  if (loop.type === 'ForStatement') return from !== loop.init;
  if (loop.type === 'ForOfStatement' || loop.type === 'ForInStatement') return from !== loop.right;
  return true;
}

/** The loop (or the call that iterates) directly around a node, within the function or the callbacks it is inlined in. */
export function enclosingIterations(file: SourceFile, node: Node): readonly Node[] {
  const found: Node[] = [];
  let from = node;
  for (let at = node.parent; at; from = at, at = at.parent) {
    if (isLoop(at) && repeats(at, from)) found.push(at);
    else if (isFunction(at)) {
      if (callbackUse(file, at) === 'each') found.push(at.parent);
      else if (!isImmediatelyInvoked(at)) break;
    }
  }
  return found;
}

/** How many loops run the code at `node` again and again, those of array callbacks it is written in included. */
export function loopDepthOf(file: SourceFile, node: Node): number {
  // `list.map(read)` reads each time, `list.map(make())` makes once.
  const isMadeFirst = node.type === 'CallExpression' || node.type === 'NewExpression';
  return enclosingIterations(file, node).length + (!isMadeFirst && callbackUse(file, node) === 'each' ? 1 : 0);
}

/** The loops of the node's own function; those around a callback written in place are counted where it is run. */
export function ownLoopDepthOf(file: SourceFile, node: Node): number {
  const fn = functionOf(node);
  const outer = fn && callbackUse(file, fn) === 'each' ? loopDepthOf(file, fn) : 0;
  return Math.max(0, loopDepthOf(file, node) - outer);
}

function isImmediatelyInvoked(fn: Node): boolean {
  return fn.parent?.type === 'CallExpression' && fn.parent.callee === fn;
}

/** Whether a function runs as part of the call it is written in: at once, for each element, or when a promise settles. */
export function runsInPlace(file: SourceFile, fn: FunctionNode): boolean {
  if (isImmediatelyInvoked(fn) || callbackUse(file, fn) !== undefined) return true;
  const { parent } = fn;
  return parent.type === 'NewExpression' && file.calleeOf(parent) === '#Promise';
}
