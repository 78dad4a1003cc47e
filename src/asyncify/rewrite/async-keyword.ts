/** Puts `async` before a function. */
import type { FunctionNode, Node, SourceFile } from '../../contracts.ts';
import { spanOf } from '../../syntax/node.ts';
import type { EditList } from './edit-list.ts';
import { tokensOf } from '../../additions/imports/tokens.ts';

/** Adds the edit; nothing where the function is async. */
export function addAsync(file: SourceFile, edits: EditList, fn: FunctionNode): void {
  if (fn.async) return;
  const start = keywordStart(file, fn);
  edits.wrap([start, Math.max(start, spanOf(fn)[1])], 'async ');
}

function keywordStart(file: SourceFile, fn: FunctionNode): number {
  const { parent } = fn;
  const isMethod = parent.type === 'MethodDefinition' || (parent.type === 'Property' && parent.method);
  return isMethod && parent.value === fn ? nameStart(file, parent.key, parent.computed) : spanOf(fn)[0];
}

/** The start of a member's name, or of the bracket around it. */
function nameStart(file: SourceFile, key: Node, computed: boolean): number {
  const tokens = tokensOf(file);
  let [at] = spanOf(key);
  if (!computed) return at;
  while (tokens.text.charAt(at) !== '[') at = tokens.endBefore(at) - 1;
  return at;
}

/** What a function's comment stands before: its statement, its member or itself. */
export function documentedNode(fn: FunctionNode): Node {
  const { parent } = fn;
  switch (parent.type) {
    case 'MethodDefinition':
    case 'Property':
    case 'PropertyDefinition':
    case 'ExportDefaultDeclaration':
    case 'ExportNamedDeclaration':
      return parent;
    case 'VariableDeclarator': {
      const declaration = parent.parent;
      return declaration.parent.type === 'ExportNamedDeclaration' ? declaration.parent : declaration;
    }
    case 'AssignmentExpression':
      return parent.parent.type === 'ExpressionStatement' ? parent.parent : fn;
    default:
      return fn;
  }
}
