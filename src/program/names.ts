/** What people call a function. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, Node } from '../contracts.ts';
import { isClass, keyName } from '../syntax/node.ts';

/** `loadOrder`, `OrdersController.list`, `orders.list`; empty for a function without a name. */
export function nameOfFunction(fn: FunctionNode): string {
  if (fn.id) return fn.id.name;
  const { parent } = fn;
  switch (parent.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : '';
    case 'AssignmentExpression':
      return nameOfTarget(parent.left);
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return nameOfMember(parent);
    case 'Property':
      return nameOfProperty(parent);
    case 'CallExpression':
      return nameOfWrapped(parent);
    default:
      return '';
  }
}

/** `const list = asyncHandler(async (req, res) => …)` is list; `const server = createServer(() => …)` is not the listener. */
function nameOfWrapped({ callee, parent }: TSESTree.CallExpression): string {
  const isWrapper = callee.type === 'Identifier' && !/^(?:create|make|start|serve|listen|new|use)/i.test(callee.name);
  return isWrapper && parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id.name : '';
}

function nameOfTarget(target: Node): string {
  if (target.type === 'Identifier') return target.name;
  if (target.type !== 'MemberExpression') return '';
  const name = keyName(target.property, target.computed);
  if (name === undefined) return '';
  const { object } = target;
  if (object.type === 'MemberExpression' && keyName(object.property, object.computed) === 'prototype') {
    return object.object.type === 'Identifier' ? `${object.object.name}.${name}` : name;
  }
  const isExports = object.type === 'Identifier' && (object.name === 'exports' || object.name === 'module');
  if (isExports) return name === 'exports' ? '' : name;
  return object.type === 'Identifier' ? `${object.name}.${name}` : name;
}

/** `OrdersController.list`, or just `list` in a class without a name. */
export function nameOfMember(member: TSESTree.MethodDefinition | TSESTree.PropertyDefinition): string {
  const name = keyName(member.key, member.computed) ?? '';
  const owner = member.parent.parent;
  const className = isClass(owner) ? nameOfClass(owner) : '';
  if (name === 'constructor') return className === '' ? 'constructor' : `new ${className}`;
  return className === '' ? name : `${className}.${name}`;
}

export function nameOfClass(node: TSESTree.ClassDeclaration | TSESTree.ClassExpression): string {
  if (node.id) return node.id.name;
  return node.parent.type === 'VariableDeclarator' && node.parent.id.type === 'Identifier' ? node.parent.id.name : '';
}

function nameOfProperty(property: TSESTree.Property): string {
  const name = keyName(property.key, property.computed) ?? '';
  const holder = property.parent.parent;
  const owner = holder.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? holder.id.name : '';
  return owner === '' ? name : `${owner}.${name}`;
}
