/** Functions of one file: which one a call runs, and under what name one is called. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, Node, SourceFile, Variable } from '../contracts.ts';
import { isFunction, keyName, unwrap } from '../syntax/node.ts';
import { ownFunctionOf } from '../syntax/dependence/index.ts';
import { memberOf, methodOf, nameOf } from './held-by.ts';

/** A function of this file that a call runs: by its name, or as a method of the same object or of a class by its name. */
export function calledFunction(file: SourceFile, call: TSESTree.CallExpression): FunctionNode | undefined {
  const callee = unwrap(call.callee);
  if (callee.type === 'Identifier') return functionOfVariable(file.variableOf(callee));
  if (callee.type !== 'MemberExpression') return undefined;
  if (callee.object.type !== 'ThisExpression') return ownFunctionOf(file, call);
  const name = memberOf(callee);
  return file
    .nodes('FunctionExpression')
    .find((fn) => name !== undefined && methodOf(fn.parent) === name && fn.parent.type === 'MethodDefinition');
}

function functionOfVariable(variable: Variable | undefined): FunctionNode | undefined {
  if (!variable) return undefined;
  if (variable.kind === 'function') return isFunction(variable.declaration) ? variable.declaration : undefined;
  const [write, ...more] = variable.writes;
  const value = write && more.length === 0 && write.path.length === 0 ? unwrap(write.value) : undefined;
  return value && isFunction(value) ? value : undefined;
}

/** The variable or the method name under which a function is called. */
export function identityOf(file: SourceFile, fn: FunctionNode): Variable | string | undefined {
  const name = nameOf(fn);
  return (name && file.variableOf(name)) ?? methodOf(fn.parent) ?? propertyOf(fn.parent);
}

function propertyOf(parent: Node): string | undefined {
  return parent.type === 'Property' ? keyName(parent.key, parent.computed) : undefined;
}
