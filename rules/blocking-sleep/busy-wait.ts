/** Tells a loop that only lets time pass from one that works until a deadline. */
import {
  ancestors,
  descendants,
  isFunction,
  isLoop,
  someWithin,
  unwrap,
  type FunctionNode,
  type Node,
  type SourceFile,
  type TSESTree,
} from '../../src/authoring/rule.ts';
import type { Variable } from '../../src/contracts.ts';
import { CLOCKS, PROBES } from '../../src/authoring/sync-calls.ts';

export type BusyLoop = TSESTree.DoWhileStatement | TSESTree.ForStatement | TSESTree.WhileStatement;

const clocks: ReadonlySet<string> = new Set(CLOCKS);
const probes: ReadonlySet<string> = new Set(PROBES);

/** Clocks that are one only without arguments: `new Date(start)` is a constant. */
const ONLY_WITHOUT_ARGUMENTS: ReadonlySet<string> = new Set(['#Date.new', 'dayjs', 'moment']);

/** Methods that read a date or compare two. */
const DATE_METHODS: ReadonlySet<string> = new Set([
  'diff',
  'getMilliseconds',
  'getSeconds',
  'getTime',
  'isAfter',
  'isBefore',
  'unix',
  'valueOf',
]);

/** Turns that take longer than anybody waits, with a clock read in each. */
const FAR_AWAY = 1_000_000;

/** Arithmetic that loops do to look busy. */
const ARITHMETIC = /^#(?:Math\.|Number$|BigInt$)/;

/**
 * What a loop that does nothing else waits for: the time, or another answer of
 * the file system or of shared memory. Undefined where it may do something
 * useful, wait with `await`, or end by itself.
 */
export function busyWaitOf(file: SourceFile, loop: BusyLoop): 'clock' | 'answer' | undefined {
  if (someWithin(loop, (node) => !isIdle(file, node), isFunction)) return undefined;
  const nodes = descendants(loop, isFunction);
  const exits = exitTests(loop, nodes);
  if (exits.length === 0 || exits.some((exit) => isChanged(file, exit, nodes))) return undefined;
  if (exits.some((exit) => readsClock(file, exit, nodes))) {
    return exits.every((exit) => readsClock(file, exit, nodes) || asks(file, exit)) ? 'clock' : undefined;
  }
  return exits.every((exit) => asks(file, exit)) ? 'answer' : undefined;
}

/** Whether a part of the loop neither works for anybody nor lets others work. */
function isIdle(file: SourceFile, node: Node): boolean {
  switch (node.type) {
    case 'AwaitExpression':
    case 'YieldExpression':
    case 'ImportExpression':
    case 'TaggedTemplateExpression':
      return false;
    case 'ForOfStatement':
    case 'ForInStatement':
      return false;
    case 'AssignmentExpression':
      return node.left.type === 'Identifier';
    case 'UpdateExpression':
      return node.argument.type === 'Identifier';
    case 'CallExpression':
    case 'NewExpression':
      return isClock(file, node) || isProbe(file, node) || isArithmetic(file, node);
    default:
      return true;
  }
}

/** The loop's own test, and what its `break`s, `return`s and `throw`s depend on. */
function exitTests(loop: BusyLoop, nodes: readonly Node[]): readonly Node[] {
  const own = loop.test && loop.test.type !== 'Literal' && !isFarAway(loop.test) ? [loop.test] : [];
  const leaving = nodes.filter((node) => leaves(node, loop));
  return [...own, ...leaving.map((node) => conditionOf(node, loop))];
}

/** `i < 1e7`, where the loop is meant to end before, by the clock. */
function isFarAway(test: Node): boolean {
  if (test.type !== 'BinaryExpression' || (test.operator !== '<' && test.operator !== '<=')) return false;
  return test.right.type === 'Literal' && typeof test.right.value === 'number' && test.right.value >= FAR_AWAY;
}

function leaves(node: Node, loop: BusyLoop): boolean {
  if (node.type === 'ReturnStatement' || node.type === 'ThrowStatement') return true;
  if (node.type !== 'BreakStatement') return false;
  for (const at of ancestors(node))
    if (isLoop(at) || at.type === 'SwitchStatement') return at === loop || node.label !== null;
  return false;
}

/** The test of the nearest `if`, or the `try` block it stands at the end of; else the statement itself. */
function conditionOf(node: Node, loop: BusyLoop): Node {
  for (const at of ancestors(node)) {
    if (at === loop) break;
    if (at.type === 'IfStatement') return at.test;
    if (at.type === 'TryStatement') return at.block;
  }
  return node;
}

/** Whether the loop itself moves on what a test reads: a counter, the next name to try. */
function isChanged(file: SourceFile, exit: Node, nodes: readonly Node[]): boolean {
  const read = variablesIn(file, exit);
  return nodes.some((node) => {
    if (node.type !== 'UpdateExpression' && node.type !== 'AssignmentExpression') return false;
    const target = variableOf(file, node.type === 'UpdateExpression' ? node.argument : node.left);
    const isWait = node.type === 'AssignmentExpression' && (containsClock(file, node.right) || asks(file, node.right));
    return target !== undefined && read.has(target) && !isWait;
  });
}

function variablesIn(file: SourceFile, node: Node): ReadonlySet<Variable> {
  const variables = descendants(node, isFunction).map((part) => variableOf(file, part));
  return new Set(variables.filter((variable) => variable !== undefined));
}

function variableOf(file: SourceFile, node: Node): Variable | undefined {
  return node.type === 'Identifier' ? file.variableOf(node) : undefined;
}

/** A clock read in the test itself, or a name the loop sets from one. */
function readsClock(file: SourceFile, exit: Node, nodes: readonly Node[]): boolean {
  if (containsClock(file, exit)) return true;
  const read = variablesIn(file, exit);
  return nodes.some((node) => {
    const [target, value] = writeOf(node);
    const variable = target && variableOf(file, target);
    return variable !== undefined && value !== undefined && read.has(variable) && containsClock(file, value);
  });
}

function writeOf(node: Node): readonly [target?: Node, value?: Node] {
  if (node.type === 'AssignmentExpression') return [node.left, node.right];
  return node.type === 'VariableDeclarator' && node.init ? [node.id, node.init] : [];
}

function containsClock(file: SourceFile, node: Node): boolean {
  return someWithin(node, (part) => isClock(file, part), isFunction);
}

function asks(file: SourceFile, node: Node): boolean {
  return someWithin(node, (part) => isProbe(file, part), isFunction);
}

function isProbe(file: SourceFile, node: Node): boolean {
  return node.type === 'CallExpression' && probes.has(file.calleeOf(node) ?? '');
}

/** `Date.now()`, `new Date().getTime()`, `process.hrtime.bigint()`, and functions of this file that return one. */
function isClock(file: SourceFile, node: Node): boolean {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return false;
  const api = node.type === 'NewExpression' ? file.apiOf(node) : file.calleeOf(node);
  if (api !== undefined && ONLY_WITHOUT_ARGUMENTS.has(api)) return node.arguments.length === 0;
  if (api !== undefined && (clocks.has(api) || clocks.has(`${api}()`) || clocks.has(api.replace(/\.bigint$/, ''))))
    return true;
  const callee = unwrap(node.callee);
  if (callee.type === 'MemberExpression') return isClock(file, unwrap(callee.object));
  const fn = callee.type === 'Identifier' ? functionNamed(file, callee) : undefined;
  return fn !== undefined && onlyReadsClock(file, fn);
}

function functionNamed(file: SourceFile, name: TSESTree.Identifier): FunctionNode | undefined {
  const variable = file.variableOf(name);
  const value = variable?.kind === 'function' ? variable.declaration : variable?.writes[0]?.value;
  return value && isFunction(value) && (variable?.writes.length ?? 0) <= 1 ? value : undefined;
}

/** A function that calls clocks alone. One that calls itself is none. */
function onlyReadsClock(file: SourceFile, fn: FunctionNode): boolean {
  const calls = descendants(fn.body, isFunction).filter(
    (node) => node.type === 'CallExpression' || node.type === 'NewExpression',
  );
  return calls.length > 0 && calls.every((call) => unwrap(call.callee).type !== 'Identifier' && isClock(file, call));
}

function isArithmetic(file: SourceFile, node: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  const api = file.calleeOf(node);
  if (api !== undefined && ARITHMETIC.test(api)) return true;
  const callee = unwrap(node.callee);
  return (
    callee.type === 'MemberExpression' &&
    callee.property.type === 'Identifier' &&
    DATE_METHODS.has(callee.property.name)
  );
}
