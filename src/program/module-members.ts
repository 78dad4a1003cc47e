/** Members of the CommonJS `module` object. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ParsedFile } from '../syntax/source-file.ts';

/** Whether a member expression is `module.<wanted>`, and `module` the module's own. */
export function isModuleMember(
  file: ParsedFile,
  node: TSESTree.MemberExpression,
  wanted: 'exports' | 'require',
): boolean {
  const { object } = node;
  return (
    object.type === 'Identifier' &&
    object.name === 'module' &&
    file.memberName(node) === wanted &&
    !file.variableOf(object)
  );
}
