/** Tells code that keeps its result and so runs once: memos, lazy singletons, flags. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, Node, SourceFile } from '../contracts.ts';
import { ancestors, functionOf, isFunction, isWithin, keyName, unwrap } from './node.ts';

/** Wrappers that call a function once, or once per argument. */
const MEMOIZERS =
  /^(?:(?:lodash|underscore|lodash-es|ramda)\.(?:once|memoize|memoizeWith)|lodash\.(?:once|memoize)|once|onetime|mem|memoize|memoizee|memoize-one|fast-memoize|p-memoize|react\.cache|nano-memoize|micro-memoize|moize)\(?\)?$/;

/**
 * Whether the code at `node` runs only until its result is kept somewhere that
 * outlives the call: a module variable, a captured variable, a member of `this`,
 * of a global or of an outer object. A cache keyed by an argument counts too.
 */
export function isOnce(file: SourceFile, node: Node): boolean {
  let from = node;
  for (const at of ancestors(node)) {
    if (at.type === 'AssignmentExpression' && at.right === from && isKeptByOperator(file, at)) return true;
    if (at.type === 'LogicalExpression' && at.right === from && isKeptByDefault(file, at)) return true;
    if (at.type === 'IfStatement' && at.consequent === from && isSetWithin(file, at.test, at, true)) return true;
    if (at.type === 'ConditionalExpression' && isSetWithin(file, at.test, at, from === at.consequent)) return true;
    if (at.type === 'BlockStatement' && isBehindEarlyReturn(file, at, from)) return true;
    if (isFunction(at) && isMemoized(file, at)) return true;
    from = at;
  }
  return false;
}

/** `x ??= value`, `x ||= value`. */
function isKeptByOperator(file: SourceFile, assignment: TSESTree.AssignmentExpression): boolean {
  return (
    (assignment.operator === '??=' || assignment.operator === '||=') &&
    outlives(file, assignment.left, functionOf(assignment))
  );
}

/** `x = x || value`, `x || (x = value)`, `cache.get(k) ?? remember(value)`. */
function isKeptByDefault(file: SourceFile, logical: TSESTree.LogicalExpression): boolean {
  if (logical.operator === '&&') return isSetWithin(file, logical.left, logical, true);
  return isSetIn(file, logical.left, functionOf(logical));
}

/** A test that asks whether `x` is unset (or set, for the other branch), where the function around sets `x`. */
function isSetWithin(file: SourceFile, test: Node, statement: Node, whenTrue: boolean): boolean {
  const asked = unsetQuestion(test, whenTrue);
  return asked !== undefined && isSetIn(file, asked, functionOf(statement));
}

/** `if (x) return x;` and `if (cache.has(k)) return …;` above the code. */
function isBehindEarlyReturn(file: SourceFile, block: TSESTree.BlockStatement, from: Node): boolean {
  const fn = functionOf(block);
  for (const statement of block.body) {
    if (statement === from) return false;
    if (statement.type !== 'IfStatement' || !leaves(statement.consequent)) continue;
    const asked = unsetQuestion(statement.test, false);
    if (asked && isSetIn(file, asked, fn)) return true;
  }
  return false;
}

function leaves(statement: Node): boolean {
  if (statement.type === 'BlockStatement') return statement.body.some(leaves);
  return statement.type === 'ReturnStatement';
}

/**
 * What a test asks to be unset: `!x`, `x === undefined`, `x == null`,
 * `typeof x === 'undefined'`, `!cache.has(k)`, `!(k in cache)`. With `whenTrue`
 * false, what it asks to be set.
 */
function unsetQuestion(test: Node, whenTrue: boolean): Node | undefined {
  const node = unwrap(test);
  if (node.type === 'UnaryExpression' && node.operator === '!') return unsetQuestion(node.argument, !whenTrue);
  if (node.type === 'LogicalExpression') {
    return unsetQuestion(node.left, whenTrue) ?? unsetQuestion(node.right, whenTrue);
  }
  if (node.type === 'BinaryExpression') {
    if (node.operator === 'in') return whenTrue ? undefined : node.right;
    const isEqual = node.operator === '===' || node.operator === '==';
    if (!isEqual && node.operator !== '!==' && node.operator !== '!=') return undefined;
    return isEqual === whenTrue && isNothing(node.right) ? typeofArgument(node.left) : undefined;
  }
  if (whenTrue) return undefined;
  return node.type === 'CallExpression' ? lookedUpIn(node) : node;
}

/** The cache of `cache.has(k)` and `cache.get(k)`. */
function lookedUpIn(call: TSESTree.CallExpression): Node | undefined {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression') return undefined;
  const name = keyName(callee.property, callee.computed);
  return name === 'has' || name === 'get' || name === 'hasOwnProperty' ? callee.object : undefined;
}

function isNothing(node: Node): boolean {
  return (
    (node.type === 'Literal' && (node.value === null || node.value === 'undefined')) ||
    (node.type === 'Identifier' && node.name === 'undefined')
  );
}

function typeofArgument(node: Node): Node {
  return node.type === 'UnaryExpression' && node.operator === 'typeof' ? node.argument : node;
}

/** Whether `fn` sets what `asked` reads: an assignment to it, to a member of it, or `asked.set(…)`. */
function isSetIn(file: SourceFile, asked: Node, fn: FunctionNode | undefined): boolean {
  if (!fn) return false;
  const target = cacheBehind(file, unwrap(asked), fn);
  if (!target || !outlives(file, target, fn)) return false;
  const text = file.textOf(rootOfCache(target));
  const isTarget = (node: Node) => file.textOf(rootOfCache(unwrap(node))) === text;
  return (
    file.nodes('AssignmentExpression').some((at) => isTarget(at.left) && isWithin(at, fn)) ||
    file.nodes('CallExpression').some((at) => isSetter(at, isTarget) && isWithin(at, fn))
  );
}

/** A local that holds what was looked up stands for the cache: `const hit = cache.get(k); if (hit) return hit`. */
function cacheBehind(file: SourceFile, asked: Node, fn: FunctionNode): Node | undefined {
  if (asked.type === 'CallExpression') return lookedUpIn(asked);
  if (asked.type !== 'Identifier') return asked;
  const variable = file.variableOf(asked);
  const value = variable?.scopeFunction === fn && variable.writes[0] ? unwrap(variable.writes[0].value) : undefined;
  if (value?.type === 'CallExpression') return lookedUpIn(value);
  return value?.type === 'MemberExpression' ? value : asked;
}

/** `cache[key]` is kept in `cache`; `this.client` in itself. */
function rootOfCache(node: Node): Node {
  return node.type === 'MemberExpression' && node.computed ? rootOfCache(unwrap(node.object)) : node;
}

function isSetter(call: TSESTree.CallExpression, isTarget: (node: Node) => boolean): boolean {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression') return false;
  const name = keyName(callee.property, callee.computed);
  return (name === 'set' || name === 'add' || name === 'push') && isTarget(callee.object);
}

/** Whether a target lives longer than a call of `fn`. */
function outlives(file: SourceFile, target: Node, fn: FunctionNode | undefined): boolean {
  const node = unwrap(target);
  if (node.type === 'ThisExpression') return true;
  if (node.type === 'MemberExpression') return outlives(file, node.object, fn);
  if (node.type !== 'Identifier') return false;
  const variable = file.variableOf(node);
  return !variable || !fn || (variable.scopeFunction !== fn && !isWithin(variable.declaration, fn));
}

/** `once(() => …)`, `memoize(function load() {…})`, also by the name of the function. */
function isMemoized(file: SourceFile, fn: FunctionNode): boolean {
  const direct = fn.parent?.type === 'CallExpression' && fn.parent.callee !== fn ? fn.parent : undefined;
  if (direct) return isMemoizer(file, direct);
  if (!('id' in fn) || !fn.id || !file.text.includes(`(${fn.id.name}`)) return false;
  const declared = file.variableOf(fn.id);
  return file.nodes('CallExpression').some((call) => {
    const [first] = call.arguments;
    return first?.type === 'Identifier' && file.variableOf(first) === declared && isMemoizer(file, call);
  });
}

function isMemoizer(file: SourceFile, call: TSESTree.CallExpression): boolean {
  const api = file.calleeOf(call);
  if (api !== undefined && MEMOIZERS.test(api)) return true;
  const name = call.callee.type === 'Identifier' ? call.callee.name : '';
  return /^(?:once|memo|memoize|memoized|lazy|singleton|cached|cache)$/i.test(name);
}
