/** What a call does with a function it is given. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node } from '../../contracts.ts';
import { usesArguments } from '../../syntax/arguments-object.ts';
import { isClass, isFunction, unwrap } from '../../syntax/node.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { PlacedFunction } from '../model/placed.ts';
import type { Value } from '../model/values.ts';
import { restOfArguments } from './elements.ts';
import { takeForeign } from './foreign-takers.ts';
import type { Certainty } from './uses.ts';
import type { ValueWalk } from './walk.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** Goes on with the parameter of the function that is called, or asks the tables what a foreign one does. */
export function takeArgument(walk: ValueWalk, at: ModelFile, call: Call, node: Node, certainty: Certainty): void {
  const index = call.arguments.findIndex((argument) => argument === node);
  const callee = unwrap(call.callee);
  if (index < 0 || isShifted(at, callee)) {
    return walk.out.refuse(at, node, 'barrier/escapes', 'handed on through `call`, `apply` or `bind`', certainty);
  }
  if (isFunction(callee)) return parameter(walk, { in: at, node: callee }, index, certainty);
  const value = walk.analysis.resolver.valueOf(at, callee);
  const target = functionOfValue(value, call.type === 'NewExpression');
  if (target) return parameters(walk, target, index, certainty);
  if (value && value.kind !== 'external') {
    return walk.out.refuse(at, node, 'barrier/escapes', 'given to something that is no known function', certainty);
  }
  takeForeign(walk, at, call, node, index, certainty);
}

/** The arguments of `f.call(…)` are not those of `f`. */
function isShifted(at: ModelFile, callee: Node): boolean {
  if (callee.type !== 'MemberExpression') return false;
  const name = at.file.memberName(callee);
  return name === 'call' || name === 'apply' || name === 'bind';
}

/** The function that a call of the value runs. */
function functionOfValue(value: Value | undefined, isNew: boolean): PlacedFunction | undefined {
  if (value?.kind === 'function') return { in: value.in, node: value.node };
  if (value?.kind !== 'class' || !isNew || !isClass(value.node)) return undefined;
  const constructor = value.node.body.body.find(
    (member) => member.type === 'MethodDefinition' && member.kind === 'constructor' && isFunction(member.value),
  );
  if (constructor?.type !== 'MethodDefinition' || !isFunction(constructor.value)) return undefined;
  return { in: value.in, node: constructor.value };
}

/** The parameter of a function, and of all that are called in its place. */
function parameters(walk: ValueWalk, fn: PlacedFunction, index: number, certainty: Certainty): void {
  parameter(walk, fn, index, certainty);
  for (const other of walk.analysis.overridesOf(fn)) parameter(walk, other, index, 'possible');
}

/** Goes on inside a function with what its parameter of this index holds. */
export function parameter(
  walk: ValueWalk,
  { in: at, node: fn }: PlacedFunction,
  index: number,
  certainty: Certainty,
): void {
  const param = fn.params[index];
  if (usesArguments(fn)) {
    return walk.out.refuse(at, fn, 'barrier/arguments-this', 'given to a function that reads `arguments`', certainty);
  }
  if (!param) {
    const last = fn.params.at(-1);
    if (last?.type === 'RestElement') restOfArguments(walk, at, last.argument);
    return;
  }
  switch (param.type) {
    case 'Identifier':
      return walk.pattern(at, param, certainty);
    case 'AssignmentPattern':
      return walk.pattern(at, param.left, certainty);
    case 'TSParameterProperty': {
      const target = param.parameter.type === 'AssignmentPattern' ? param.parameter.left : param.parameter;
      const body = fn.parent.parent;
      walk.pattern(at, target, certainty);
      if (body?.type === 'ClassBody') {
        walk.property(at, target.name, { kind: 'instance', in: at, node: body.parent }, param, certainty);
      }
      return;
    }
    case 'RestElement':
      return restOfArguments(walk, at, param.argument);
    default:
      // A pattern takes members of the function: none that matter.
      return;
  }
}
