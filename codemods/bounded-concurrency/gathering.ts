/** How a loop gathers what its turns come to, where a bounded map can do the same in the same order. */
import type { TSESTree } from '@typescript-eslint/types';
import { referencesTo } from '../../src/authoring/dependence.ts';
import { isWithin, keyName, type Node, type SourceFile, type Span } from '../../src/authoring/rule.ts';
import { refused, type Refused } from './refusals.ts';

/** An empty list before the loop, and a `push` that each turn ends with. */
export interface Gathering {
  /** The `[]` of its declaration. */
  readonly empty: Node;
  /** From the start of the last statement to what is pushed: `results.push(`. */
  readonly push: Span;
  /** The parenthesis that closes the call. */
  readonly pushEnd: Span;
}

/**
 * What becomes of the places where a loop gathers: undefined where there are none whose order matters, a refusal where
 * a bounded map would gather something else.
 */
export function gatheringOf(
  file: SourceFile,
  loop: TSESTree.ForOfStatement,
  gathered: readonly Node[],
): Gathering | Refused | undefined {
  const ordered = gathered.filter((node) => !isCounted(node));
  const [only] = ordered;
  if (!only) return undefined;
  const push = ordered.length === 1 ? lastPushOf(loop, only) : undefined;
  const list = push && emptyListBefore(file, loop, push);
  const [item] = push?.arguments ?? [];
  if (!push || !list || !item || item.type === 'SpreadElement') {
    return refused(
      'bounded-concurrency/gathered-order',
      'the turns gather their results in a way whose order would change',
      file.spanOf(only),
    );
  }
  const [start] = file.spanOf(push);
  const [itemStart, itemEnd] = file.spanOf(item);
  const end = file.spanOf(push)[1];
  const between = file.text.slice(start, itemStart) + file.text.slice(itemEnd, end);
  if (/\/[/*]/.test(between))
    return refused('bounded-concurrency/comment', 'a comment stands in the call that gathers', file.spanOf(push));
  if (between.split('(').length > 2 || /^\s*\n/.test(file.text.slice(file.spanOf(push.callee)[1] + 1, itemStart))) {
    return refused(
      'bounded-concurrency/gathered-order',
      'the call that gathers is written over several lines',
      file.spanOf(push),
    );
  }
  return { empty: list, push: [start, itemStart], pushEnd: [itemEnd, end] };
}

/** `count++;` comes to the same in any order. */
function isCounted({ parent }: Node): boolean {
  return parent?.type === 'UpdateExpression' && parent.parent.type === 'ExpressionStatement';
}

/** The call by which each turn ends. */
function lastPushOf(loop: TSESTree.ForOfStatement, node: Node): TSESTree.CallExpression | undefined {
  const last = loop.body.type === 'BlockStatement' ? loop.body.body.at(-1) : loop.body;
  const call = last?.type === 'ExpressionStatement' ? last.expression : undefined;
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression' || !isWithin(node, call))
    return undefined;
  const { object, property, computed } = call.callee;
  const isPush = object.type === 'Identifier' && keyName(property, computed) === 'push';
  return isPush && call.arguments.length === 1 ? call : undefined;
}

/** The `[]` that the statement right before the loop declares, where the loop does nothing else with it. */
function emptyListBefore(
  file: SourceFile,
  loop: TSESTree.ForOfStatement,
  { callee }: TSESTree.CallExpression,
): Node | undefined {
  const name = callee.type === 'MemberExpression' ? callee.object : callee;
  const variable = name.type === 'Identifier' ? file.variableOf(name) : undefined;
  const value = variable?.writes.length === 1 ? variable.writes[0]?.value : undefined;
  if (!variable || value?.type !== 'ArrayExpression' || value.elements.length > 0) return undefined;
  const declaration = value.parent.parent;
  if (declaration?.type !== 'VariableDeclaration' || declaration.declarations.length > 1) return undefined;
  const gap = file.text.slice(file.spanOf(declaration)[1], file.spanOf(loop)[0]);
  const isAlone = referencesTo(file, variable).filter((use) => isWithin(use, loop)).length === 1;
  return declaration.parent === loop.parent && gap.trim() === '' && isAlone ? value : undefined;
}
