/** Follows the function as an element of a list: through loops, indices, array methods and other names of the list. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, Variable } from '../../contracts.ts';
import { isFunction, keyName, unwrap } from '../../syntax/node.ts';
import { referencesTo } from '../../syntax/references.ts';
import type { ModelFile } from '../model/model-file.ts';
import { ITERATION_METHODS } from '../../syntax/iteration.ts';
import { inOrderMethod } from './in-order.ts';
import { isCalled, isVariableCalled } from './called.ts';
import type { ValueWalk } from './walk.ts';
import { isTarget, isTransparent } from './value-places.ts';

/** How the function is kept: as an element itself, or as the second of a pair, as `Object.entries` gives it. */
type Shape = 'element' | 'entry';

/** What to do where the list is lost: refuse, or leave it, where it only may be one that holds the function. */
type Loss = 'refuse' | 'leave';

/** Methods that give a list of the same elements. */
const SAME_LIST: ReadonlySet<string> = new Set([
  'concat',
  'filter',
  'reverse',
  'slice',
  'sort',
  'splice',
  'toReversed',
  'toSorted',
]);

/** Methods that give one element. */
const ONE_OF: ReadonlySet<string> = new Set(['at', 'find', 'findLast', 'pop', 'shift']);

/** Members that tell nothing of the elements. */
const INERT: ReadonlySet<string> = new Set(['includes', 'indexOf', 'keys', 'lastIndexOf', 'length', 'push', 'unshift']);

/** A list in one walk. */
export class Elements {
  readonly #walk: ValueWalk;
  readonly #shape: Shape;
  readonly #loss: Loss;

  constructor(walk: ValueWalk, shape: Shape, loss: Loss) {
    this.#walk = walk;
    this.#shape = shape;
    this.#loss = loss;
  }

  /** An expression that is, or may be, the list. */
  list(at: ModelFile, node: Node): void {
    if (!this.#walk.out.isNew(`list ${at.path} ${at.file.spanOf(node).join()} ${node.type}`)) return;
    const { parent } = node;
    if (parent && isTransparent(parent.type)) return this.list(at, parent);
    switch (parent?.type) {
      case 'ForOfStatement':
        return parent.right === node ? this.#target(at, loopTarget(parent.left)) : undefined;
      case 'VariableDeclarator':
        return this.#named(at, parent.id);
      case 'MemberExpression':
        return this.#member(at, parent);
      case 'SpreadElement':
        return parent.parent.type === 'ArrayExpression' ? this.list(at, parent.parent) : this.#lost(at, node);
      case 'CallExpression':
        return this.#given(at, parent, node);
      case 'ConditionalExpression':
      case 'LogicalExpression':
        return this.list(at, parent);
      case 'ExpressionStatement':
        return;
      default:
        this.#lost(at, node);
    }
  }

  /** Every place that names a variable which holds the list. */
  variable(at: ModelFile, variable: Variable): void {
    const isTop = variable.scopeFunction === undefined;
    const isExported = [...at.exports.names.values()].some((entries) =>
      entries.some((entry) => entry.kind === 'variable' && entry.variable === variable),
    );
    if (isTop && isExported) return this.#lost(at, variable.declaration);
    for (const reference of referencesTo(at.file, variable)) {
      if (!isTarget(reference)) this.list(at, reference);
    }
  }

  #named(at: ModelFile, id: Node): void {
    if (id.type === 'ArrayPattern') {
      for (const element of id.elements) if (element) this.#target(at, element);
      return;
    }
    const variable = id.type === 'Identifier' ? at.file.variableOf(id) : undefined;
    if (variable) this.variable(at, variable);
    else this.#lost(at, id);
  }

  /** What an element is kept in: the name of a loop, or of a callback's parameter. */
  #target(at: ModelFile, target: Node): void {
    if (this.#shape === 'element') return this.#keep(at, target);
    const [, value] = target.type === 'ArrayPattern' ? target.elements : [];
    if (value) return this.#keep(at, value);
    if (target.type !== 'ArrayPattern') this.#lost(at, target);
  }

  /** What only may be the function matters where it is called. */
  #keep(at: ModelFile, target: Node): void {
    const variable = target.type === 'Identifier' ? at.file.variableOf(target) : undefined;
    if (this.#loss === 'leave' && !(variable && isVariableCalled(at, variable))) return;
    this.#walk.pattern(at, target, 'possible');
  }

  #member(at: ModelFile, member: TSESTree.MemberExpression): void {
    const name = keyName(member.property, member.computed);
    if (name === undefined || /^\d+$/.test(name)) return this.#one(at, member);
    if (INERT.has(name)) return;
    const call = member.parent;
    if (call.type !== 'CallExpression' || unwrap(call.callee) !== member) return this.#lost(at, member);
    this.#method(at, name, call, call.arguments[0]);
  }

  /** A method of the list, and its callback. */
  #method(at: ModelFile, name: string, call: TSESTree.CallExpression, callback: Node | undefined): void {
    if (ONE_OF.has(name)) this.#one(at, call);
    if (SAME_LIST.has(name)) this.list(at, call);
    if (ITERATION_METHODS.has(name) && callback) {
      this.#callback(at, callback, /^reduce/.test(name) ? 1 : 0);
    } else if (!ONE_OF.has(name) && !SAME_LIST.has(name)) this.#lost(at, call.callee);
  }

  #callback(at: ModelFile, callback: Node, index: number): void {
    const inner = unwrap(callback);
    const value = isFunction(inner)
      ? { in: at, node: inner, kind: 'function' as const }
      : this.#walk.analysis.resolver.valueOf(at, inner);
    if (value?.kind !== 'function') return this.#lost(at, callback);
    const param = value.node.params[index];
    if (param) this.#target(value.in, param.type === 'AssignmentPattern' ? param.left : param);
  }

  /** An element by its index. */
  #one(at: ModelFile, node: Node): void {
    if (this.#shape !== 'element') return this.#lost(at, node);
    if (this.#loss === 'refuse' || isCalled(at, node)) this.#walk.value(at, node, 'possible');
  }

  #given(at: ModelFile, call: TSESTree.CallExpression, node: Node): void {
    const api = at.file.calleeOf(call) ?? '';
    if (/^#(?:console\.|Array\.isArray|Boolean|JSON\.)/.test(api)) return;
    if (api === '#Array.from' && call.arguments.length === 1) return this.list(at, call);
    const method = call.arguments[0] === node ? inOrderMethod(this.#walk.analysis, at, call) : undefined;
    if (method) return this.#method(at, method, call, call.arguments[1]);
    const value = this.#walk.analysis.resolver.valueOf(at, call.callee);
    const index = call.arguments.findIndex((one) => one === node);
    const param = value?.kind === 'function' ? value.node.params[index] : undefined;
    if (value?.kind === 'function' && param?.type === 'Identifier') return this.#named(value.in, param);
    this.#lost(at, node);
  }

  #lost(at: ModelFile, node: Node): void {
    if (this.#loss === 'leave') return;
    this.#walk.out.refuse(at, node, 'barrier/stored', 'kept in a list that is lost here', 'possible');
  }
}

function loopTarget(left: Node): Node {
  return left.type === 'VariableDeclaration' ? left.declarations[0].id : left;
}

/** The rest of a function's arguments, from the one that the function is. */
export function restOfArguments(walk: ValueWalk, at: ModelFile, rest: Node): void {
  const variable = rest.type === 'Identifier' ? at.file.variableOf(rest) : undefined;
  if (variable) new Elements(walk, 'element', 'refuse').variable(at, variable);
  else walk.out.refuse(at, rest, 'barrier/stored', 'kept in a list of arguments', 'possible');
}
