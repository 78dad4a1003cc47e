/** Tells whether a test asks for a value that the code behind it then keeps: `if (!config) config = read()`. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, Node, SourceFile, Variable } from '../contracts.ts';
import { changesOf, isEmpty, rootOfCache, type Change } from './changes.ts';
import { fileIndex } from './file-index.ts';
import { runsInPlace } from './iteration.ts';
import { ancestors, functionOf, isFunction, isWithin, keyName, unwrap } from './node.ts';

/**
 * The function whose calls a value must outlive to be kept: the one around a
 * node, seen from outside any callbacks that run within its call.
 */
export function callAround(file: SourceFile, node: Node): FunctionNode | undefined {
  let fn = functionOf(node);
  while (fn && runsInPlace(file, fn)) fn = functionOf(fn);
  return fn;
}

/** Whether the part of a test's statement that runs when `whenTrue` is only reached until it has kept something. */
export function isKeptAfter(file: SourceFile, test: Node, whenTrue: boolean, guard: Node, within?: Node): boolean {
  return questionsOf(test, whenTrue).some((asked) => isSetBehind(file, asked, guard, within));
}

/**
 * Everything a test asks to be unset: `!x`, `x === undefined`, `x == null`,
 * `typeof x === 'undefined'`, `!cache.has(k)`, `!(k in cache)`. With `whenTrue`
 * false, what it asks to be set.
 */
function questionsOf(test: Node, whenTrue: boolean): readonly Node[] {
  const node = unwrap(test);
  if (node.type === 'UnaryExpression' && node.operator === '!') return questionsOf(node.argument, !whenTrue);
  if (node.type === 'LogicalExpression') {
    return [...questionsOf(node.left, whenTrue), ...questionsOf(node.right, whenTrue)];
  }
  if (node.type === 'BinaryExpression') {
    if (node.operator === 'in') return whenTrue ? [] : [node.right];
    const isEqual = node.operator === '===' || node.operator === '==';
    if (!isEqual && node.operator !== '!==' && node.operator !== '!=') return [];
    if (isEqual !== whenTrue) return [];
    if (isNothing(node.right)) return [typeofArgument(node.left)];
    return isNothing(node.left) ? [typeofArgument(node.right)] : [];
  }
  return whenTrue ? [] : [node];
}

function isNothing(node: Node): boolean {
  return isEmpty(node) || (node.type === 'Literal' && node.value === 'undefined');
}

function typeofArgument(node: Node): Node {
  return node.type === 'UnaryExpression' && node.operator === 'typeof' ? node.argument : node;
}

/** The cache of `cache.has(k)` and `cache.get(k)`. */
function lookedUpIn(file: SourceFile, call: TSESTree.CallExpression): Node | undefined {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression') return undefined;
  const name = keyName(callee.property, callee.computed);
  if (name !== 'has' && name !== 'get' && name !== 'hasOwnProperty') return undefined;
  // `_.get(object, path)` asks no cache.
  return /^(?:lodash|underscore|ramda)\b/.test(file.apiOf(callee.object) ?? '') ? undefined : callee.object;
}

/**
 * Whether what `asked` reads outlives the call and is set at or behind `guard`
 * (within a part of it, if given), and not unset again before the call ends.
 */
export function isSetBehind(file: SourceFile, asked: Node, guard: Node, within?: Node): boolean {
  const fn = callAround(file, guard);
  const target = fn && cacheBehind(file, unwrap(asked), fn);
  if (!target || !outlives(file, target, fn)) return false;
  const root = rootOfCache(target);
  const changes = changesOf(file, file.textOf(root)).filter(({ of }) => isSame(file, of, root));
  if (!changes.some(({ does }) => does === 'sets')) return false;
  const [start] = file.spanOf(guard);
  const [, end] = file.spanOf(fn);
  const isBehind = (at: Node) => file.spanOf(at)[1] > start && file.spanOf(at)[0] < end && isWithin(at, fn);
  const behind = changes.filter(({ at }) => isBehind(at));
  if (behind.some(({ at, does }) => does === 'unsets' && isCertain(at, guard, fn))) return false;
  const helpers = changes.flatMap((change) => helperOf(change) ?? []);
  return (
    behind.some(({ at, does }) => does === 'sets' && isWithin(at, within ?? fn)) ||
    helpers.some((name) => callsOf(file, name).some((call) => isBehind(call) && isWithin(call, within ?? fn)))
  );
}

/** The name of the function an assignment stands in: `if (!client) connect()`, where `connect` does `client = …`. */
function helperOf({ at, does }: Change): string | undefined {
  const helper = at.type === 'AssignmentExpression' && does === 'sets' ? functionOf(at) : undefined;
  return helper && nameOf(helper);
}

/** The calls of a file by the last name of what they call. */
const callsOf = fileIndex(function* (file): Generator<readonly [string, Node]> {
  for (const call of file.nodes('CallExpression')) {
    const name = lastName(call.callee);
    if (name !== undefined) yield [name, call];
  }
});

/** The name a function is called by: its own, or that of the variable, the method or the member that holds it. */
function nameOf(fn: FunctionNode): string | undefined {
  if (fn.id) return fn.id.name;
  const { parent } = fn;
  if (parent.type === 'VariableDeclarator') return lastName(parent.id);
  if (parent.type === 'AssignmentExpression') return lastName(parent.left);
  const isMember =
    parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition' || parent.type === 'Property';
  return isMember ? keyName(parent.key, parent.computed) : undefined;
}

function lastName(node: Node): string | undefined {
  const inner = unwrap(node);
  if (inner.type === 'MemberExpression') return keyName(inner.property, inner.computed);
  return inner.type === 'Identifier' ? inner.name : undefined;
}

/** Whether two expressions of the same text name the same: the variable at their root is one. */
function isSame(file: SourceFile, one: Node, other: Node): boolean {
  return variableUnder(file, one) === variableUnder(file, other);
}

function variableUnder(file: SourceFile, node: Node): Variable | undefined {
  const inner = unwrap(node);
  if (inner.type === 'MemberExpression') return variableUnder(file, inner.object);
  return inner.type === 'Identifier' ? file.variableOf(inner) : undefined;
}

/** Whether code behind a guard runs in every call that gets past it: not on errors alone, nor on some other condition. */
function isCertain(node: Node, guard: Node, fn: FunctionNode): boolean {
  for (const at of ancestors(node)) {
    if (at === guard || at === fn) return true;
    if (/^(?:IfStatement|ConditionalExpression|LogicalExpression|CatchClause|SwitchCase)$/.test(at.type)) return false;
    if (isFunction(at) && !isSettled(at)) return false;
  }
  return true;
}

/** `promise.then(callback)` and `promise.finally(callback)`. */
function isSettled(fn: FunctionNode): boolean {
  const { parent } = fn;
  if (parent.type !== 'CallExpression' || parent.callee.type !== 'MemberExpression') return false;
  const name = keyName(parent.callee.property, parent.callee.computed);
  return (name === 'then' || name === 'finally') && parent.arguments[0] === fn;
}

/** A local that holds what was looked up stands for the cache: `const hit = cache.get(k); if (hit) return hit`. */
function cacheBehind(file: SourceFile, asked: Node, fn: FunctionNode): Node | undefined {
  if (asked.type === 'CallExpression') return lookedUpIn(file, asked);
  if (asked.type !== 'Identifier') return asked;
  const variable = file.variableOf(asked);
  const [write] = variable && isWithin(variable.declaration, fn) ? variable.writes : [];
  const value = write && unwrap(write.value);
  if (value?.type === 'CallExpression') return lookedUpIn(file, value);
  return value?.type === 'MemberExpression' ? value : asked;
}

/** Names of parameters that live as long as one request, even where a callback captures them. */
const PER_REQUEST = /^(?:req|request|res|response|reply|ctx)$/;

/** Whether a target lives longer than a call of `fn`. */
function outlives(file: SourceFile, target: Node, fn: FunctionNode | undefined): boolean {
  const node = unwrap(target);
  if (node.type === 'ThisExpression') return !fn || !isConstructor(fn);
  if (node.type === 'MemberExpression') return outlives(file, node.object, fn);
  if (node.type !== 'Identifier') return false;
  const variable = file.variableOf(node);
  if (!variable || !fn || variable.declaration === fn) return true;
  if (variable.kind === 'param' && PER_REQUEST.test(variable.name)) return false;
  if (variable.scopeFunction === fn || isWithin(variable.declaration, fn)) return false;
  return variable.scopeFunction === undefined || isMadeOnce(file, variable.scopeFunction);
}

/** What such a parameter is given to is set up once, with the application. */
const APPLICATION = /^_?(?:app|application|router|server|fastify|instance|program|io)$/;

/**
 * Whether the variables of a function outlive its call: it hands out functions
 * that use them, sets up an application, or is called where it is written. The
 * variables of any other function are as new as the call.
 */
function isMadeOnce(file: SourceFile, owner: FunctionNode): boolean {
  if (owner.parent.type === 'CallExpression' && owner.parent.callee === owner) return true;
  if (owner.params.some((param) => param.type === 'Identifier' && APPLICATION.test(param.name))) return true;
  if (owner.body.type !== 'BlockStatement') return mayHoldFunction(owner.body);
  return file
    .nodes('ReturnStatement')
    .some(({ argument }) => argument && functionOf(argument) === owner && mayHoldFunction(argument));
}

function mayHoldFunction(value: Node): boolean {
  const { type } = unwrap(value);
  return /^(?:FunctionExpression|ArrowFunctionExpression|ObjectExpression|ClassExpression|Identifier|NewExpression|ArrayExpression)$/.test(
    type,
  );
}

/** What a constructor sets is as new as the object. */
function isConstructor({ parent }: FunctionNode): boolean {
  return parent.type === 'MethodDefinition' && parent.kind === 'constructor';
}
