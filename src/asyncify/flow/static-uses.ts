/** Whether an object is only ever asked for members by their names, so that nobody else gets hold of it. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, Variable } from '../../contracts.ts';
import { keyName, unwrap } from '../../syntax/node.ts';
import { referencesTo } from '../../syntax/references.ts';
import type { ModelFile } from '../model/model-file.ts';

/** Says whether an expression is known to be the object: a use of what may be something else tells nothing. */
export type IsObject = (at: ModelFile, node: Node) => boolean;

/** What wraps an expression without changing its value. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'AwaitExpression',
  'ChainExpression',
  'TSNonNullExpression',
  'TSAsExpression',
  'TSSatisfiesExpression',
]);
/** Spies put something in the place of a member, by its name. */
const SPIES = /^(?:#jest|#vi|jest|vitest\.vi|@jest\/globals\.jest)\.spyOn$|^sinon\b.*\.(?:stub|spy|replace|mock)$/;

/** Whether the value of an expression goes nowhere but into reads of its members and variables that are used so. */
export function isUsedByName(at: ModelFile, node: Node, isObject: IsObject): boolean {
  const { parent } = node;
  if (!parent) return false;
  if (WRAPPERS.has(parent.type)) return isUsedByName(at, parent, isObject);
  switch (parent.type) {
    case 'ExpressionStatement':
      return true;
    case 'MemberExpression':
      return parent.object === node && memberName(at, parent) !== undefined && !isWritten(parent) && isObject(at, node);
    case 'CallExpression':
      // Called itself, it is no object; its members are not asked for.
      return parent.callee === node || (parent.arguments[0] === node && SPIES.test(at.file.calleeOf(parent) ?? ''));
    case 'UnaryExpression':
      return parent.operator === 'typeof' || parent.operator === '!';
    case 'VariableDeclarator':
      return parent.init === node && isTargetByName(at, parent.id, node, isObject);
    case 'AssignmentExpression':
      return (
        parent.right === node &&
        parent.operator === '=' &&
        parent.parent.type === 'ExpressionStatement' &&
        isTargetByName(at, parent.left, node, isObject)
      );
    default:
      return false;
  }
}

/** Whoever puts a function there gives it the object as its `this`. */
function isWritten(member: Node): boolean {
  return member.parent?.type === 'AssignmentExpression' && member.parent.left === member;
}

function memberName(at: ModelFile, node: TSESTree.MemberExpression): string | undefined {
  return at.file.memberName(node) ?? keyName(node.property, node.computed);
}

/** `{ load, save: write } = …`, or a name. */
function isTargetByName(at: ModelFile, target: Node, value: Node, isObject: IsObject): boolean {
  const inner = unwrap(target);
  if (inner.type === 'Identifier') {
    const variable = at.file.variableOf(inner);
    return variable !== undefined && isVariableUsedByName(at, variable, isObject);
  }
  if (inner.type !== 'ObjectPattern') return false;
  const names = inner.properties.every(
    (one) => one.type === 'Property' && keyName(one.key, one.computed) !== undefined,
  );
  return names && isObject(at, value);
}

/** Every place that names the variable, and that it is not exported. */
export function isVariableUsedByName(at: ModelFile, variable: Variable, isObject: IsObject): boolean {
  const isExported = [...at.exports.names.values()]
    .flat()
    .some((entry) => entry.kind === 'variable' && entry.variable === variable);
  if (isExported) return false;
  return referencesTo(at.file, variable).every(
    (reference) => isWrittenHere(reference) || isUsedByName(at, reference, isObject),
  );
}

/** Where something is put into the variable; what it is, the object has to tell by itself. */
function isWrittenHere(reference: Node): boolean {
  const { parent } = reference;
  return (
    (parent?.type === 'VariableDeclarator' && parent.id === reference) ||
    (parent?.type === 'AssignmentExpression' && parent.left === reference) ||
    parent?.type.startsWith('Import') === true
  );
}
