/** Makes the flow graph of one file from its tree. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, Node, Variable } from '../contracts.ts';
import { foldString } from '../syntax/fold.ts';
import { isInteropHelper } from '../syntax/interop.ts';
import { isClass, isFunction, keyName, unwrap } from '../syntax/node.ts';
import type { ParsedFile } from '../syntax/source-file.ts';
import { ANY_MEMBER, ELEMENTS, EXPORTS, MODULE_VALUE, NOTHING } from './facts.ts';
import type { FlowNode, LoadFact, RoleFact, StoreFact, SupertypeImport, ValueFact } from './facts.ts';
import { INERT_GLOBALS } from './inert-globals.ts';
import { Interfaces } from './interfaces.ts';
import { resultOfMethod } from './collections.ts';
import { isModuleMember } from './module-members.ts';
import { arrayValue, objectValue } from './literals.ts';
import { superValue, thisValue } from './this-value.ts';
import { declareType, typedValue } from './typed-values.ts';

type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/** Collections: what is put in comes out again. */
export const CONTAINERS = /^#(?:Map|Set|WeakMap|WeakSet|Array)$/;

/**
 * Gives every expression that may hold a function, an object or something
 * external a node, on demand, and records how values flow between nodes.
 */
export class FlowCollector {
  readonly file: ParsedFile;
  readonly values: ValueFact[] = [];
  readonly flows: FlowNode[] = [];
  readonly loads: LoadFact[] = [];
  readonly stores: StoreFact[] = [];
  readonly spreads: FlowNode[] = [];
  readonly roles: RoleFact[] = [];
  readonly implementations: FlowNode[] = [];
  readonly interfaces: Interfaces;
  /** Imports of what others may know the program's classes as. */
  readonly supertypes: SupertypeImport[] = [];
  readonly functionIndex = new Map<FunctionNode, number>();
  readonly classIndex = new Map<ClassNode, number>();
  readonly #functionNodes = new Map<FunctionNode, { params: FlowNode[]; result: FlowNode; self: FlowNode }>();
  readonly #classNodes = new Map<ClassNode, { value: FlowNode; instance: FlowNode }>();
  readonly #memo = new Map<Node, FlowNode>();
  readonly #variables = new Map<Variable, FlowNode>();
  readonly #externals = new Map<string, FlowNode>();
  #count = 2;

  constructor(file: ParsedFile) {
    this.file = file;
    this.interfaces = new Interfaces(this);
  }

  get nodeCount(): number {
    return this.#count;
  }

  newNode(): FlowNode {
    return this.#count++;
  }

  flow(from: FlowNode, to: FlowNode): void {
    if (from !== NOTHING && to !== NOTHING && from !== to) this.flows.push(from, to);
  }

  load(base: FlowNode, name: string): FlowNode {
    if (base === NOTHING) return NOTHING;
    const to = this.newNode();
    this.loads.push({ base, name, to });
    return to;
  }

  store(base: FlowNode, name: string, from: FlowNode): void {
    if (base !== NOTHING && from !== NOTHING) this.stores.push({ base, name, from });
  }

  /** The node of what an expression evaluates to. */
  valueOf(node: Node): FlowNode {
    const inner = unwrap(node);
    const known = this.#memo.get(inner);
    if (known !== undefined) return known;
    // Set first, so that a value that depends on itself ends.
    this.#memo.set(inner, NOTHING);
    const value = this.#compute(inner);
    this.#memo.set(inner, value);
    return value;
  }

  #compute(node: Node): FlowNode {
    switch (node.type) {
      case 'Identifier':
        return this.#name(node);
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return this.#functionValue(node);
      case 'ClassDeclaration':
      case 'ClassExpression':
        return this.nodesOfClass(node).value;
      case 'ObjectExpression':
        return objectValue(this, node);
      case 'ArrayExpression':
        return arrayValue(this, node.elements);
      case 'MemberExpression':
        return this.#member(node);
      case 'CallExpression':
        return this.#call(node);
      case 'NewExpression':
        return this.#construct(node);
      case 'ImportExpression':
        return this.#module(foldString(node.source, this.file));
      case 'AssignmentExpression':
        return this.valueOf(node.right);
      case 'LogicalExpression':
        return this.#join([node.left, node.right]);
      case 'ConditionalExpression':
        return this.#join([node.consequent, node.alternate]);
      case 'ThisExpression':
        return thisValue(this, node);
      case 'SpreadElement':
        return this.valueOf(node.argument);
      case 'Super':
        return superValue(this, node);
      default:
        return NOTHING;
    }
  }

  #join(nodes: readonly Node[]): FlowNode {
    const values = nodes.map((node) => this.valueOf(node)).filter((value) => value !== NOTHING);
    if (values.length <= 1) return values[0] ?? NOTHING;
    const joined = this.newNode();
    for (const value of values) this.flow(value, joined);
    return joined;
  }

  #name(node: TSESTree.Identifier): FlowNode {
    const variable = this.file.variableOf(node);
    if (variable) return this.variableNode(variable);
    if (node.name === 'exports') return EXPORTS;
    return INERT_GLOBALS.has(node.name) ? NOTHING : this.external(`#${node.name}`);
  }

  external(api: string): FlowNode {
    let node = this.#externals.get(api);
    if (node === undefined) {
      node = this.newNode();
      this.#externals.set(api, node);
      this.values.push({ kind: 'external', node, api });
    }
    return node;
  }

  variableNode(variable: Variable): FlowNode {
    const known = this.#variables.get(variable);
    if (known !== undefined) return known;
    const node = this.newNode();
    this.#variables.set(variable, node);
    this.#fillVariable(variable, node);
    return node;
  }

  #fillVariable(variable: Variable, node: FlowNode): void {
    const { declaration } = variable;
    if (variable.kind === 'import') return this.#import(declaration, node);
    if (variable.kind === 'function' && isFunction(declaration))
      return this.flow(this.#functionValue(declaration), node);
    if (variable.kind === 'class' && isClass(declaration)) return this.flow(this.valueOf(declaration), node);
    this.flow(typedValue(this, declaration), node);
    declareType(this, variable, node);
    if (variable.param && variable.scopeFunction) {
      const param = this.nodesOfFunction(variable.scopeFunction).params[variable.param.index] ?? NOTHING;
      this.flow(this.loadPath(param, variable.param.path), node);
    }
    for (const write of variable.writes) {
      const value = this.valueOf(write.value);
      this.flow(this.loadPath(write.element ? this.load(value, ELEMENTS) : value, write.path), node);
    }
  }

  loadPath(base: FlowNode, path: readonly string[]): FlowNode {
    return path.reduce((at, name) => this.load(at, memberKey(name)), base);
  }

  /** Reading `new` of a class is written as a load, which the solver understands. */
  instanceOf(constructor: FlowNode): FlowNode {
    return this.load(constructor, 'new');
  }

  #import(declaration: Node, node: FlowNode): void {
    if (declaration.type === 'TSImportEqualsDeclaration') {
      const { moduleReference: reference } = declaration;
      const isModule = reference.type === 'TSExternalModuleReference';
      this.flow(isModule ? this.#module(foldString(reference.expression, this.file)) : this.valueOf(reference), node);
      return;
    }
    const source = declaration.parent?.type === 'ImportDeclaration' ? declaration.parent.source.value : '';
    const name = declaration.type === 'ImportSpecifier' ? keyName(declaration.imported, false) : undefined;
    const imported = declaration.type === 'ImportDefaultSpecifier' ? 'default' : name;
    this.values.push({ kind: 'import', node, specifier: source, name: imported });
  }

  #module(specifier: string | undefined): FlowNode {
    if (specifier === undefined) return NOTHING;
    const node = this.newNode();
    this.values.push({ kind: 'import', node, specifier, name: undefined });
    return node;
  }

  #functionValue(fn: FunctionNode): FlowNode {
    const known = this.#memo.get(fn);
    if (known !== undefined && known !== NOTHING) return known;
    const node = this.newNode();
    this.#memo.set(fn, node);
    this.values.push({ kind: 'function', node, index: this.functionIndex.get(fn) ?? 0 });
    return node;
  }

  nodesOfFunction(fn: FunctionNode): { params: FlowNode[]; result: FlowNode; self: FlowNode } {
    let nodes = this.#functionNodes.get(fn);
    if (!nodes) {
      const self = fn.type === 'ArrowFunctionExpression' ? NOTHING : this.newNode();
      nodes = { params: fn.params.map(() => this.newNode()), result: this.newNode(), self };
      this.#functionNodes.set(fn, nodes);
    }
    return nodes;
  }

  nodesOfClass(node: ClassNode): { value: FlowNode; instance: FlowNode } {
    let nodes = this.#classNodes.get(node);
    if (!nodes) {
      nodes = { value: this.newNode(), instance: this.newNode() };
      this.#classNodes.set(node, nodes);
      const index = this.classIndex.get(node) ?? 0;
      this.values.push({ kind: 'class', node: nodes.value, index }, { kind: 'instance', node: nodes.instance, index });
    }
    return nodes;
  }

  /** Lets a node be known before what it holds is, so that it may hold itself. */
  remember(node: Node, value: FlowNode): void {
    this.#memo.set(node, value);
  }

  /** A list, a Set or a Map: its members are its elements. */
  container(): FlowNode {
    const node = this.newNode();
    this.values.push({ kind: 'object', node, name: '' });
    return node;
  }

  #member(node: TSESTree.MemberExpression): FlowNode {
    const name = this.file.memberName(node);
    if (isModuleMember(this.file, node, 'exports')) return MODULE_VALUE;
    const base = this.valueOf(node.object);
    if (node.object.type === 'Super') return this.load(base, name ?? ANY_MEMBER);
    return this.load(base, name === undefined ? ANY_MEMBER : memberKey(name));
  }

  #call(call: TSESTree.CallExpression): FlowNode {
    const callee = unwrap(call.callee);
    const [first] = call.arguments;
    if (callee.type === 'MemberExpression') {
      const name = this.file.memberName(callee);
      if (name === 'bind') return this.valueOf(callee.object);
      if (isModuleMember(this.file, callee, 'require') && first) return this.#module(foldString(first, this.file));
      const passed = resultOfMethod(this, call, callee, name);
      if (passed !== NOTHING) return passed;
    }
    const isRequire = callee.type === 'Identifier' && this.isRequire(callee);
    if (isRequire && first) return this.#module(foldString(first, this.file));
    if (callee.type === 'Identifier' && isInteropHelper(callee.name) && first) {
      return this.valueOf(first);
    }
    if (callee.type === 'Identifier' && INERT_GLOBALS.has(callee.name) && !this.file.variableOf(callee)) return NOTHING;
    return this.newNode();
  }

  /** `require`, also made by `createRequire`. */
  isRequire(callee: TSESTree.Identifier): boolean {
    const api = this.file.apiOf(callee);
    return api === '#require' || api === 'module.createRequire()';
  }

  #construct(node: TSESTree.NewExpression): FlowNode {
    const api = this.file.apiOf(node.callee);
    if (api !== undefined && CONTAINERS.test(api)) {
      const [first] = node.arguments;
      const container = this.container();
      const initial = first ? this.valueOf(first) : NOTHING;
      if (initial !== NOTHING) this.store(container, ELEMENTS, this.load(this.load(initial, ELEMENTS), ELEMENTS));
      return container;
    }
    return this.newNode();
  }
}

function memberKey(name: string): string {
  return /^\d+$/.test(name) ? ELEMENTS : name;
}
