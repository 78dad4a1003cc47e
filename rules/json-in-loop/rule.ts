/** Finds JSON written or parsed once per turn of a loop. */
import type { TSESTree } from '@typescript-eslint/types';
import {
  descendants,
  isChangedIn,
  isDeclaredIn,
  isInCatch,
  isSeldom,
  JSON_TRIGGER,
  jsonCallOf,
  methodNameOf,
  stableRootsOf,
  valueOf,
  type JsonCall,
} from '../../src/authoring/json.ts';
import {
  ancestors,
  defineRule,
  enclosingIterations,
  isFunction,
  isLoop,
  unwrap,
  type Match,
  type Node,
  type SourceFile,
} from '../../src/authoring/rule.ts';

interface Data {
  readonly method: 'parse' | 'stringify';
  /** `same`: the value doesn't change from turn to turn. */
  readonly of: 'same' | 'element';
}

/** Texts that come one by one: lines of a file or stream, entries of a cache. */
const ONE_BY_ONE =
  /\.split\(|\blines?\b|ndjson|jsonl|readline|\bchunks?\b|\b(?:m?get|mGet|lrange|lRange|hgetall|hGetAll|hvals|hVals|smembers|zrange|messages|Records)\b/i;
/** Using the text as a key, where a shorter one would do. */
const KEY_METHODS = /^(?:has|add|get|set|includes|indexOf)$/;
const FEWEST_TURNS = 10;

export const rule = defineRule<Data>({
  id: 'json-in-loop',
  summary: 'JSON written or parsed in a loop: the same value each turn, or every element by itself',
  triggers: [JSON_TRIGGER],
  appliesIn: ['request', 'loop'],
  detect: (file) => ({ CallExpression: (node) => detect(file, node) }),
  message: ({ method, of }) => {
    if (of === 'same') {
      return `${method === 'parse' ? 'parses the same text' : 'writes the same value as JSON'} on every turn of the loop; do it once, before the loop`;
    }
    return method === 'parse'
      ? 'parses a text for each element; have the column read as JSON, or parse one text for all'
      : 'writes each element as JSON for a key; use a key made of the fields that tell elements apart';
  },
  api: ({ method }) => `JSON.${method}`,
  cost: ({ of }) => (of === 'same' ? { points: 2 } : { points: 1, confidence: 0.4 }),
  applies: ({ of }, context) => of === 'same' || context === 'request',
});

function detect(file: SourceFile, node: TSESTree.CallExpression): Match<Data> | undefined {
  const json = jsonCallOf(file, node);
  const [loop] = json ? enclosingIterations(file, node) : [];
  if (!json || !loop || isPartOfAnother(file, node) || isSeldom(file, node) || isInCatch(node)) return undefined;
  if (isSlow(file, loop) || isShort(file, loop) || leavesAfter(node, loop)) return undefined;
  if (isSameEachTurn(file, json, loop)) return { node, data: { method: json.method, of: 'same' } };
  const isElement = json.method === 'parse' ? isFieldOfElement(file, json, loop) : isKey(node, json, file, loop);
  return isElement && !awaits(loop) ? { node, data: { method: json.method, of: 'element' } } : undefined;
}

/** Copies, comparisons and measuring have rules of their own. */
function isPartOfAnother(file: SourceFile, node: TSESTree.CallExpression): boolean {
  const { parent } = node;
  if (parent.type === 'BinaryExpression') return /^[!=]==?$/.test(parent.operator);
  if (parent.type === 'MemberExpression') return parent.object === node && file.textOf(parent.property) === 'length';
  return jsonCallOf(file, parent) !== undefined;
}

/** A loop that waits in each turn lets others run meanwhile; a stream's lines come one by one anyway. */
function isSlow(file: SourceFile, loop: Node): boolean {
  if (!isLoop(loop)) return loop.type === 'CallExpression' && ONE_BY_ONE.test(file.textOf(loop.callee));
  if (loop.type === 'ForOfStatement' && ONE_BY_ONE.test(file.textOf(valueOf(file, loop.right)))) return true;
  return awaits(loop);
}

function awaits(loop: Node): boolean {
  return turnOf(loop).some((part) => {
    for (const at of descendants(part, (inner) => isLoop(loop) && isFunction(inner))) {
      if (at.type === 'AwaitExpression' || at.type === 'YieldExpression') return true;
      if (at.type === 'ForOfStatement' && at.await) return true;
    }
    return loop.type === 'ForOfStatement' && loop.await;
  });
}

/** What runs on every turn: neither the list of `for … of` nor that of `list.map(…)`. */
function turnOf(loop: Node): readonly Node[] {
  if (loop.type === 'ForOfStatement' || loop.type === 'ForInStatement') return [loop.body];
  return loop.type === 'CallExpression' ? loop.arguments : [loop];
}

/** `for (let i = 0; i < 3; i++)`, `for (const name of ['a', 'b'])`. */
function isShort(file: SourceFile, loop: Node): boolean {
  if (loop.type === 'ForStatement' && loop.test?.type === 'BinaryExpression') {
    const limit = valueOf(file, loop.test.right);
    return limit.type === 'Literal' && typeof limit.value === 'number' && limit.value < FEWEST_TURNS;
  }
  const list =
    loop.type === 'ForOfStatement' ? loop.right : loop.type === 'CallExpression' ? receiverOf(loop) : undefined;
  const value = list && valueOf(file, list);
  return value?.type === 'ArrayExpression' && value.elements.length < FEWEST_TURNS;
}

function receiverOf(call: TSESTree.CallExpression): Node | undefined {
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' ? callee.object : undefined;
}

/** Whether the turn that gets here is the last: a `return`, `break` or `throw` follows. */
function leavesAfter(node: Node, loop: Node): boolean {
  for (const at of ancestors(node)) {
    if (at === loop) return false;
    if (at.type === 'ThrowStatement') return true;
    if (at.type === 'ReturnStatement' && isLoop(loop)) return true;
    const isLeft = at.type === 'BlockStatement' && isLoop(loop) && at.body.some(isExit);
    if (isLeft) return true;
  }
  return false;
}

function isExit(statement: Node): boolean {
  return (
    statement.type === 'ReturnStatement' || statement.type === 'BreakStatement' || statement.type === 'ThrowStatement'
  );
}

function isSameEachTurn(file: SourceFile, { call }: JsonCall, loop: Node): boolean {
  const roots = call.arguments.map((argument) => stableRootsOf(file, argument));
  const variables = roots.flatMap((found) => found ?? []);
  if (roots.includes(undefined) || variables.length === 0) return false;
  if (variables.some((variable) => isDeclaredIn(variable, loop))) return false;
  const areModules = variables.some(({ scopeFunction }) => scopeFunction === undefined);
  return !(areModules ? [file.ast] : turnOf(loop)).some((part) => isChangedIn(file, part, variables));
}

/** `rows.map((row) => JSON.parse(row.tags))`. */
function isFieldOfElement(file: SourceFile, { argument }: JsonCall, loop: Node): boolean {
  if (argument.type !== 'MemberExpression' || ONE_BY_ONE.test(file.textOf(argument))) return false;
  const variable = argument.object.type === 'Identifier' ? file.variableOf(argument.object) : undefined;
  const isElement = variable?.kind === 'param' || variable?.writes.some((write) => write.element) === true;
  return variable !== undefined && isElement && isDeclaredIn(variable, loop);
}

/** `seen.has(JSON.stringify(item))`, `index[JSON.stringify(item)]`. */
function isKey(node: TSESTree.CallExpression, { argument }: JsonCall, file: SourceFile, loop: Node): boolean {
  if (argument.type !== 'Identifier') return false;
  const variable = file.variableOf(argument);
  if (!variable || !isDeclaredIn(variable, loop)) return false;
  const { parent } = node;
  if (parent.type === 'MemberExpression') return parent.computed && parent.property === node;
  const isFirst = parent.type === 'CallExpression' && parent.arguments[0] === node;
  return isFirst && KEY_METHODS.test(methodNameOf(parent) ?? '');
}
