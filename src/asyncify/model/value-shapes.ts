/** Small questions about values and the nodes that give them. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node } from '../../contracts.ts';
import { unwrap } from '../../syntax/node.ts';
import type { Value } from './values.ts';

/** The named type of a cast. */
export function castOf(node: Node): Node | undefined {
  if (node.type !== 'TSAsExpression' && node.type !== 'TSTypeAssertion' && node.type !== 'TSSatisfiesExpression') {
    return undefined;
  }
  return node.typeAnnotation.type === 'TSTypeReference' ? node.typeAnnotation : undefined;
}

/** What `new` makes of a value. */
export function instanceOf(callee: Value | undefined): Value | undefined {
  return callee?.kind === 'class' || callee?.kind === 'function' ? { ...callee, kind: 'instance' } : undefined;
}

export function bothExternal(a: Value, b: Value): boolean {
  return a.kind === 'external' && b.kind === 'external';
}

/** `null`, `undefined` and `void 0`: what a variable begins with. */
export function isEmptyValue(node: Node): boolean {
  const inner = unwrap(node);
  return (
    (inner.type === 'Literal' && inner.value === null) ||
    (inner.type === 'Identifier' && inner.name === 'undefined') ||
    (inner.type === 'UnaryExpression' && inner.operator === 'void')
  );
}

/** `T` of `Promise<T>`: calls are mostly awaited before their members are read. */
export function unpromised(type: TSESTree.TSTypeAnnotation | undefined): Node | undefined {
  const inner = type?.typeAnnotation;
  const isPromise =
    inner?.type === 'TSTypeReference' && inner.typeName.type === 'Identifier' && inner.typeName.name === 'Promise';
  return isPromise ? inner.typeArguments?.params[0] : inner;
}
