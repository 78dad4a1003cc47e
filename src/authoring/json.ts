/** Questions the rules of the json family share. All of them go by binding: an imported or shadowed `JSON` is none. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, Node, SourceFile } from '../contracts.ts';
import { ancestors, isFunction, isWithin, keyName, unwrap } from '../syntax/node.ts';
import { isOnce } from '../syntax/once.ts';
import { rootOf } from '../syntax/values.ts';
import { RENAMED } from './json-triggers.ts';

export { identifiersIn, referencesTo, someWithin } from '../syntax/references.ts';
export { constantOf, isChangedIn, isDeclaredIn, rootOf, soleUseOf, stableRootsOf, valueOf } from '../syntax/values.ts';

export type JsonMethod = 'parse' | 'stringify';

/** A call of `JSON.parse` or `JSON.stringify` and what it is given. */
export interface JsonCall {
  readonly call: TSESTree.CallExpression;
  readonly method: JsonMethod;
  readonly argument: TSESTree.Expression;
}

/** Reads a node as a call of the global JSON object; undefined for anything else. */
export function jsonCallOf(file: SourceFile, node: Node): JsonCall | undefined {
  const call = unwrap(node);
  return call.type === 'CallExpression' ? jsonCallsIn(file).get(call) : undefined;
}

/** Every call of the global JSON object, in document order. */
export function jsonCallsIn(file: SourceFile): ReadonlyMap<Node, JsonCall> {
  const known = callsOfFiles.get(file);
  if (known) return known;
  const calls = new Map<Node, JsonCall>();
  const isRenamed = RENAMED.test(file.text);
  for (const call of file.nodes('CallExpression')) {
    const json = isRenamed || mayBeJson(file, call) ? readCall(file, call) : undefined;
    if (json) calls.set(call, json);
  }
  callsOfFiles.set(file, calls);
  return calls;
}

/** All json rules ask for the same calls of the same file. */
const callsOfFiles = new WeakMap<SourceFile, ReadonlyMap<Node, JsonCall>>();

/** Tells most calls from those of JSON where no name but its own stands for it, other than one from another file. */
function mayBeJson(file: SourceFile, call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  if (callee.type === 'MemberExpression') {
    const name = keyName(callee.property, callee.computed);
    if (name === undefined || name === 'parse' || name === 'stringify') return true;
  }
  const root = rootOf(callee);
  const variable = root.type === 'Identifier' ? file.variableOf(root) : undefined;
  return variable !== undefined && variable.scopeFunction === undefined && variable.kind !== 'function';
}

function readCall(file: SourceFile, call: TSESTree.CallExpression): JsonCall | undefined {
  const [argument] = call.arguments;
  if (!argument || argument.type === 'SpreadElement' || isReflective(call)) return undefined;
  const method = jsonMethodOf(file.calleeOf(call));
  return method && { call, method, argument };
}

/** The same, where the method matters too. */
export function isJsonCall(file: SourceFile, node: Node, method: JsonMethod): JsonCall | undefined {
  const found = jsonCallOf(file, node);
  return found?.method === method ? found : undefined;
}

/** `parse` for `#JSON.parse`. */
export function jsonMethodOf(api: string | undefined): JsonMethod | undefined {
  if (api === '#JSON.parse') return 'parse';
  return api === '#JSON.stringify' ? 'stringify' : undefined;
}

/** `JSON.parse.call(…)`: its first argument is not what is parsed. */
function isReflective(call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression') return false;
  const name = keyName(callee.property, callee.computed);
  return name === 'call' || name === 'apply';
}

/** The name of the method a call calls: `send` for `res.status(200).send(…)`. */
export function methodNameOf(call: TSESTree.CallExpression): string | undefined {
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
}

/** The function around a node, seen through functions called where they are written. */
export function outerFunctionOf(file: SourceFile, node: Node): FunctionNode | undefined {
  const fn = file.functionOf(node);
  return fn?.parent.type === 'CallExpression' && fn.parent.callee === fn ? outerFunctionOf(file, fn) : fn;
}

const DEBUG_TEST = /debug|verbose|trace|pretty|indent|NODE_ENV|isDev\b|development|__DEV__|inspect/i;

/** Whether the code runs only once, only when something fails, or only while someone looks for a fault: behind `if (debug)`. */
export function isSeldom(file: SourceFile, node: Node): boolean {
  for (const at of ancestors(node)) {
    if (at.type === 'ThrowStatement' || isFailureReport(file, at)) return true;
    const test = testOf(at);
    if (test && DEBUG_TEST.test(file.textOf(test))) return true;
    if (isFunction(at)) break;
  }
  return isOnce(file, node);
}

/** `log.error(…)`, `new Error(…)`. */
function isFailureReport(file: SourceFile, node: Node): boolean {
  if (node.type === 'NewExpression') return /Error$/.test(file.textOf(node.callee));
  return node.type === 'CallExpression' && /^(?:error|warn|fatal)$/.test(methodNameOf(node) ?? '');
}

function testOf(node: Node): Node | undefined {
  if (node.type === 'IfStatement' || node.type === 'ConditionalExpression') return node.test;
  return node.type === 'LogicalExpression' ? node.left : undefined;
}

/** Whether a node stands in a `catch`, where what it costs is seldom paid; if given, one inside `within`. */
export function isInCatch(node: Node, within?: Node): boolean {
  for (const at of ancestors(node)) {
    if (at === within) return false;
    if (at.type === 'CatchClause') return true;
  }
  return false;
}

/**
 * Whether `first` has run whenever `second` does, both being in one function:
 * no branch, loop or handler holds `first` but not `second`.
 */
export function runsBefore(first: Node, second: Node): boolean {
  let from = first;
  for (const at of ancestors(first)) {
    const isCommon = isWithin(second, at);
    if (isCommon) return !isAlternative(at, from);
    if (isConditional(at, from)) return false;
    from = at;
  }
  return false;
}

/** Whether the code at `from` runs only in some cases in which the code at `at` does. */
function isConditional(at: Node, from: Node): boolean {
  switch (at.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return from !== at.test;
    case 'LogicalExpression':
      return from === at.right;
    case 'ForStatement':
      return from !== at.init;
    case 'ForOfStatement':
    case 'ForInStatement':
      return from !== at.right;
    case 'WhileStatement':
    case 'SwitchCase':
    case 'CatchClause':
      return true;
    default:
      return false;
  }
}

/** Whether the other parts of a statement run where the part at `from` did not, or not to its end. */
function isAlternative(at: Node, from: Node): boolean {
  const isBranch = at.type === 'IfStatement' || at.type === 'ConditionalExpression';
  return at.type === 'SwitchStatement' || at.type === 'TryStatement' || (isBranch && from !== at.test);
}
