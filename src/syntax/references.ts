/** The nodes below a node, and the places that read or write a variable. */
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, SourceFile, Variable } from '../contracts.ts';

/** Every node below `node`, itself first, in document order. `leaveOut` cuts a branch off. */
export function* descendants(node: Node, leaveOut?: (node: Node) => boolean): Generator<Node> {
  if (leaveOut?.(node)) return;
  yield node;
  for (const key of visitorKeys[node.type] ?? []) {
    const child = (node as unknown as Record<string, Node | (Node | null)[] | null | undefined>)[key];
    if (!child) continue;
    if (!Array.isArray(child)) yield* descendants(child, leaveOut);
    else for (const item of child) if (item) yield* descendants(item, leaveOut);
  }
}

/** Whether an identifier stands for a variable: names of members, keys and labels don't. */
function isReference(node: Node): node is TSESTree.Identifier {
  if (node.type !== 'Identifier') return false;
  const parent = parentOf(node);
  switch (parent?.type) {
    case 'MemberExpression':
      return parent.object === node || parent.computed;
    case 'Property':
      return parent.value === node || parent.computed;
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return parent.key !== node || parent.computed;
    case 'ExportSpecifier':
      return parent.local === node && !isReExport(parent.parent);
    case undefined:
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
      return false;
    default:
      return true;
  }
}

/** `export { read } from './files.js'` names nothing of this file. */
function isReExport(statement: Node): boolean {
  return statement.type === 'ExportNamedDeclaration' && statement.source !== null;
}

/** What stands in a type annotation was never walked, and so has no parent, whatever the type says. */
function parentOf(node: Node): Node | undefined {
  return node.parent;
}

/** The identifiers at or below `node` that stand for variables or globals. */
export function identifiersIn(node: Node): readonly TSESTree.Identifier[] {
  return [...descendants(node)].filter(isReference);
}

/** Every place that names a variable, but for its declaration. */
export function referencesTo(file: SourceFile, variable: Variable): readonly TSESTree.Identifier[] {
  const within = variable.scopeFunction ?? file.ast;
  return identifiersIn(within).filter(
    (node) => node.name === variable.name && node !== declared(variable) && file.variableOf(node) === variable,
  );
}

/** The identifier in the declaration of a variable. */
function declared(variable: Variable): Node {
  const { declaration } = variable;
  return 'id' in declaration && declaration.id ? declaration.id : declaration;
}
