/** The bindings of a file's imports and top-level requires. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node } from '../../contracts.ts';
import { keyName } from '../../syntax/node.ts';

/** One name that is bound to a module or a member of it. */
export interface ImportBinding {
  readonly specifier: string;
  /** The member's name; `*` for the module as a whole, by whatever form. */
  readonly imported: string;
  readonly local: string;
  /** What is to be removed where the name isn't used. */
  readonly node: Node;
  /** The import declaration, or the declarator with the `require`. */
  readonly from: TSESTree.ImportDeclaration | TSESTree.VariableDeclarator;
  readonly isType: boolean;
}

/** All of them, in the order of the text. */
export function importBindings(ast: TSESTree.Program): readonly ImportBinding[] {
  return ast.body.flatMap((statement) => {
    if (statement.type === 'ImportDeclaration') return ofImport(statement);
    if (statement.type !== 'VariableDeclaration') return [];
    return statement.declarations.flatMap((declarator) => ofRequire(declarator));
  });
}

function ofImport(from: TSESTree.ImportDeclaration): readonly ImportBinding[] {
  const specifier = from.source.value;
  return from.specifiers.map((node) => ({
    ...{ specifier, node, from, local: node.local.name },
    imported: node.type === 'ImportSpecifier' ? nameOf(node.imported) : '*',
    isType: from.importKind === 'type' || (node.type === 'ImportSpecifier' && node.importKind === 'type'),
  }));
}

function ofRequire(from: TSESTree.VariableDeclarator): readonly ImportBinding[] {
  const required = from.init ? requiredBy(from.init) : undefined;
  if (!required) return [];
  const shared = { specifier: required.specifier, from, isType: false };
  if (from.id.type === 'Identifier') {
    return [{ ...shared, imported: required.member ?? '*', local: from.id.name, node: from }];
  }
  if (from.id.type !== 'ObjectPattern') return [];
  const prefix = required.member === undefined ? '' : `${required.member}.`;
  return from.id.properties.flatMap((node) => {
    if (node.type !== 'Property' || node.value.type !== 'Identifier') return [];
    const name = keyName(node.key, node.computed);
    return name === undefined ? [] : [{ ...shared, imported: prefix + name, local: node.value.name, node }];
  });
}

/** `require('fs')` and `require('fs').promises`. */
export function requiredBy(node: Node): { readonly specifier: string; readonly member?: string } | undefined {
  if (node.type === 'MemberExpression') {
    const inner = requiredBy(node.object);
    const name = keyName(node.property, node.computed);
    return inner && inner.member === undefined && name !== undefined ? { ...inner, member: name } : undefined;
  }
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require')
    return undefined;
  const [given] = node.arguments;
  return given?.type === 'Literal' && typeof given.value === 'string' ? { specifier: given.value } : undefined;
}

function nameOf(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}
