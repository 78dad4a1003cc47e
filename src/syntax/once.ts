/** Tells code that keeps its result and so runs once: memos, lazy singletons, flags. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, Node, SourceFile, Variable } from '../contracts.ts';
import { runsInPlace } from './iteration.ts';
import { callAround, isKeptAfter, isSetBehind } from './kept.ts';
import { isFunction, unwrap } from './node.ts';

/** Wrappers that call a function once, or once per argument. */
const MEMOIZERS =
  /^(?:(?:lodash|underscore|lodash-es|ramda)\.(?:once|memoize|memoizeWith)|lodash\.(?:once|memoize)|once|onetime|mem|memoize|memoizee|memoize-one|fast-memoize|p-memoize|react\.cache|nano-memoize|micro-memoize|moize)\(?\)?$/;

/**
 * Whether the code at `node` runs only until its result is kept somewhere that
 * outlives the call: a module variable, a captured variable, a member of `this`,
 * of a global or of an outer object. A cache keyed by an argument counts too.
 */
export function isOnce(file: SourceFile, node: Node): boolean {
  const known = answers(file);
  const asked: Node[] = [];
  let answer = false;
  for (let from = node; from.parent; from = from.parent) {
    const remembered = known.get(from);
    if (remembered !== undefined) {
      answer = remembered;
      break;
    }
    asked.push(from);
    if (isFunction(from) && !runsInPlace(file, from)) {
      answer = isKeptByItself(file, from);
      break;
    }
    if (isKeptBy(file, from.parent, from)) {
      answer = true;
      break;
    }
  }
  for (const each of asked) known.set(each, answer);
  return answer;
}

/**
 * What is kept may hold functions that run again and again (handlers, methods).
 * A callback is no such thing if it does the keeping: `if (!kept) load((value) => { kept = value; })`.
 */
function isKeptByItself(file: SourceFile, callback: FunctionNode): boolean {
  for (let from: Node = callback; from.parent; from = from.parent) {
    if (isKeptBy(file, from.parent, from, callback)) return true;
    if (from !== callback && isFunction(from) && !runsInPlace(file, from)) return false;
  }
  return false;
}

/** What is known of nodes asked about before: most share the statements around them. */
const remembered = new WeakMap<SourceFile, Map<Node, boolean>>();

function answers(file: SourceFile): Map<Node, boolean> {
  const known = remembered.get(file) ?? new Map<Node, boolean>();
  remembered.set(file, known);
  return known;
}

/** Whether `at` keeps what its part `from` evaluates to, and so runs it once; if given, `within` must do the keeping. */
function isKeptBy(file: SourceFile, at: Node, from: Node, within?: FunctionNode): boolean {
  switch (at.type) {
    case 'AssignmentExpression':
      return within === undefined && at.right === from && isKeptByOperator(file, at);
    case 'LogicalExpression':
      return at.right === from && isKeptByDefault(file, at, within);
    case 'IfStatement':
      return isKeptByBranch(file, at, from, within);
    case 'ConditionalExpression':
      return at.test !== from && isKeptAfter(file, at.test, from === at.consequent, at, within);
    case 'BlockStatement':
      return isBehindEarlyReturn(file, at, from, within);
    default:
      return within === undefined && isFunction(at) && isMemoized(file, at);
  }
}

/** `x ??= value`, `x ||= value`. */
function isKeptByOperator(file: SourceFile, assignment: TSESTree.AssignmentExpression): boolean {
  if (assignment.operator !== '??=' && assignment.operator !== '||=') return false;
  const isTop = callAround(file, assignment) === undefined;
  return isTop || isSetBehind(file, assignment.left, assignment);
}

/** `x = x || value`, `x || (x = value)`, `mayKeep && x || value`, `cache.get(k) ?? cache.set(k, value)`. */
function isKeptByDefault(file: SourceFile, logical: TSESTree.LogicalExpression, within?: Node): boolean {
  if (logical.operator === '&&') return isKeptAfter(file, logical.left, true, logical, within);
  const left = unwrap(logical.left);
  const asked = left.type === 'LogicalExpression' && left.operator === '&&' ? left.right : left;
  return isSetBehind(file, asked, logical, within);
}

/** `if (!x) x = …`, and the other branch of `if (x)`. What leaves the function must have set `x` before it does. */
function isKeptByBranch(file: SourceFile, statement: TSESTree.IfStatement, from: Node, within?: Node): boolean {
  if (from === statement.test) return false;
  const left = leaves(statement.consequent) && from === statement.consequent ? from : undefined;
  return isKeptAfter(file, statement.test, from === statement.consequent, statement, within ?? left);
}

/** `if (x) return x;` and `if (cache.has(k)) return …;` above the code. */
function isBehindEarlyReturn(file: SourceFile, block: TSESTree.BlockStatement, from: Node, within?: Node): boolean {
  for (const statement of block.body) {
    if (statement === from) return false;
    if (statement.type === 'IfStatement' && isReturnOfKept(file, statement, within)) return true;
  }
  return false;
}

/** What is known of statements asked about before: every statement behind one asks about it. */
const returns = new WeakMap<TSESTree.IfStatement, boolean>();

function isReturnOfKept(file: SourceFile, statement: TSESTree.IfStatement, within: Node | undefined): boolean {
  const known = within ? undefined : returns.get(statement);
  if (known !== undefined) return known;
  const answer = leaves(statement.consequent) && isKeptAfter(file, statement.test, false, statement, within);
  if (!within) returns.set(statement, answer);
  return answer;
}

function leaves(statement: Node): boolean {
  if (statement.type === 'BlockStatement') return statement.body.some(leaves);
  return statement.type === 'ReturnStatement' || statement.type === 'ContinueStatement';
}

/** `once(() => …)`, `memoize(function load() {…})`, also by the name of the function. */
function isMemoized(file: SourceFile, fn: FunctionNode): boolean {
  const direct = fn.parent.type === 'CallExpression' && fn.parent.callee !== fn ? fn.parent : undefined;
  if (direct) return isMemoizer(file, direct);
  const declared = fn.id ? file.variableOf(fn.id) : undefined;
  return declared !== undefined && memoizedIn(file).has(declared);
}

/** The functions of a file that are handed to a memoizer by their names. */
const memoizedOfFiles = new WeakMap<SourceFile, ReadonlySet<Variable>>();

function memoizedIn(file: SourceFile): ReadonlySet<Variable> {
  const known = memoizedOfFiles.get(file);
  if (known) return known;
  const found = new Set<Variable>();
  for (const call of file.nodes('CallExpression')) {
    const [first] = call.arguments;
    const variable = first?.type === 'Identifier' && isMemoizer(file, call) ? file.variableOf(first) : undefined;
    if (variable) found.add(variable);
  }
  memoizedOfFiles.set(file, found);
  return found;
}

function isMemoizer(file: SourceFile, call: TSESTree.CallExpression): boolean {
  const api = file.calleeOf(call);
  if (api !== undefined && MEMOIZERS.test(api)) return true;
  const name = call.callee.type === 'Identifier' ? call.callee.name : '';
  return /^(?:once|memo|memoize|memoized|lazy|singleton|cached|cache)$/i.test(name);
}
