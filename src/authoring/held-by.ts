/** Small questions about the places an object passes through on its way to where it is kept. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, Node, SourceFile } from '../contracts.ts';
import { keyName, unwrap } from '../syntax/node.ts';

/** Nodes whose value is, or holds, the value of their child. */
const PASSES_ON =
  /^(?:AwaitExpression|TSAsExpression|TSNonNullExpression|TSSatisfiesExpression|TSTypeAssertion|ChainExpression|ConditionalExpression|LogicalExpression|Property|ObjectExpression|ArrayExpression|SpreadElement|SequenceExpression)$/;

/** PostgreSQL's `LISTEN` needs a connection of its own. */
export function isListen(file: SourceFile, call: TSESTree.CallExpression): boolean {
  const [first] = call.arguments;
  return first !== undefined && /^['"`]\s*LISTEN\b|^['"]notification/i.test(file.textOf(first));
}

export function isInConstructor(file: SourceFile, node: Node): boolean {
  const method = file.functionOf(node)?.parent;
  return method?.type === 'MethodDefinition' && method.kind === 'constructor';
}

export function isWritten(use: Node): boolean {
  return use.parent?.type === 'AssignmentExpression' && use.parent.left === use;
}

/** Whether the value of a node is, or is part of, the value of its parent. */
export function passesOn(parent: Node, node: Node): boolean {
  const isTest = parent.type === 'ConditionalExpression' && parent.test === node;
  return PASSES_ON.test(parent.type) && !isTest;
}

/** Whether a use stands in a function that something else holds on to: `store.send = (…) => client.send(…)`. */
export function isCaptured(file: SourceFile, use: Node, fn: FunctionNode | undefined): boolean {
  const holder = file.functionOf(use);
  if (!holder || holder === fn) return false;
  const { parent } = holder;
  const isHeld =
    parent.type === 'Property' ||
    parent.type === 'MethodDefinition' ||
    (parent.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression') ||
    (parent.type === 'NewExpression' && file.calleeOf(parent) !== '#Promise');
  return isHeld || isCaptured(file, holder, fn);
}

export function isAround(outer: FunctionNode, inner: FunctionNode | undefined): boolean {
  for (let at: Node | undefined = inner; at; at = at.parent) if (at === outer) return true;
  return false;
}

/** `connect` for the method of a class, and for `Store.prototype.connect = …`. */
export function methodOf(parent: Node): string | undefined {
  if (parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition') {
    return keyName(parent.key, parent.computed);
  }
  const target = parent.type === 'AssignmentExpression' ? parent.left : undefined;
  return target?.type === 'MemberExpression' ? memberOf(target) : undefined;
}

export function memberOf(callee: TSESTree.MemberExpression): string | undefined {
  return keyName(callee.property, callee.computed);
}

/** `connect` for `connect()` and for `pool.connect()`; empty where it has no name. */
export function calledName(call: TSESTree.CallExpression | TSESTree.NewExpression): string {
  const callee = unwrap(call.callee);
  if (callee.type === 'MemberExpression') return memberOf(callee) ?? '';
  return callee.type === 'Identifier' ? callee.name : '';
}

export function nameOf(fn: FunctionNode): TSESTree.Identifier | undefined {
  if ('id' in fn && fn.id) return fn.id;
  const { parent } = fn;
  return parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id : undefined;
}

export function startOf(file: SourceFile, node: Node): number {
  return file.spanOf(node)[0];
}
