/** What is done with members of a function: `call`, `apply`, `bind`, and what tests hang on it. */
import type { TSESTree } from '@typescript-eslint/types';
import { keyName, unwrap } from '../../syntax/node.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { Certainty } from './uses.ts';
import type { ValueWalk } from './walk.ts';

/** Follows `f.member`, where `f` is the function. */
export function followMember(
  walk: ValueWalk,
  at: ModelFile,
  node: TSESTree.MemberExpression,
  certainty: Certainty,
): void {
  const name = at.file.memberName(node) ?? keyName(node.property, node.computed);
  const call = callOf(node);
  if (name === 'call' || name === 'apply') {
    if (call) walk.out.calls.set(call, { in: at, node: call, certainty });
    else walk.out.refuse(at, node, 'barrier/escapes', `its \`${name}\` is handed on`, certainty);
  } else if (name === 'bind') {
    if (call) walk.value(at, call, certainty);
    else walk.out.refuse(at, node, 'barrier/escapes', 'its `bind` is handed on', certainty);
  } else if (name === 'default') {
    walk.value(at, node, 'possible');
  } else if (name === 'prototype') {
    walk.out.refuse(at, node, 'barrier/constructor', 'used as a class', certainty);
  }
}

function callOf(node: TSESTree.MemberExpression): TSESTree.CallExpression | undefined {
  const around = node.parent.type === 'ChainExpression' ? node.parent.parent : node.parent;
  return around.type === 'CallExpression' && unwrap(around.callee) === node ? around : undefined;
}
