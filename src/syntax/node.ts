/** Small questions about syntax nodes that need no scope. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, Node, Span } from '../contracts.ts';

/** Offsets of a node: oxc writes `start` and `end`, ESLint's parsers `range`. */
export function spanOf(node: Node): Span {
  // Linters only promise `range`, which our own parser leaves out.
  const { range } = node as { readonly range?: Span };
  if (range) return range;
  const { start, end } = node as unknown as { readonly start: number; readonly end: number };
  return [start, end];
}

/** The decorators of a class or of a member; parsers of plain JavaScript leave the list out. */
export function decoratorsOf(node: Node): readonly TSESTree.Decorator[] {
  return (node as { readonly decorators?: readonly TSESTree.Decorator[] }).decorators ?? [];
}

/** The interfaces a class says it implements; parsers of plain JavaScript leave the list out. */
export function interfacesOf(node: Node): readonly TSESTree.TSClassImplements[] {
  return (node as { readonly implements?: readonly TSESTree.TSClassImplements[] }).implements ?? [];
}

export function isFunction(node: Node): node is FunctionNode {
  return (
    node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'
  );
}

export function isClass(node: Node): node is TSESTree.ClassDeclaration | TSESTree.ClassExpression {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
}

export function isLoop(
  node: Node,
): node is
  | TSESTree.ForStatement
  | TSESTree.ForInStatement
  | TSESTree.ForOfStatement
  | TSESTree.WhileStatement
  | TSESTree.DoWhileStatement {
  return (
    node.type === 'ForStatement' ||
    node.type === 'ForInStatement' ||
    node.type === 'ForOfStatement' ||
    node.type === 'WhileStatement' ||
    node.type === 'DoWhileStatement'
  );
}

/** The expression inside what changes only its type, its grouping or when it is waited for. */
export function unwrap(node: Node): Node {
  switch (node.type) {
    case 'AwaitExpression':
      return unwrap(node.argument);
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
    case 'ChainExpression':
      return unwrap(node.expression);
    case 'SequenceExpression': {
      const last = node.expressions.at(-1);
      return last ? unwrap(last) : node;
    }
    default:
      // Only trees made with `preserveParens` have it; the type does not know it.
      return (node.type as string) === 'ParenthesizedExpression'
        ? unwrap((node as unknown as { expression: Node }).expression)
        : node;
  }
}

/** The name of an identifier, a private name or a string literal used as a key. */
export function keyName(key: Node, computed: boolean): string | undefined {
  if (key.type === 'Literal') return key.value === null ? undefined : String(key.value);
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  if (!computed && key.type === 'Identifier') return key.name;
  return undefined;
}

/** `=` and `??=` store their right side as it is, `+=` doesn't. */
export function storesRightSide({ operator }: TSESTree.AssignmentExpression): boolean {
  return operator === '=' || operator === '??=' || operator === '||=' || operator === '&&=';
}

/** The node's ancestors, nearest first. */
export function* ancestors(node: Node): Generator<Node> {
  for (let at = node.parent; at; at = at.parent) yield at;
}

/** The function around a node, or undefined at the top level of the module. */
export function functionOf(node: Node): FunctionNode | undefined {
  // Asked of every call: a generator would take several times as long.
  for (let at = node.parent; at; at = at.parent) if (isFunction(at)) return at;
  return undefined;
}

export function isWithin(node: Node, outer: Node | null | undefined): boolean {
  for (let at: Node | undefined = node; at; at = at.parent) if (at === outer) return true;
  return false;
}
