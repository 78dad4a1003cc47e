/** Where in a file a piece of code stands, in names that survive moved lines. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, Node } from '../contracts.ts';
import { ancestors, isFunction, keyName } from '../syntax/node.ts';
import { nameOfFunction, nameOfMember } from './names.ts';
import { routeOf } from './object-names.ts';

/**
 * The functions and class members around a node, outermost first:
 * `OrdersController.list > map()`. A function without a name is called after
 * what it is given to: `app.get('/orders')`. Empty at the top level.
 */
export function scopePathOf(node: Node): string {
  const names: string[] = [];
  let inner = node;
  for (const at of ancestors(node)) {
    if (isFunction(at)) names.unshift(labelOf(at));
    else if (at.type === 'PropertyDefinition' && !isFunction(inner)) names.unshift(nameOfMember(at));
    inner = at;
  }
  return names.join(' > ');
}

function labelOf(fn: FunctionNode): string {
  const { parent } = fn;
  const route = parent.type === 'Property' && parent.parent.type === 'ObjectExpression' ? routeOf(parent.parent) : '';
  const name = [route, nameOfFunction(fn)].filter(Boolean).join(' ');
  return name === '' ? takerOf(fn) : name;
}

/** The calls a function is handed to: `app.get('/orders') wrap()` for `app.get('/orders', wrap((req, res) => …))`. */
function takerOf(fn: FunctionNode): string {
  const calls: string[] = [];
  for (const at of ancestors(fn)) {
    if (at.type === 'CallExpression' || at.type === 'NewExpression') calls.unshift(callLabel(at));
    else if (at.type !== 'ArrayExpression' && at.type !== 'AwaitExpression' && at.type !== 'SpreadElement') break;
  }
  return calls.length === 0 ? '()' : calls.join(' ');
}

function callLabel(call: TSESTree.CallExpression | TSESTree.NewExpression): string {
  const [first] = call.arguments;
  const label = first?.type === 'Literal' && typeof first.value === 'string' ? JSON.stringify(first.value) : '';
  return `${calleeLabel(call.callee)}(${label})`;
}

/** `app.get`, `route("/orders").get`; `?` stands for what has no name. */
function calleeLabel(callee: Node): string {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type === 'ThisExpression') return 'this';
  if (callee.type === 'CallExpression') return callLabel(callee);
  if (callee.type !== 'MemberExpression') return '?';
  return `${calleeLabel(callee.object)}.${keyName(callee.property, callee.computed) ?? '?'}`;
}
