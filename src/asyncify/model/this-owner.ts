/** What `this` is at a place: an instance, a class, an object written in place. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, Node } from '../../contracts.ts';
import { isFunction, unwrap } from '../../syntax/node.ts';
import type { ModelFile } from './model-file.ts';
import type { Resolver } from './resolver.ts';
import type { Value } from './values.ts';

/** Undefined where whoever calls the function decides. */
export function thisOwner(resolver: Resolver, at: ModelFile, node: Node): Value | undefined {
  let member: Node = node;
  for (let around = node.parent; around; member = around, around = around.parent) {
    if (around.type === 'ClassBody') return ownerOfClass(at, around, member);
    if (isFunction(around) && around.type !== 'ArrowFunctionExpression' && !isClassMember(around)) {
      return ownerOfFunction(resolver, at, around);
    }
  }
  return undefined;
}

function isClassMember({ parent }: FunctionNode): boolean {
  return parent.type === 'MethodDefinition';
}

function ownerOfClass(at: ModelFile, body: TSESTree.ClassBody, member: Node): Value {
  const isStatic = member.type === 'StaticBlock' || ('static' in member && member.static);
  return { kind: isStatic ? 'class' : 'instance', in: at, node: body.parent };
}

/** A method of an object, or of a prototype; or a function called with `new`. */
function ownerOfFunction(resolver: Resolver, at: ModelFile, fn: FunctionNode): Value | undefined {
  const { parent } = fn;
  if (parent.type === 'Property' && parent.value === fn && parent.parent.type === 'ObjectExpression') {
    return ownerOfObject(resolver, at, parent.parent);
  }
  if (parent.type === 'AssignmentExpression' && parent.right === fn && parent.left.type === 'MemberExpression') {
    return prototypeOwner(resolver, at, parent.left.object) ?? resolver.valueOf(at, parent.left.object);
  }
  return isConstructorLike(at, fn) ? { kind: 'instance', in: at, node: fn } : undefined;
}

/** Whose the members of an object are; those of `K.prototype = { … }` are the instances'. */
export function ownerOfObject(resolver: Resolver, at: ModelFile, object: TSESTree.ObjectExpression): Value | undefined {
  const { parent } = object;
  const owner =
    parent.type === 'AssignmentExpression' && parent.right === object && parent.left.type === 'MemberExpression'
      ? prototypeOwner(resolver, at, parent.left)
      : undefined;
  return owner ?? { kind: 'object', in: at, node: object };
}

/** The instances of `K` for `K.prototype`. */
export function prototypeOwner(resolver: Resolver, at: ModelFile, node: Node): Value | undefined {
  const inner = unwrap(node);
  if (inner.type !== 'MemberExpression' || at.file.memberName(inner) !== 'prototype') return undefined;
  const value = resolver.valueOf(at, inner.object);
  return value?.kind === 'function' || value?.kind === 'class' ? { ...value, kind: 'instance' } : undefined;
}

/** A function with a capital whose `this` is its instance. */
function isConstructorLike(at: ModelFile, fn: FunctionNode): boolean {
  const { parent } = fn;
  const id =
    'id' in fn && fn.id
      ? fn.id
      : parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier'
        ? parent.id
        : undefined;
  return id?.type === 'Identifier' && /^[A-Z]/.test(id.name) && at.file.functionOf(fn) !== fn;
}
