/** Code that runs once for each element of a list, and what in it depends on the element. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, Node, SourceFile, Variable } from '../contracts.ts';
import { callbackUse, runsInPlace } from '../syntax/iteration.ts';
import { isFunction, isWithin, keyName, unwrap } from '../syntax/node.ts';
import { identifiersIn, someWithin } from '../syntax/references.ts';
import { valueOf } from '../syntax/values.ts';

/** A loop over a list, or a call that runs a function for each element. */
export interface Each {
  readonly loop: Node;
  /** What is gone through; undefined for `for (;;)` that counts. */
  readonly list: Node | undefined;
  /** What runs for each element. */
  readonly turn: Node;
  /** The turns run at the same time, as in `Promise.all(list.map(…))`. */
  readonly isConcurrent: boolean;
}

/** Functions that take a list and what to do with each element. */
const EACH_API =
  /^(?:p-map|p-each-series|p-map-series|p-filter|p-all|p-props|bluebird\.(?:map|each|mapSeries|filter|reduce)|#Promise\.(?:map|each|mapSeries)|async\.(?:each|eachOf|eachSeries|eachLimit|eachOfLimit|eachOfSeries|forEach|forEachOf|forEachSeries|forEachLimit|map|mapLimit|mapSeries|filter|concat)|modern-async\.(?:map|forEach|asyncMap|asyncForEach)|(?:lodash|underscore|lodash-es)\.(?:each|forEach|map))$/;
const BLUEBIRD = /^(?:map|each|mapSeries|filter)$/;
const ONE_BY_ONE = /series|each$/i;

/** The innermost of them around a node; through promises' callbacks, not through functions called at another time. */
export function eachAround(file: SourceFile, node: Node): Each | undefined {
  let from = node;
  for (let at = node.parent; at; from = at, at = at.parent) {
    if (at.type === 'ForOfStatement' || at.type === 'ForInStatement') {
      if (from === at.body) return { loop: at, list: at.right, turn: at.body, isConcurrent: false };
    } else if (at.type === 'ForStatement') {
      if (from === at.body) return { loop: at, list: undefined, turn: at.body, isConcurrent: false };
    } else if (at.type === 'WhileStatement' || at.type === 'DoWhileStatement') return undefined;
    else if (isFunction(at)) {
      const each = eachOfCallback(file, at);
      if (each) return each;
      if (!runsInPlace(file, at)) return undefined;
    }
  }
  return undefined;
}

function eachOfCallback(file: SourceFile, fn: FunctionNode): Each | undefined {
  const call = fn.parent;
  if (call.type !== 'CallExpression' || call.callee === fn) return undefined;
  const api = file.calleeOf(call);
  const callee = unwrap(call.callee);
  const method = callee.type === 'MemberExpression' ? (keyName(callee.property, callee.computed) ?? '') : '';
  const isLibrary = api !== undefined && EACH_API.test(api) && call.arguments[0] !== fn;
  if (isLibrary) {
    return {
      loop: call,
      list: call.arguments[0],
      turn: fn,
      isConcurrent: !ONE_BY_ONE.test(api.replace(/^[^.]*\./, '')),
    };
  }
  const isOfPromise = BLUEBIRD.test(method) && call.arguments[0] === fn && fn.async;
  if (callbackUse(file, fn) !== 'each' && !isOfPromise) return undefined;
  const list = callee.type === 'MemberExpression' ? callee.object : undefined;
  return { loop: call, list, turn: fn, isConcurrent: !/^reduce/.test(method) };
}

/** Whether a part of a turn is other for another element. */
export function dependsOnElement(file: SourceFile, part: Node, each: Each): boolean {
  return dependsOn(file, part, each, new Set());
}

/** Whether a name is the element, and not only something of it. */
export function isElementItself(file: SourceFile, name: TSESTree.Identifier, each: Each): boolean {
  const variable = file.variableOf(name);
  return variable !== undefined && isElement(file, variable, name, each);
}

function dependsOn(file: SourceFile, part: Node, each: Each, seen: Set<Variable>): boolean {
  return identifiersIn(part).some((name) => {
    const variable = file.variableOf(name);
    if (!variable || seen.has(variable) || !isWithin(variable.declaration, each.loop)) return false;
    seen.add(variable);
    if (isElement(file, variable, name, each)) return true;
    if (variable.kind === 'param' || !isWithin(variable.declaration, each.turn)) return false;
    return variable.writes.some(({ value }) => dependsOn(file, value, each, seen));
  });
}

/** The variable of a loop's head, the parameter of a callback, `list[i]`. */
function isElement(file: SourceFile, variable: Variable, name: TSESTree.Identifier, { loop, turn }: Each): boolean {
  if (loop.type === 'ForStatement') {
    return isWithin(variable.declaration, loop.init) && indexes(name);
  }
  if (isFunction(turn)) {
    if (variable.kind !== 'param' || variable.scopeFunction !== turn) return false;
    const callee = loop.type === 'CallExpression' ? unwrap(loop.callee) : undefined;
    const isReduce = callee?.type === 'MemberExpression' && /^reduce/.test(file.textOf(callee.property));
    return variable.param?.index === (isReduce ? 1 : 0);
  }
  return variable.writes.some(({ element }) => element === true);
}

/** `list[i]` */
function indexes(name: TSESTree.Identifier): boolean {
  return name.parent.type === 'MemberExpression' && name.parent.computed && name.parent.property === name;
}

const FEW = 10;
const CHUNKED = /chunk|batch|group|slice|\bpages?\b|partition|bucket|splice|range|windows?\b/i;

/** A list the code itself spells out, or a constant of a few elements: it doesn't grow with the data. */
export function isShortList(file: SourceFile, { list, loop }: Each): boolean {
  if (!list) return loop.type === 'ForStatement' && loop.test !== null && countsToConstant(file, loop.test);
  const value = valueOf(file, sourceOf(list));
  if (value.type === 'ArrayExpression')
    return value.elements.length < FEW && !value.elements.some((at) => at?.type === 'SpreadElement');
  if (value.type === 'ObjectExpression')
    return value.properties.length < FEW && !value.properties.some((at) => at.type === 'SpreadElement');
  const name =
    value.type === 'Identifier' ? value.name : value.type === 'MemberExpression' ? file.textOf(value.property) : '';
  return /^[A-Z][A-Z0-9_]+$/.test(name);
}

function countsToConstant(file: SourceFile, test: Node): boolean {
  const right = test.type === 'BinaryExpression' ? valueOf(file, test.right) : undefined;
  return right?.type === 'Literal' && typeof right.value === 'number' && right.value < FEW;
}

/** `list` for `Object.keys(list)`, `list.filter(…)`, `[...list]`. */
function sourceOf(list: Node): Node {
  const inner = unwrap(list);
  if (inner.type !== 'CallExpression') return inner;
  const callee = unwrap(inner.callee);
  if (callee.type !== 'MemberExpression') return inner;
  const name = keyName(callee.property, callee.computed) ?? '';
  if (/^(?:keys|values|entries|from)$/.test(name) && inner.arguments[0]) return sourceOf(inner.arguments[0]);
  return /^(?:filter|map|slice|sort|entries|keys|values|reverse|concat)$/.test(name) ? sourceOf(callee.object) : inner;
}

/** Whether the elements are themselves parts of a list, each dealt with as a whole. */
export function isChunked(file: SourceFile, { list, loop, turn }: Each): boolean {
  const text = list ? file.textOf(list) : loop.type === 'ForStatement' && loop.update ? file.textOf(loop.update) : '';
  if (!list && /\+=/.test(text)) return true;
  const element =
    loop.type === 'ForOfStatement'
      ? file.textOf(loop.left)
      : isFunction(turn) && turn.params[0]
        ? file.textOf(turn.params[0])
        : '';
  return CHUNKED.test(element) || (list !== undefined && CHUNKED.test(text));
}

/** Whether the loop ends as soon as one element will do: each is tried in turn. */
export function triesInTurn({ turn }: Each): boolean {
  if (isFunction(turn)) return false;
  return someWithin(
    turn,
    ({ type }) => type === 'ReturnStatement' || type === 'BreakStatement',
    (node) => isFunction(node) || node.type === 'SwitchStatement' || node.type === 'CatchClause',
  );
}
