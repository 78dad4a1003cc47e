/** Finds the list and the function by which an array of promises was made. */
import type { TSESTree } from '@typescript-eslint/types';
import { constantOf, referencesTo } from './dependence.ts';
import {
  ancestors,
  functionOf,
  isFunction,
  isWithin,
  keyName,
  unwrap,
  type FunctionNode,
  type Node,
  type SourceFile,
} from './rule.ts';

export interface Mapped {
  readonly list: Node;
  /** What is run for each element: a function, or the body of a loop. */
  readonly mapper: Node;
  /** The argument that names or is the function; undefined where a loop calls it. */
  readonly given?: Node;
}

/** Reads `list.map(f)`, a name for it, and an array that a loop fills with promises. */
export function mapperOf(file: SourceFile, promises: Node, depth = 0): Mapped | undefined {
  const node = promises.type === 'AwaitExpression' ? promises : unwrap(promises);
  if (node.type === 'CallExpression') return ofCall(file, node);
  if (node.type === 'ArrayExpression') return ofSpread(file, node, depth);
  if (node.type !== 'Identifier' || depth > 3) return undefined;
  const value = constantOf(file, node)?.writes[0]?.value;
  if (value?.type === 'ArrayExpression' && value.elements.length === 0) return filledInLoop(file, node);
  return value && mapperOf(file, value, depth + 1);
}

/** `[...list.map(f)]` */
function ofSpread(file: SourceFile, { elements }: TSESTree.ArrayExpression, depth: number): Mapped | undefined {
  for (const element of elements) {
    if (element?.type !== 'SpreadElement' || depth > 3) continue;
    const mapped = mapperOf(file, element.argument, depth + 1);
    if (mapped) return mapped;
  }
  return undefined;
}

function ofCall(file: SourceFile, call: TSESTree.CallExpression): Mapped | undefined {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression') return undefined;
  const name = keyName(callee.property, callee.computed);
  const [first, second] = call.arguments;
  if (file.calleeOf(call) === '#Array.from') return first && second && withMapper(file, first, second);
  // What follows the mapping keeps it: `list.map(f).filter(Boolean)`.
  if (name === 'filter' || name === 'flat' || name === 'concat') return mapperOf(file, callee.object);
  if ((name !== 'map' && name !== 'flatMap') || !first) return undefined;
  return /^(?:lodash|underscore|lodash-es)\b/.test(file.calleeOf(call) ?? '') && second
    ? withMapper(file, first, second)
    : withMapper(file, callee.object, first);
}

function withMapper(file: SourceFile, list: Node, mapper: Node): Mapped {
  const variable = mapper.type === 'Identifier' ? file.variableOf(mapper) : undefined;
  if (variable?.kind === 'function') return { list, mapper: variable.declaration, given: mapper };
  const value = constantOf(file, mapper)?.writes[0]?.value;
  return { list, mapper: value && isFunction(value) ? value : mapper, given: mapper };
}

/** `for (const x of list) promises.push(f(x));` */
function filledInLoop(file: SourceFile, promises: TSESTree.Identifier): Mapped | undefined {
  const variable = file.variableOf(promises);
  if (!variable) return undefined;
  for (const use of referencesTo(file, variable)) {
    const push = use.parent.parent;
    if (push?.type !== 'CallExpression' || push.callee !== use.parent || !isPush(push)) continue;
    const filled = loopAround(push, variable.scopeFunction);
    // A list emptied or waited for in the loop holds no more than a batch.
    if (filled && !referencesTo(file, variable).some((other) => other !== use && isWithin(other, filled.loop))) {
      return { list: filled.list, mapper: push.arguments[0] ?? push };
    }
  }
  return undefined;
}

function isPush({ callee }: TSESTree.CallExpression): boolean {
  return callee.type === 'MemberExpression' && keyName(callee.property, callee.computed) === 'push';
}

/** The loop, or the `forEach`, that runs a call for each element of a list. */
function loopAround(
  push: Node,
  owner: FunctionNode | undefined,
): { readonly loop: Node; readonly list: Node } | undefined {
  for (const at of ancestors(push)) {
    if (at.type === 'ForOfStatement' && !at.await && functionOf(at) === owner) return { loop: at, list: at.right };
    if (!isFunction(at)) continue;
    const call = at.parent;
    if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return undefined;
    const isEach = keyName(call.callee.property, call.callee.computed) === 'forEach';
    return isEach && functionOf(call) === owner ? { loop: call, list: call.callee.object } : undefined;
  }
  return undefined;
}
