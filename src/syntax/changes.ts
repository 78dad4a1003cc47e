/** What a file keeps and forgets: assignments, and calls that put into collections or take out of them. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, SourceFile } from '../contracts.ts';
import { fileIndex } from './file-index.ts';
import { keyName, storesRightSide, unwrap } from './node.ts';

/** One place that sets or unsets something. */
export interface Change {
  readonly at: TSESTree.AssignmentExpression | TSESTree.CallExpression;
  /** The variable, member or collection that is changed. */
  readonly of: Node;
  readonly does: 'sets' | 'unsets';
}

/** All changes of what is written as a text. Two variables may share one. */
export const changesOf = fileIndex(changesIn);

function* changesIn(file: SourceFile): Generator<readonly [string, Change]> {
  for (const at of file.nodes('AssignmentExpression')) {
    const change = changeByAssignment(at);
    if (change) yield [file.textOf(change.of), change];
  }
  for (const at of file.nodes('CallExpression')) {
    const change = changeByCall(at);
    if (change) yield [file.textOf(change.of), change];
  }
}

function changeByAssignment(at: TSESTree.AssignmentExpression): Change | undefined {
  if (!storesRightSide(at)) return undefined;
  return { at, of: rootOfCache(unwrap(at.left)), does: isEmpty(unwrap(at.right)) ? 'unsets' : 'sets' };
}

function changeByCall(at: TSESTree.CallExpression): Change | undefined {
  const callee = unwrap(at.callee);
  const name = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
  if (callee.type !== 'MemberExpression' || name === undefined) return undefined;
  const does = /^(?:set|add|push)$/.test(name) ? 'sets' : /^(?:delete|clear)$/.test(name) ? 'unsets' : undefined;
  return does && { at, of: rootOfCache(unwrap(callee.object)), does };
}

/** `cache[key]` is kept in `cache`; `this.client` in itself. */
export function rootOfCache(node: Node): Node {
  return node.type === 'MemberExpression' && node.computed ? rootOfCache(unwrap(node.object)) : node;
}

/** A value that says nothing is there. */
export function isEmpty(node: Node): boolean {
  return (
    (node.type === 'Literal' && !node.value && !('regex' in node)) ||
    (node.type === 'Identifier' && node.name === 'undefined') ||
    (node.type === 'UnaryExpression' && node.operator === 'void')
  );
}
