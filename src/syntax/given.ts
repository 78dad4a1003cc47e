/** What a variable is given beside plain writes: arguments where its function is written, defaults, nothing yet. */
import type { Node, Variable, Write } from '../contracts.ts';
import { keyName } from './node.ts';

/** What the parameter of a function is given where it is written: `import('fs').then((fs) => …)`, `(function (fs) { … })(require('fs'))`. */
export function givenTo({ param, scopeFunction }: Variable): readonly Write[] {
  const call = scopeFunction?.parent;
  if (!param || call?.type !== 'CallExpression') return [];
  if (call.callee === scopeFunction) {
    const value = call.arguments[param.index];
    return value ? [{ value, path: param.path }] : [];
  }
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || keyName(callee.property, callee.computed) !== 'then') return [];
  const isResult = call.arguments[0] === scopeFunction && param.index === 0;
  return isResult ? [{ value: callee.object, path: param.path }] : [];
}

/** The right side of `name = value` in a pattern. */
export function isDefault({ value }: Write): boolean {
  return value.parent?.type === 'AssignmentPattern' && value.parent.right === value;
}

/** `undefined`, `null` and `void 0`: what a variable holds before it is set. */
export function isNothing(node: Node): boolean {
  return (
    (node.type === 'Literal' && node.value === null && !('regex' in node)) ||
    (node.type === 'Identifier' && node.name === 'undefined') ||
    (node.type === 'UnaryExpression' && node.operator === 'void')
  );
}
