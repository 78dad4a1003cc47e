/** Whether a value is called, where it is read or under the name that it is given. */
import type { Node, Variable } from '../../contracts.ts';
import { keyName, unwrap } from '../../syntax/node.ts';
import { referencesTo } from '../../syntax/references.ts';
import type { ModelFile } from '../model/model-file.ts';

/** Here, or by the variable that it is kept in. */
export function isCalled(at: ModelFile, read: Node): boolean {
  const node = outermost(read);
  const { parent } = node;
  if (isCallee(node)) return true;
  const id = parent?.type === 'VariableDeclarator' ? parent.id : undefined;
  const variable = id?.type === 'Identifier' ? at.file.variableOf(id) : undefined;
  return variable !== undefined && isVariableCalled(at, variable);
}

/** By any name of the variable's value. */
export function isVariableCalled(at: ModelFile, variable: Variable): boolean {
  return referencesTo(at.file, variable).some((one) => isCallee(outermost(one)));
}

/** `f()`, `f.call()`, `f.apply()`, `f.bind()`. */
function isCallee(node: Node): boolean {
  const { parent } = node;
  if (parent?.type === 'CallExpression') return parent.callee === node;
  return (
    parent?.type === 'MemberExpression' &&
    parent.object === node &&
    /^(?:apply|bind|call)$/.test(keyName(parent.property, parent.computed) ?? '')
  );
}

function outermost(node: Node): Node {
  let at = node;
  while (at.parent && at.parent.type !== 'SequenceExpression' && unwrap(at.parent) === node) at = at.parent;
  return at;
}
