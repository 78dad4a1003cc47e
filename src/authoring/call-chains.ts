/** Chains of calls that make one request together: `db('users').where({ id }).first()`. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, SourceFile } from '../contracts.ts';
import { isFunction, keyName, unwrap } from '../syntax/node.ts';

export interface Chain {
  /** What is called, the last one last: `['where', 'first']`. */
  readonly names: readonly string[];
  /** The names of the objects on the way: `this.api.notes` has `api` and `notes`. */
  readonly objects: readonly string[];
  /** The name of the object the first of them is called on. */
  readonly owner: string;
  /** Arguments of all calls but the last. */
  readonly arguments: readonly Node[];
  /** What the first of them is called on, where it is a value of the program. */
  readonly object: Node | undefined;
}

/** Methods that say what to do with the result, and are no part of the request. */
const AFTER = /^(?:then|catch|finally)$/;

/** Whether a call is only the beginning of one further out. */
export function isInnerOfChain(call: Node): boolean {
  const { parent } = call;
  if (parent?.type === 'ChainExpression' || parent?.type === 'TSNonNullExpression') return isInnerOfChain(parent);
  if (parent?.type !== 'MemberExpression' || parent.object !== call) return false;
  const isCalled = parent.parent.type === 'CallExpression' && parent.parent.callee === parent;
  return isCalled && !AFTER.test(keyName(parent.property, parent.computed) ?? '');
}

/** `promise.then(…)` and its kin, which wait for a call and are none themselves. */
export function isPlumbing({ callee }: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  return callee.type === 'MemberExpression' && AFTER.test(keyName(callee.property, callee.computed) ?? '');
}

/** The chain that ends in a call. */
export function chainOf(file: SourceFile, call: TSESTree.CallExpression): Chain {
  const links = linksOf(call);
  const first = links.findLastIndex(({ type }) => type === 'CallExpression');
  const names = links.filter((link) => link.type === 'CallExpression').map(({ callee }) => nameOf(unwrap(callee)));
  const callee = links[first + 1];
  const object = callee?.type === 'MemberExpression' ? links[first + 2] : undefined;
  const root = links.at(-1);
  const isValue = root?.type !== 'Identifier' || file.variableOf(root)?.kind !== 'import';
  return {
    names: names.reverse(),
    objects: object ? links.slice(first + 2).map(nameOf) : [],
    owner: object ? nameOf(object) : '',
    arguments: links.flatMap((link) => (link.type === 'CallExpression' && link !== call ? link.arguments : [])),
    object: isValue ? object : undefined,
  };
}

/** The calls and members of a chain, from the last call to the value it starts from. */
function linksOf(call: Node): readonly Node[] {
  const inner =
    call.type === 'CallExpression' ? call.callee : call.type === 'MemberExpression' ? call.object : undefined;
  if (!inner || call.type === 'AwaitExpression') return [call];
  const next = inner.type === 'AwaitExpression' ? inner : unwrap(inner);
  return [call, ...linksOf(next)];
}

/** `notes` for `api.notes`, `delete` for the callee `api.delete`. */
function nameOf(node: Node): string {
  if (node.type === 'Identifier') return node.name;
  return node.type === 'MemberExpression' ? (keyName(node.property, node.computed) ?? '') : '';
}

/** Whether the result of a call is a promise somebody waits for: here, or in what its callback hands back. */
export function isWaitedFor(call: Node): boolean {
  const { parent } = call;
  switch (parent?.type) {
    case 'AwaitExpression':
      return true;
    case 'ChainExpression':
    case 'TSNonNullExpression':
    case 'TSAsExpression':
    case 'ConditionalExpression':
    case 'LogicalExpression':
    case 'ArrayExpression':
      return isWaitedFor(parent);
    case 'MemberExpression':
      return parent.object === call && parent.parent.type === 'CallExpression' && isWaitedFor(parent.parent);
    case 'CallExpression':
      return (
        parent.arguments.includes(call as TSESTree.CallExpressionArgument) && isGathering(parent) && isWaitedFor(parent)
      );
    case 'ReturnStatement':
      return isReturnAwaited(call);
    case 'ArrowFunctionExpression':
      return parent.body === call && isFunctionAwaited(parent);
    default:
      return false;
  }
}

/** `Promise.all([…])`. */
function isGathering({ callee }: TSESTree.CallExpression): boolean {
  return callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'Promise';
}

function isReturnAwaited(node: Node): boolean {
  for (let at = node.parent; at; at = at.parent) if (isFunction(at)) return isFunctionAwaited(at);
  return false;
}

/** An asynchronous function, or one whose results a `map` gathers for somebody who waits. */
function isFunctionAwaited(fn: Node): boolean {
  if (isFunction(fn) && fn.async) return true;
  const { parent } = fn;
  return parent?.type === 'CallExpression' && parent.callee !== fn && isWaitedFor(parent);
}
