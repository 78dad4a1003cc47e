/** The names a file uses, and free ones for what it is to import. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, SourceFile, Variable } from '../../contracts.ts';
import { childrenOf } from './tree.ts';

/** Every name that stands for something in a file, in any scope; what is only a member's or a key's name isn't one. */
export function namesUsedIn(ast: TSESTree.Program): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: Node): void => {
    if (node.type === 'Identifier' || node.type === 'JSXIdentifier') names.add(node.name);
    const left = plainName(node);
    for (const child of childrenOf(node)) if (child !== left) visit(child);
  };
  visit(ast);
  return names;
}

/** The child of a node that is a name of a member only. */
function plainName(node: Node): Node | undefined {
  switch (node.type) {
    case 'MemberExpression':
      return node.computed ? undefined : node.property;
    case 'Property':
      return node.computed || node.shorthand ? undefined : node.key;
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'TSMethodSignature':
    case 'TSPropertySignature':
      return node.computed ? undefined : node.key;
    case 'ImportSpecifier':
      return node.imported === node.local ? undefined : node.imported;
    case 'ExportSpecifier':
      return node.exported === node.local ? undefined : node.exported;
    default:
      return undefined;
  }
}

/** A name nobody in the file uses: the wanted one, or one near it. The same for the same file. */
export function freeName(wanted: string, used: ReadonlySet<string>): string {
  if (!used.has(wanted)) return wanted;
  if (!used.has(`${wanted}Async`)) return `${wanted}Async`;
  for (let count = 2; ; count++) if (!used.has(`${wanted}${count}`)) return `${wanted}${count}`;
}

/** Whether a name means the same thing all over the file. */
export function isUnshadowed(file: SourceFile, variable: Variable): boolean {
  const visit = (node: Node): boolean => {
    if (node.type === 'Identifier' && node.name === variable.name) {
      const bound = file.variableOf(node);
      if (bound !== undefined && bound !== variable) return false;
    }
    const left = plainName(node);
    return childrenOf(node).every((child) => child === left || visit(child));
  };
  return visit(file.ast);
}

/** Every identifier of a name that stands for something, types too, in any scope. */
export function occurrences(ast: TSESTree.Program, name: string): readonly Node[] {
  const found: Node[] = [];
  const visit = (node: Node): void => {
    if ((node.type === 'Identifier' || node.type === 'JSXIdentifier') && node.name === name) found.push(node);
    const left = plainName(node);
    for (const child of childrenOf(node)) if (child !== left) visit(child);
  };
  visit(ast);
  return found;
}
