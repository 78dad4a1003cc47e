/** Functions that a twin can stand beside. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, Node, Span, Variable } from '../../contracts.ts';
import { isFunction, keyName, spanOf } from '../../syntax/node.ts';
import { exportedName, isModuleExports } from '../model/exports.ts';
import type { ModelFile } from '../model/model-file.ts';
import { overloadsOf } from '../flow/overloads.ts';
import { tokensOf } from '../../additions/imports/tokens.ts';

/** A function with a name of its own, and the text that a twin is a copy of. */
export interface Root {
  readonly in: ModelFile;
  readonly node: FunctionNode;
  readonly name: string;
  /** The declaration, the member or the statement, with the comment before it. */
  readonly span: Span;
  /** Where its name stands in that text. */
  readonly nameSpan: Span;
  readonly variable: Variable | undefined;
  /** What stands between it and its twin. */
  readonly between: string;
  readonly isDefault: boolean;
  /** A member is called through what it is a member of. */
  readonly isMember: boolean;
}

/** The root that a function is; undefined where its twin could not be written beside it. */
export function rootOf(at: ModelFile, node: FunctionNode): Root | undefined {
  if (node.type === 'FunctionDeclaration') return ofDeclaration(at, node);
  if (node.type === 'FunctionExpression' && node.id) return undefined;
  const { parent } = node;
  switch (parent.type) {
    case 'VariableDeclarator':
      return ofVariable(at, node, parent);
    case 'AssignmentExpression':
      return ofAssignment(at, node, parent);
    case 'Property':
      return ofProperty(at, node, parent);
    case 'MethodDefinition':
      return ofMethod(at, node, parent);
    default:
      return undefined;
  }
}

/** Whether a node lies in the text that is copied. */
export function holds({ in: at, span }: Root, other: ModelFile, node: Node): boolean {
  const [start, end] = spanOf(node);
  return at === other && span[0] <= start && end <= span[1];
}

function ofDeclaration(at: ModelFile, node: TSESTree.FunctionDeclaration): Root | undefined {
  const { parent } = node;
  const isExported = parent.type === 'ExportNamedDeclaration' || parent.type === 'ExportDefaultDeclaration';
  const statement = isExported ? parent : node;
  if (!node.id || statement.parent.type !== 'Program' || overloadsOf(node).length > 0) return undefined;
  const variable = at.file.variableOf(node.id);
  const isDefault = parent.type === 'ExportDefaultDeclaration';
  return root(at, node, statement, node.id, { variable, isDefault, isMember: false });
}

function ofVariable(at: ModelFile, node: FunctionNode, parent: TSESTree.VariableDeclarator): Root | undefined {
  const declaration = parent.parent;
  const statement = declaration.parent.type === 'ExportNamedDeclaration' ? declaration.parent : declaration;
  const isAlone = declaration.declarations.length === 1 && statement.parent.type === 'Program';
  if (!isAlone || parent.id.type !== 'Identifier' || parent.id.typeAnnotation) return undefined;
  const variable = at.file.variableOf(parent.id);
  return root(at, node, statement, parent.id, { variable, isDefault: false, isMember: false });
}

/** `exports.load = …;` */
function ofAssignment(at: ModelFile, node: FunctionNode, parent: TSESTree.AssignmentExpression): Root | undefined {
  const { left } = parent;
  const statement = parent.parent;
  const name = left.type === 'MemberExpression' ? exportedName(at.file, left) : undefined;
  const isPlain = statement.type === 'ExpressionStatement' && statement.parent.type === 'Program';
  if (!isPlain || left.type !== 'MemberExpression' || left.computed || name === undefined || name === '=') {
    return undefined;
  }
  return root(at, node, statement, left.property, { variable: undefined, isDefault: false, isMember: true });
}

/** A member of `module.exports = { … }`. */
function ofProperty(at: ModelFile, node: FunctionNode, parent: TSESTree.Property): Root | undefined {
  const { parent: object } = parent;
  const { parent: assignment } = object;
  const isExported = assignment.type === 'AssignmentExpression' && isModuleExports(at.file, assignment.left);
  if (!isExported || parent.computed || parent.key.type !== 'Identifier') return undefined;
  return root(at, node, parent, parent.key, { variable: undefined, isDefault: false, isMember: true });
}

/** A method of a class that is nobody's heir. */
function ofMethod(at: ModelFile, node: FunctionNode, parent: TSESTree.MethodDefinition): Root | undefined {
  const owner = parent.parent.parent;
  const isPlain = parent.kind === 'method' && !parent.computed && parent.decorators.length === 0;
  const isAlone = owner.superClass === null && owner.implements.length === 0;
  if (!isPlain || !isAlone || parent.key.type !== 'Identifier') return undefined;
  return root(at, node, parent, parent.key, { variable: undefined, isDefault: false, isMember: true });
}

type Rest = Pick<Root, 'variable' | 'isDefault' | 'isMember'>;

function root(at: ModelFile, node: FunctionNode, statement: Node, id: Node, rest: Rest): Root | undefined {
  const name = keyName(id, false);
  if (name === undefined || !isFunction(node)) return undefined;
  const { text } = at.file;
  const [own, end] = spanOf(statement);
  const comment = tokensOf(at.file).commentBefore(own);
  const isDocumented = comment?.isBlock === true && /^\s*$/.test(text.slice(comment.span[1], own));
  const start = isDocumented ? comment.span[0] : own;
  const indent = /[^\n]*$/.exec(text.slice(0, start))?.[0] ?? '';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const gap = statement.type === 'Property' ? `,${eol}` : isLine(text, start, end) ? eol : `${eol}${eol}`;
  const between = `${gap}${/^\s*$/.test(indent) ? indent : ''}`;
  return { in: at, node, name, span: [start, end], nameSpan: spanOf(id), between, ...rest };
}

/** One line stays beside others of one line. */
function isLine(text: string, start: number, end: number): boolean {
  return !text.slice(start, end).includes('\n');
}
