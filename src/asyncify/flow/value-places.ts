/** What a place does with the value that stands in it. */
import type { Node } from '../../contracts.ts';
import { isClass, isFunction, unwrap } from '../../syntax/node.ts';
import type { PropertyRead } from '../model/model-file.ts';

/** A class is no value that is lost. */
export function isConstructing(code: string): boolean {
  return code === 'barrier/constructor';
}

/** Places that test or print a value, or throw it away. */
export function isInert(type: string): boolean {
  return /^(?:ExpressionStatement|UnaryExpression|BinaryExpression|IfStatement|WhileStatement|TSTypeQuery|SwitchCase|SwitchStatement|TemplateLiteral|ThrowStatement|ForStatement|ForInStatement|DoWhileStatement)$/.test(
    type,
  );
}

/** Operators that store their right side. */
export function isStore(operator: string): boolean {
  return operator === '=' || operator === '??=' || operator === '||=' || operator === '&&=';
}

/** Written, not read. */
export function isTarget(node: Node): boolean {
  const { parent } = node;
  return (
    (parent?.type === 'AssignmentExpression' && parent.left === node && parent.operator === '=') ||
    ((parent?.type === 'ForOfStatement' || parent?.type === 'ForInStatement') && parent.left === node) ||
    (parent?.type === 'VariableDeclarator' && parent.id === node) ||
    (parent?.type === 'ClassDeclaration' && parent.id === node) ||
    (parent !== undefined && (isFunction(parent) || isClass(parent)) && 'id' in parent && parent.id === node)
  );
}

/** Whether more is done with what is read than to compare it: to test for a member is no use of it. */
export function isUsed({ node, kind }: PropertyRead): boolean {
  if (kind === 'pattern') return true;
  const { parent } = unwrapParents(node);
  return parent === undefined || !isInert(parent.type);
}

function unwrapParents(node: Node): Node {
  let at = node;
  while (at.parent && unwrap(at.parent) === unwrap(at) && at.parent.type !== 'SequenceExpression') at = at.parent;
  return at;
}

/** Nodes that hand on the value inside as it is. */
export function isTransparent(type: string): boolean {
  return /^(?:TSAsExpression|TSSatisfiesExpression|TSNonNullExpression|TSTypeAssertion|TSInstantiationExpression|ChainExpression|AwaitExpression)$/.test(
    type,
  );
}
