/** Finds the function of the file that a call runs. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, Node, SourceFile } from '../../contracts.ts';
import { ancestors, isClass, isFunction, keyName, unwrap } from '../node.ts';
import { constantOf } from '../values.ts';
import type { Call } from './types.ts';

/** The function a call runs, where it is written in the file and can't be another. */
export function ownFunctionOf(file: SourceFile, call: Call): FunctionNode | undefined {
  if (call.type === 'NewExpression') return undefined;
  const callee = unwrap(call.callee);
  if (isFunction(callee)) return callee;
  if (callee.type === 'MemberExpression') return methodOf(file, callee);
  const variable = callee.type === 'Identifier' ? file.variableOf(callee) : undefined;
  if (variable?.kind === 'function' && variable.writes.length === 0) {
    return isFunction(variable.declaration) ? variable.declaration : undefined;
  }
  const value = constantOf(file, callee)?.writes[0]?.value;
  return value && isFunction(value) ? value : undefined;
}

/** `this.load` in a class that has `load`, `Store.load` of a class of the file. A class that extends it may have another. */
function methodOf(file: SourceFile, callee: TSESTree.MemberExpression): FunctionNode | undefined {
  const name = keyName(callee.property, callee.computed);
  const owner = ownerOf(file, callee.object);
  if (!owner || name === undefined) return undefined;
  for (const member of owner.body.body) {
    const isNamed =
      'key' in member && member.static === owner.isStatic && keyName(member.key, member.computed) === name;
    const value = isNamed && 'value' in member ? (member.value as Node | null) : null;
    if (value && isFunction(value)) return value;
  }
  return undefined;
}

function ownerOf(file: SourceFile, object: Node) {
  if (object.type === 'ThisExpression') {
    const body = classAround(object);
    return body && { body, isStatic: isInStatic(object) };
  }
  const variable = object.type === 'Identifier' ? file.variableOf(object) : undefined;
  const declared = variable?.kind === 'class' ? variable.declaration : undefined;
  return declared && isClass(declared) ? { body: declared.body, isStatic: true } : undefined;
}

function isInStatic(node: Node): boolean {
  for (const at of ancestors(node)) {
    if (at.parent?.type === 'ClassBody') return 'static' in at && at.static;
  }
  return false;
}

/** The class whose instance `this` is. */
function classAround(node: Node): TSESTree.ClassBody | undefined {
  for (const at of ancestors(node)) {
    if (at.type === 'ClassBody') return at;
    if (at.type === 'FunctionDeclaration') return undefined;
    if (at.type === 'FunctionExpression' && at.parent.type !== 'MethodDefinition') return undefined;
  }
  return undefined;
}
