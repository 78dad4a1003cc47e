/** The signatures of a function that stand before it without a body. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node } from '../../contracts.ts';

/** Declared in the same block, exported or not, under the same name. */
export function overloadsOf(fn: TSESTree.FunctionDeclaration): readonly Node[] {
  const { id } = fn;
  const statement = /^Export(?:Named|Default)Declaration$/.test(fn.parent.type) ? fn.parent : fn;
  const block = statement.parent;
  const body: unknown = block && 'body' in block ? block.body : undefined;
  if (!id || !Array.isArray(body)) return [];
  return (body as Node[]).flatMap((one) => {
    const declared =
      one.type === 'ExportNamedDeclaration' || one.type === 'ExportDefaultDeclaration' ? one.declaration : one;
    return declared?.type === 'TSDeclareFunction' && declared.id?.name === id.name ? [declared] : [];
  });
}
