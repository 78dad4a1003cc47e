/** Finds what a member of an object, array or class written in the same file holds. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, Node, Variable, Write } from '../contracts.ts';
import { functionOf, isClass, isFunction, keyName, unwrap } from './node.ts';
import type { ScopeIndex } from './scope.ts';

type NameOf = (node: TSESTree.MemberExpression) => string | undefined;
type MemberWrite = TSESTree.AssignmentExpression & { readonly left: TSESTree.MemberExpression };

/** An object that begins as a literal and lives on under a name, or as `this`, `exports` or a class. */
const MAX_DEPTH = 6;

export class KnownMembers {
  readonly #scopes: ScopeIndex;
  readonly #nameOf: NameOf;
  #writes: ReadonlyMap<string, readonly MemberWrite[]> | undefined;
  #results: ReadonlyMap<FunctionNode, readonly Node[]> | undefined;

  constructor(scopes: ScopeIndex, nameOf: NameOf) {
    this.#scopes = scopes;
    this.#nameOf = nameOf;
  }

  /** Every value the member is given; none where the object isn't written in this file. */
  writesTo(object: Node, name: string, depth = 0): readonly Write[] {
    const holder = unwrap(object);
    if (isExports(holder)) return [...this.#assigned(name, isExports), ...this.#wholeExports(name)];
    const alias = this.#aliasOf(holder);
    if (alias && depth < MAX_DEPTH)
      return [...this.writesTo(alias, name, depth + 1), ...this.#assignedTo(holder, name)];
    const target = this.objectOf(holder, depth);
    switch (target?.type) {
      case 'ThisExpression':
        return this.#ofThis(target, name);
      case 'ArrayExpression':
        return elementAt(target, Number(name));
      case 'ObjectExpression':
        return [...membersOf(target, name), ...this.#assignedTo(holder, name)];
      case 'ClassDeclaration':
      case 'ClassExpression':
        return [...classMembers(target.body, name, true), ...this.#assignedTo(holder, name)];
      default:
        return [];
    }
  }

  /** The literal, class or call that a name or member stands for, where it stands for one alone. */
  objectOf(node: Node, depth = 0): Node | undefined {
    if (depth > MAX_DEPTH) return undefined;
    if (node.type === 'Identifier') return this.#soleValue(this.#scopes.variableOf(node));
    if (node.type === 'MemberExpression') {
      const name = this.#nameOf(node);
      const [write, ...more] = name === undefined ? [] : this.writesTo(node.object, name, depth + 1);
      const isOne = write && more.length === 0 && write.path.length === 0;
      return isOne ? this.objectOf(unwrap(valueOf(write.value)), depth + 1) : undefined;
    }
    const handedOn = handsOn(node);
    return handedOn ? this.objectOf(unwrap(handedOn), depth + 1) : node;
  }

  /** What a function returns: the values of all its `return`s. */
  resultsOf(fn: FunctionNode): readonly Node[] {
    if (fn.body.type !== 'BlockStatement') return [fn.body];
    this.#results ??= groupResults(this.#scopes.nodes('ReturnStatement') as readonly TSESTree.ReturnStatement[]);
    return this.#results.get(fn) ?? [];
  }

  /** What else the object of a name is called: `const io = lib`, `const lib = module.exports = {}`. */
  #aliasOf(holder: Node): Node | undefined {
    const value = holder.type === 'Identifier' ? this.#soleValue(this.#scopes.variableOf(holder)) : undefined;
    if (value?.type === 'AssignmentExpression') return value.left;
    return value?.type === 'Identifier' || value?.type === 'MemberExpression' ? value : undefined;
  }

  #soleValue(variable: Variable | undefined): Node | undefined {
    if (variable?.kind === 'class' && isClass(variable.declaration)) return variable.declaration;
    const [write] = variable?.writes ?? [];
    const isOne = variable?.writes.length === 1 && write?.path.length === 0 && !write.element;
    return isOne ? unwrap(handsOn(unwrap(write.value)) ?? write.value) : undefined;
  }

  #ofThis(node: TSESTree.ThisExpression, name: string): readonly Write[] {
    const owner = ownerOf(node);
    if (!owner) return [];
    const isThis = (object: Node) => {
      const other = object.type === 'ThisExpression' ? ownerOf(object) : undefined;
      return other?.body === owner.body && other.isStatic === owner.isStatic;
    };
    return [...classMembers(owner.body, name, owner.isStatic), ...this.#assigned(name, isThis)];
  }

  /** `lib.fs = require('fs')` where `lib` is the same variable. */
  #assignedTo(holder: Node, name: string): readonly Write[] {
    const variable = holder.type === 'Identifier' ? this.#scopes.variableOf(holder) : undefined;
    if (!variable) return [];
    return this.#assigned(
      name,
      (object) => object.type === 'Identifier' && this.#scopes.variableOf(object) === variable,
    );
  }

  #assigned(name: string, isHolder: (object: Node) => boolean): readonly Write[] {
    this.#writes ??= this.#groupWrites();
    const writes = this.#writes.get(name) ?? [];
    return writes.filter(({ left }) => isHolder(unwrap(left.object))).map(({ right }) => ({ value: right, path: [] }));
  }

  /** `module.exports = { read }` gives `module.exports.read`. */
  #wholeExports(name: string): readonly Write[] {
    const whole = this.#assigned('exports', (object) => object.type === 'Identifier' && object.name === 'module');
    return whole.flatMap(({ value }) => (value.type === 'ObjectExpression' ? membersOf(value, name) : []));
  }

  #groupWrites(): ReadonlyMap<string, readonly MemberWrite[]> {
    const groups = new Map<string, MemberWrite[]>();
    for (const node of this.#scopes.nodes('AssignmentExpression') as readonly TSESTree.AssignmentExpression[]) {
      if (!isMemberWrite(node)) continue;
      const name = this.#nameOf(node.left);
      if (name === undefined) continue;
      const group = groups.get(name);
      if (group) group.push(node);
      else groups.set(name, [node]);
    }
    return groups;
  }
}

function isMemberWrite(node: TSESTree.AssignmentExpression): node is MemberWrite {
  return node.left.type === 'MemberExpression';
}

/** `exports` and `module.exports`. */
function isExports(node: Node): boolean {
  if (node.type === 'Identifier') return node.name === 'exports';
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module' &&
    keyName(node.property, node.computed) === 'exports'
  );
}

function valueOf(node: Node): Node {
  return node.type === 'PropertyDefinition' && node.value ? node.value : node;
}

/** What a call gives back as it is: `Object.freeze({ … })`, and the array of `Promise.all([ … ])` once awaited. */
function handsOn(node: Node): Node | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
  const { object, property, computed } = node.callee;
  const name = object.type === 'Identifier' ? `${object.name}.${keyName(property, computed) ?? ''}` : '';
  return name === 'Object.freeze' || name === 'Promise.all' ? node.arguments[0] : undefined;
}

function elementAt(array: TSESTree.ArrayExpression, index: number): readonly Write[] {
  const before = array.elements.slice(0, index + 1);
  const value = before.some((element) => element?.type === 'SpreadElement') ? undefined : before[index];
  return value ? [{ value, path: [] }] : [];
}

function membersOf(object: TSESTree.ObjectExpression, name: string): readonly Write[] {
  for (const property of object.properties) {
    if (property.type === 'Property' && keyName(property.key, property.computed) === name) {
      const value = property.kind === 'get' && isFunction(property.value) ? soleResult(property.value) : property.value;
      return value ? [{ value, path: [] }] : [];
    }
  }
  const spread = object.properties.filter((property) => property.type === 'SpreadElement');
  return spread.length === 1 && spread[0] ? [{ value: spread[0].argument, path: [name] }] : [];
}

/** Fields, getters and the `private name: Type` parameters of the constructor. */
function classMembers(body: TSESTree.ClassBody, name: string, isStatic: boolean): readonly Write[] {
  return body.body.flatMap((member): Write[] => {
    const parameter = isStatic ? undefined : constructorProperty(member, name);
    if (parameter) return [{ value: parameter, path: [] }];
    if (member.type !== 'PropertyDefinition' && member.type !== 'MethodDefinition') return [];
    if (member.static !== isStatic || keyName(member.key, member.computed) !== name) return [];
    if (member.type === 'PropertyDefinition')
      return (member.value ?? member.typeAnnotation) ? [{ value: member, path: [] }] : [];
    const result = member.kind === 'get' && isFunction(member.value) ? soleResult(member.value) : undefined;
    return result ? [{ value: result, path: [] }] : [];
  });
}

/** The class whose instance `this` is, or which `this` is itself in what is static. */
function ownerOf(node: Node): { readonly body: TSESTree.ClassBody; readonly isStatic: boolean } | undefined {
  let member = node;
  for (let at: Node | undefined = node; at; member = at, at = at.parent) {
    if (at.type === 'ClassBody') {
      const isStatic = member.type === 'StaticBlock' || ('static' in member && member.static);
      return { body: at, isStatic };
    }
    const ownsThis = at.type === 'FunctionDeclaration' || (at.type === 'FunctionExpression' && !isMethod(at.parent));
    if (ownsThis || isClass(at)) return undefined;
  }
  return undefined;
}

function isMethod(node: Node | undefined): boolean {
  return node?.type === 'MethodDefinition' || node?.type === 'PropertyDefinition';
}

function constructorProperty(member: Node, name: string): TSESTree.Identifier | undefined {
  if (member.type !== 'MethodDefinition' || member.kind !== 'constructor') return undefined;
  for (const param of member.value.params) {
    if (param.type !== 'TSParameterProperty') continue;
    const target = param.parameter.type === 'AssignmentPattern' ? param.parameter.left : param.parameter;
    if (target.name === name) return target;
  }
  return undefined;
}

/** What a function returns, where its body is one expression or one `return`. */
function soleResult(fn: FunctionNode): Node | undefined {
  if (fn.body.type !== 'BlockStatement') return fn.body;
  const [statement, ...more] = fn.body.body;
  return more.length === 0 && statement?.type === 'ReturnStatement' ? (statement.argument ?? undefined) : undefined;
}

function groupResults(statements: readonly TSESTree.ReturnStatement[]): ReadonlyMap<FunctionNode, readonly Node[]> {
  const groups = new Map<FunctionNode, Node[]>();
  for (const statement of statements) {
    const fn = functionOf(statement);
    if (!fn || !statement.argument) continue;
    const group = groups.get(fn);
    if (group) group.push(statement.argument);
    else groups.set(fn, [statement.argument]);
  }
  return groups;
}
