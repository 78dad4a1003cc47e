/** Tells names and members that are written from those that are read. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, SourceFile } from '../../contracts.ts';
import { isLoop, unwrap } from '../node.ts';
import { someWithin } from '../references.ts';
import type { Mode } from './types.ts';

/** Operators whose results don't depend on the order, or can be put together afterwards. */
const GATHERS = /^(?:\+|-|\*|&|\||\^|&&|\|\|)=$/;

/** How a name or a member is used where it stands. */
export function modeOf(file: SourceFile, node: Node): Mode {
  const { parent } = node;
  switch (parent?.type) {
    case 'UpdateExpression':
      return parent.parent.type === 'ExpressionStatement' ? 'add' : 'write';
    case 'UnaryExpression':
      return parent.operator === 'delete' ? 'write' : 'read';
    case 'AssignmentExpression':
      return parent.left === node ? modeOfAssignment(file, parent) : 'read';
    case 'VariableDeclarator':
      return parent.id === node ? 'write' : 'read';
    default:
      return isInTarget(node) ? 'write' : 'read';
  }
}

function modeOfAssignment(file: SourceFile, assignment: TSESTree.AssignmentExpression): Mode {
  const isStatement = assignment.parent.type === 'ExpressionStatement';
  if (!isStatement) return 'write';
  if (GATHERS.test(assignment.operator)) return 'add';
  const value = unwrap(assignment.right);
  // `found = true`: whoever comes last writes the same.
  if (assignment.operator === '=' && value.type === 'Literal' && assignment.left.type === 'Identifier') return 'add';
  return gathersIntoItself(file, assignment) ? 'add' : 'write';
}

/** `list = list.concat(x)`, `total = total + x`, `list = [...list, x]`. */
function gathersIntoItself(file: SourceFile, { left, right, operator }: TSESTree.AssignmentExpression): boolean {
  if (operator !== '=' || left.type !== 'Identifier') return false;
  const variable = file.variableOf(left);
  const isItself = (node: Node) => node.type === 'Identifier' && file.variableOf(node) === variable;
  const value = unwrap(right);
  const [kept, added] = partsOf(value);
  return (
    variable !== undefined && kept !== undefined && isItself(kept) && !added.some((part) => someWithin(part, isItself))
  );
}

/** What an expression keeps and what it adds. */
function partsOf(value: Node): readonly [kept: Node | undefined, added: readonly Node[]] {
  if (value.type === 'BinaryExpression' && value.operator === '+') return [value.left, [value.right]];
  if (value.type === 'ArrayExpression') {
    const [first, ...rest] = value.elements;
    return [first?.type === 'SpreadElement' ? first.argument : undefined, rest.filter((part) => part !== null)];
  }
  const isConcat =
    value.type === 'CallExpression' &&
    value.callee.type === 'MemberExpression' &&
    value.callee.property.type === 'Identifier' &&
    value.callee.property.name === 'concat';
  return isConcat ? [(value.callee as TSESTree.MemberExpression).object, value.arguments] : [undefined, []];
}

/** Whether the name read at `node` is the one its own assignment gathers into: `list` on the right of `list = list.concat(x)`. */
export function isKeptByOwn(file: SourceFile, node: TSESTree.Identifier): boolean {
  for (let at: Node | undefined = node.parent, from: Node = node; at; from = at, at = at.parent) {
    if (at.type === 'ExpressionStatement') return false;
    if (at.type !== 'AssignmentExpression') continue;
    const [kept] = partsOf(unwrap(at.right));
    return from === at.right && kept === node && modeOfAssignment(file, at) === 'add';
  }
  return false;
}

/** Whether a node is a name or member that a pattern writes: `({ a: node } = value)`, `[node] = value`, `const { node } = value`. */
function isInTarget(node: Node): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case 'Property':
      return parent.value === node && parent.parent.type === 'ObjectPattern' && isInTarget(parent.parent);
    case 'AssignmentPattern':
      return parent.left === node && isInTarget(parent);
    case 'ArrayPattern':
    case 'RestElement':
      return isInTarget(parent);
    case 'AssignmentExpression':
      return parent.left === node;
    case 'VariableDeclarator':
      return parent.id === node;
    default:
      return parent !== undefined && isLoop(parent) && 'left' in parent && parent.left === node;
  }
}
