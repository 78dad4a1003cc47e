/** What a variable is given beside plain writes: arguments where its function is written, defaults, nothing yet. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, Variable, Write } from '../contracts.ts';
import { isClass, keyName } from './node.ts';

interface Names {
  variableOf(identifier: TSESTree.Identifier): Variable | undefined;
  nodes(type: 'NewExpression'): readonly Node[];
}

/**
 * What the parameter of a function is given where it is written: `import('fs').then((fs) => …)`,
 * `(function (fs) { … })(require('fs'))`; and that of a constructor wherever this file makes an instance.
 */
export function givenTo({ param, scopeFunction }: Variable, names: Names): readonly Write[] {
  const call = scopeFunction?.parent;
  if (!param) return [];
  if (call?.type === 'MethodDefinition' && call.kind === 'constructor') return givenToConstructor(param, call, names);
  if (call?.type !== 'CallExpression') return [];
  if (call.callee === scopeFunction) {
    const value = call.arguments[param.index];
    return value ? [{ value, path: param.path }] : [];
  }
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || keyName(callee.property, callee.computed) !== 'then') return [];
  const isResult = call.arguments[0] === scopeFunction && param.index === 0;
  return isResult ? [{ value: callee.object, path: param.path }] : [];
}

function givenToConstructor(
  { index, path }: NonNullable<Variable['param']>,
  { parent: { parent: owner } }: TSESTree.MethodDefinition,
  names: Names,
): readonly Write[] {
  const declared = isClass(owner) && owner.id ? names.variableOf(owner.id) : undefined;
  if (!declared) return [];
  return (names.nodes('NewExpression') as readonly TSESTree.NewExpression[]).flatMap(({ callee, arguments: given }) => {
    const value = given[index];
    const isOurs = callee.type === 'Identifier' && names.variableOf(callee) === declared;
    return isOurs && value && value.type !== 'SpreadElement' ? [{ value, path }] : [];
  });
}

/** The right side of `name = value` in a pattern. */
export function isDefault({ value }: Write): boolean {
  return value.parent?.type === 'AssignmentPattern' && value.parent.right === value;
}

/** `undefined`, `null` and `void 0`: what a variable holds before it is set. */
export function isNothing(node: Node): boolean {
  return (
    (node.type === 'Literal' && node.value === null && !('regex' in node)) ||
    (node.type === 'Identifier' && node.name === 'undefined') ||
    (node.type === 'UnaryExpression' && node.operator === 'void')
  );
}
