/** What an object literal is for: the route it describes, the variable it is kept in. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node } from '../contracts.ts';
import { keyName } from '../syntax/node.ts';

/** `{ method: 'GET', url: '/orders', … }` is the route `GET /orders`. */
export function routeOf(node: TSESTree.ObjectExpression): string | undefined {
  const texts = new Map<string, string>();
  for (const property of node.properties) {
    if (property.type !== 'Property' || property.value.type !== 'Literal') continue;
    const { value } = property.value;
    if (typeof value === 'string') texts.set(keyName(property.key, property.computed) ?? '', value);
  }
  const path = texts.get('url') ?? texts.get('path') ?? texts.get('route');
  return path === undefined ? undefined : `${texts.get('method') ?? 'ROUTE'} ${path}`;
}

/** `const orders = { … }` is called orders. */
export function nameOfObject(node: Node): string {
  const { parent } = node;
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  if (parent?.type === 'AssignmentExpression' && parent.left.type === 'Identifier') return parent.left.name;
  return '';
}
