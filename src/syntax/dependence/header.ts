/** What the head of a loop gives to each iteration, and whether it alone decides how often the loop turns. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, SourceFile, Variable } from '../../contracts.ts';
import { isFunction, isWithin, keyName, unwrap } from '../node.ts';
import { bindingsOf } from '../patterns.ts';
import { identifiersIn, referencesTo } from '../references.ts';
import { valueOf } from '../values.ts';
import type { Known } from './frame.ts';
import { ownFunctionOf } from './own-functions.ts';
import type { Level } from './types.ts';

export type Loop =
  | TSESTree.ForStatement
  | TSESTree.ForInStatement
  | TSESTree.ForOfStatement
  | TSESTree.WhileStatement
  | TSESTree.DoWhileStatement;

export interface Header {
  /** What tells iterations apart. */
  readonly known: ReadonlyMap<Variable, Known>;
  /** Evaluated with each turn; none of it may be changed by the body. */
  readonly parts: readonly Node[];
  /** No two elements can be the same. */
  readonly isDistinct: boolean;
  /** Calls in the body that belong to the head: `queue.shift()`. */
  readonly taken?: Node;
}

/** Reads the head of a loop; undefined where the turns can't be listed before the first one: cursors, iterators, retries. */
export function headerOf(file: SourceFile, loop: Loop): Header | undefined {
  switch (loop.type) {
    case 'ForOfStatement':
      return loop.await || isGenerated(file, loop.right) ? undefined : ofElements(file, loop);
    case 'ForInStatement':
      return ofElements(file, loop);
    case 'ForStatement':
      return ofCounter(file, loop);
    case 'WhileStatement':
      return ofWorkList(file, loop);
    default:
      return undefined;
  }
}

function ofElements(file: SourceFile, loop: TSESTree.ForOfStatement | TSESTree.ForInStatement): Header | undefined {
  if (loop.left.type !== 'VariableDeclaration') return undefined;
  const isDistinct = loop.type === 'ForInStatement' || listsOnce(file, loop.right);
  const known = new Map<Variable, Known>();
  for (const { id, path } of bindingsOf(loop.left.declarations[0].id)) {
    const variable = file.variableOf(id);
    if (variable) known.set(variable, { level: levelOfPath(path, isDistinct), isOwn: true });
  }
  return known.size > 0 ? { known, parts: [loop.right], isDistinct } : undefined;
}

/** `const { id }` names an element as well as the element does; `[key, value]` of a Map too. */
function levelOfPath(path: readonly string[], isDistinct: boolean): Level {
  if (path.length === 0) return 'identity';
  if (path.length === 1 && isDistinct) return 'identity';
  return path.every((name) => /^(?:\d+|_?id|_?key|uuid|hash|path|file\w*|url|name|slug|index)$/.test(name))
    ? 'identity'
    : 'part';
}

/** Lists in which nothing is there twice. */
function listsOnce(file: SourceFile, list: Node): boolean {
  const value = valueOf(file, list);
  if (value.type === 'NewExpression') return /^#(?:Set|Map)$/.test(file.calleeOf(value) ?? '');
  if (value.type === 'ArrayExpression') return value.elements.every((element) => element?.type === 'Literal');
  if (value.type !== 'CallExpression') return false;
  const api = file.calleeOf(value) ?? '';
  const name = value.callee.type === 'MemberExpression' ? keyName(value.callee.property, value.callee.computed) : '';
  return (
    /^(?:#Object\.(?:keys|entries)|fs\.(?:promises\.)?readdir(?:Sync)?)$/.test(api) ||
    name === 'keys' ||
    name === 'entries'
  );
}

/** `of` a generator, or something that reads on as it is asked: lines, pages. */
function isGenerated(file: SourceFile, list: Node): boolean {
  const value = valueOf(file, list);
  if (value.type !== 'CallExpression') return false;
  return ownFunctionOf(file, value)?.generator === true;
}

/** `for (let i = 0; i < list.length; i++)` */
function ofCounter(file: SourceFile, { init, test, update, body }: TSESTree.ForStatement): Header | undefined {
  if (init?.type !== 'VariableDeclaration' || !test || !update) return undefined;
  const [counter] = init.declarations;
  const variable = counter?.id.type === 'Identifier' ? file.variableOf(counter.id) : undefined;
  if (!variable || !isCountedBy(file, update, variable)) return undefined;
  if (!identifiersIn(test).some((name) => file.variableOf(name) === variable)) return undefined;
  const isWrittenInBody = referencesTo(file, variable).some((use) => isWithin(use, body) && isChanged(use));
  if (isWrittenInBody) return undefined;
  const known: ReadonlyMap<Variable, Known> = new Map([[variable, { level: 'identity', isOwn: true }]]);
  return { known, parts: [test], isDistinct: true };
}

function isCountedBy(file: SourceFile, update: Node, variable: Variable): boolean {
  const target =
    update.type === 'UpdateExpression'
      ? update.argument
      : update.type === 'AssignmentExpression' && /^[+-]=$/.test(update.operator)
        ? update.left
        : undefined;
  return target?.type === 'Identifier' && file.variableOf(target) === variable;
}

function isChanged({ parent }: TSESTree.Identifier): boolean {
  return parent.type === 'UpdateExpression' || parent.type === 'AssignmentExpression';
}

/** `while (queue.length > 0) { const job = queue.shift(); … }`, where nothing else is done to the queue. */
function ofWorkList(file: SourceFile, { test, body }: TSESTree.WhileStatement): Header | undefined {
  const [list, ...others] = identifiersIn(test);
  const variable = list && others.length === 0 ? file.variableOf(list) : undefined;
  const [use, ...more] = variable ? referencesTo(file, variable).filter((name) => isWithin(name, body)) : [];
  const call = use?.parent.parent;
  if (!variable || !use || more.length > 0 || call?.type !== 'CallExpression' || !isTaken(call, use)) return undefined;
  const { parent } = call;
  const taker = parent.type === 'TSNonNullExpression' ? parent.parent : parent;
  if (taker.type !== 'VariableDeclarator' || taker.parent.parent !== body) return undefined;
  const known = new Map<Variable, Known>();
  for (const { id, path } of bindingsOf(taker.id)) {
    const taken = file.variableOf(id);
    if (taken) known.set(taken, { level: levelOfPath(path, false), isOwn: true });
  }
  return isLengthOf(test, list) ? { known, parts: [], isDistinct: false, taken: call } : undefined;
}

function isTaken(call: TSESTree.CallExpression, list: Node): boolean {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression' || callee.object !== list || call.arguments.length > 0) return false;
  return /^(?:shift|pop)$/.test(keyName(callee.property, callee.computed) ?? '');
}

function isLengthOf(test: Node, list: Node | undefined): boolean {
  const { parent } = list ?? {};
  const isLength = parent?.type === 'MemberExpression' && keyName(parent.property, parent.computed) === 'length';
  return isLength && !isFunction(test) && (test === parent || test.type === 'BinaryExpression');
}
