/** The names a file uses, and free ones for what it is to import. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, SourceFile, Variable } from '../../contracts.ts';
import { childrenOf } from './tree.ts';

const indexes = new WeakMap<TSESTree.Program, ReadonlyMap<string, readonly Node[]>>();

/** Every name that stands for something, types too, in any scope, with its places; what is only a member's or a key's isn't one. */
function placesIn(ast: TSESTree.Program): ReadonlyMap<string, readonly Node[]> {
  const known = indexes.get(ast);
  if (known) return known;
  const places = new Map<string, Node[]>();
  const visit = (node: Node): void => {
    if (node.type === 'Identifier' || node.type === 'JSXIdentifier') {
      const others = places.get(node.name);
      if (others) others.push(node);
      else places.set(node.name, [node]);
    }
    const left = plainName(node);
    for (const child of childrenOf(node)) if (child !== left) visit(child);
  };
  visit(ast);
  indexes.set(ast, places);
  return places;
}

/** The names that a file uses for something. */
export function namesUsedIn(ast: TSESTree.Program): ReadonlySet<string> {
  return new Set(placesIn(ast).keys());
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
  return occurrences(file.ast, variable.name).every((node) => {
    const bound = node.type === 'Identifier' ? file.variableOf(node) : undefined;
    return bound === undefined || bound === variable;
  });
}

/** Every place of such a name. */
export function occurrences(ast: TSESTree.Program, name: string): readonly Node[] {
  return placesIn(ast).get(name) ?? [];
}
