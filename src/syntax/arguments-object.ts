/** Functions that read what they are given past their parameters. */
import type { FunctionNode, Node } from '../contracts.ts';
import { isFunction } from './node.ts';
import { someWithin } from './references.ts';

/** Whether a function reads its own `arguments`, also through arrow functions within it. */
export function usesArguments(fn: FunctionNode): boolean {
  if (fn.type === 'ArrowFunctionExpression') return false;
  const isInner = (node: Node): boolean => node !== fn && isFunction(node) && node.type !== 'ArrowFunctionExpression';
  return someWithin(fn, (node) => node.type === 'Identifier' && node.name === 'arguments', isInner);
}
