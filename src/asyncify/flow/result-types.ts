/** Places that name the type of a function's result: `ReturnType<typeof f>`. */
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import type { Node, SourceFile } from '../../contracts.ts';

/** Of the function that the file knows by this name. */
export function resultTypesOf(file: SourceFile, name: string): readonly Node[] {
  // Types are seldom named so, and have no index.
  if (!/\bReturnType\b/.test(file.text) || !file.text.includes(`typeof ${name}`)) return [];
  const found: Node[] = [];
  const visit = (node: Node): void => {
    if (isResultOf(node, name)) found.push(node);
    for (const key of visitorKeys[node.type] ?? []) {
      const child = (node as unknown as Record<string, Node | (Node | null)[] | null | undefined>)[key];
      for (const one of Array.isArray(child) ? child : [child]) if (one) visit(one);
    }
  };
  visit(file.ast);
  return found;
}

function isResultOf(node: Node, name: string): boolean {
  if (node.type !== 'TSTypeReference' || node.typeName.type !== 'Identifier') return false;
  const query = node.typeArguments?.params[0];
  return (
    node.typeName.name === 'ReturnType' &&
    query?.type === 'TSTypeQuery' &&
    query.exprName.type === 'Identifier' &&
    query.exprName.name === name
  );
}
