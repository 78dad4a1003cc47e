/**
 * What makes a function mean something else once its calls no longer begin together. Calls run to their first `await`
 * in the order of the list with a bound and without; behind it, a later call may now begin after an earlier one has ended.
 */
import type { TSESTree } from '@typescript-eslint/types';
import { outsideEffectOf } from '../../src/authoring/call-effects.ts';
import { methodUseOf, modeOf, ownFunctionOf } from '../../src/authoring/dependence.ts';
import {
  descendants,
  isFunction,
  isWithin,
  keyName,
  unwrap,
  type Node,
  type SourceFile,
} from '../../src/authoring/rule.ts';
import type { Variable } from '../../src/contracts.ts';
import { refused, type Refused } from './refusals.ts';

/** Names of functions that wait for something that happens elsewhere. */
const WAITS = /^(?:wait|await|until|once|acquire|lock|barrier|whenReady|settled|drain)/i;

/** How many functions deep calls are followed. */
const MAX_DEPTH = 3;

/** The first of the obstacles in the function that is run for each element; undefined where there is none. */
export function obstacleIn(file: SourceFile, mapper: Node): Refused | undefined {
  for (const fn of functionsRun(file, mapper)) {
    const parts = descendants(isFunction(fn) ? fn.body : fn);
    const obstacle = waitingIn(file, fn, parts) ?? sharedIn(file, fn, parts);
    if (obstacle) return obstacle;
  }
  return undefined;
}

/** The mapper and the functions of the file that it calls. */
function functionsRun(file: SourceFile, mapper: Node, depth = 0): ReadonlySet<Node> {
  const found = new Set([mapper]);
  if (depth >= MAX_DEPTH) return found;
  for (const node of descendants(mapper)) {
    const own = node.type === 'CallExpression' ? ownFunctionOf(file, node) : undefined;
    if (own && !isWithin(own, mapper)) for (const fn of functionsRun(file, own, depth + 1)) found.add(fn);
  }
  return found;
}

/** A call that waits for what another one does never ends if that other may not begin. */
function waitingIn(file: SourceFile, mapper: Node, parts: readonly Node[]): Refused | undefined {
  const waiting = parts.find(
    (node) => (node.type === 'AwaitExpression' && !isOwnCall(file, mapper, node.argument)) || isWaiting(node),
  );
  const what = 'a call may wait for another of them, which with a bound may not have begun';
  return waiting && refused('bounded-concurrency/waits-for-others', what, file.spanOf(waiting));
}

function isWaiting(node: Node): boolean {
  return node.type === 'CallExpression' && WAITS.test(calledName(node));
}

/** The result of a call that this function makes, at once or by a name of its own. */
function isOwnCall(file: SourceFile, mapper: Node, awaited: Node): boolean {
  const value = unwrap(awaited);
  switch (value.type) {
    case 'CallExpression':
      return isBegunHere(file, mapper, value);
    case 'ImportExpression':
      return true;
    case 'ConditionalExpression':
      return isOwnCall(file, mapper, value.consequent) && isOwnCall(file, mapper, value.alternate);
    case 'LogicalExpression':
      return isOwnCall(file, mapper, value.right);
    default:
      return isOwnName(file, mapper, value) && writesOf(file, value).every((one) => isOwnCall(file, mapper, one));
  }
}

/** A call that begins something, not one that looks up what was begun elsewhere: `done.get(task)`. */
function isBegunHere(file: SourceFile, mapper: Node, call: TSESTree.CallExpression): boolean {
  if (ownFunctionOf(file, call)) return true;
  const callee = unwrap(call.callee);
  const use = methodUseOf(calledName(call));
  if (callee.type === 'MemberExpression' && use === 'settles') return isOwnCall(file, mapper, callee.object);
  const api = file.calleeOf(call);
  const isLookedUp = use === 'reads' && (api === undefined || api.startsWith('#'));
  if (isLookedUp) return false;
  if (api !== undefined || outsideEffectOf(file, call)) return true;
  return callee.type === 'MemberExpression' && isOwnName(file, mapper, unwrap(callee.object));
}

/** A name that belongs to one run of the function. */
function isOwnName(file: SourceFile, mapper: Node, node: Node): boolean {
  const variable = node.type === 'Identifier' ? file.variableOf(node) : undefined;
  return variable !== undefined && isWithin(variable.declaration, mapper);
}

function writesOf(file: SourceFile, node: Node): readonly Node[] {
  const variable = node.type === 'Identifier' ? file.variableOf(node) : undefined;
  return variable?.writes.map(({ value }) => value) ?? [];
}

/** Values outside the function that it both changes and looks at, one of them behind an `await`. */
function sharedIn(file: SourceFile, mapper: Node, parts: readonly Node[]): Refused | undefined {
  const first = parts.find(({ type }) => type === 'AwaitExpression');
  const from = first ? file.spanOf(first)[1] : Infinity;
  const uses = new Map<Variable, { change?: Node; look?: Node; isLate: boolean }>();
  for (const node of parts) {
    const variable = node.type === 'Identifier' ? file.variableOf(node) : undefined;
    if (!variable || isWithin(variable.declaration, mapper)) continue;
    const use = uses.get(variable) ?? { isLate: false };
    uses.set(variable, use);
    if (isChanged(file, node)) use.change ??= node;
    if (isLookedAt(file, node)) use.look ??= node;
    use.isLate ||= file.spanOf(node)[0] > from || isInOwnFunction(node, mapper);
  }
  const shared = [...uses].find(([, { change, look, isLate }]) => change && look && isLate);
  if (!shared) return undefined;
  const [{ name }, { look }] = shared;
  return refused(
    'bounded-concurrency/shared-state',
    `each call changes \`${name}\` and looks at it`,
    look && file.spanOf(look),
  );
}

/** A new value for a name or for a member of what it names, and methods that change it. */
function isChanged(file: SourceFile, name: Node): boolean {
  const whole = chainOf(name);
  if (modeOf(file, whole) !== 'read') return true;
  const method = whole.parent;
  if (method?.type !== 'MemberExpression' || method.object !== whole) return false;
  const use = methodUseOf(keyName(method.property, method.computed) ?? '');
  return isCalled(method) && (use === 'changes' || use === 'adds');
}

/** A plain new value and `results.push(x);` tell nothing of what is there already, `count++;` nothing to this call. */
function isLookedAt(file: SourceFile, name: Node): boolean {
  const whole = chainOf(name);
  const { parent } = whole;
  if (parent?.type === 'AssignmentExpression' && parent.left === whole) {
    const isBlind =
      parent.operator === '=' || !descendants(parent.right).some(({ type }) => type === 'AwaitExpression');
    return parent.parent.type !== 'ExpressionStatement' || !isBlind;
  }
  if (parent?.type === 'UpdateExpression') return parent.parent.type !== 'ExpressionStatement';
  if (parent?.type !== 'MemberExpression' || !isCalled(parent)) return true;
  return !(isChanged(file, name) && parent.parent.parent?.type === 'ExpressionStatement');
}

function isCalled(method: Node): boolean {
  return method.parent?.type === 'CallExpression' && method.parent.callee === method;
}

/** The longest chain of members from a name, without a method that is called on it. */
function chainOf(name: Node): Node {
  let at = name;
  while (at.parent?.type === 'MemberExpression' && at.parent.object === at && !isCalled(at.parent)) at = at.parent;
  return at;
}

/** In a function within the mapper, which may run at any time. */
function isInOwnFunction(node: Node, mapper: Node): boolean {
  for (let at = node.parent; at && at !== mapper; at = at.parent) if (isFunction(at)) return true;
  return false;
}

function calledName(call: Node): string {
  const callee = call.type === 'CallExpression' ? unwrap(call.callee) : undefined;
  if (callee?.type === 'Identifier') return callee.name;
  return callee?.type === 'MemberExpression' ? (keyName(callee.property, callee.computed) ?? '') : '';
}
