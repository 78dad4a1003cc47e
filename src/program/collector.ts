/** Makes the flow graph of one file from its tree. */
import type { TSESTree } from '@typescript-eslint/types';
import { HANDLER_TYPES } from '../apis/handlers.ts';
import type { FunctionNode, Node, Variable } from '../contracts.ts';
import { modulePath } from '../syntax/api-path.ts';
import { foldString } from '../syntax/fold.ts';
import { isClass, isFunction, keyName, unwrap } from '../syntax/node.ts';
import type { ParsedFile } from '../syntax/source-file.ts';
import { typeApiOf } from '../syntax/type-origin.ts';
import { ANY_MEMBER, ELEMENTS, EXPORTS, MODULE_VALUE, NOTHING } from './facts.ts';
import type { FlowNode, LoadFact, StoreFact, ValueFact } from './facts.ts';

type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/** Globals whose members hold or take functions; the rest of them are mere values. */
const INERT_GLOBALS: ReadonlySet<string> = new Set(['JSON', 'Math', 'console', 'Number', 'String', 'Boolean', 'Symbol', 'Date', 'Error', 'undefined', 'NaN', 'Infinity', 'parseInt', 'parseFloat', 'isNaN', 'RegExp', 'BigInt', 'Buffer']);

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
  readonly typedHandlers: { readonly node: FlowNode; readonly api: string }[] = [];
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
        return this.#object(node);
      case 'ArrayExpression':
        return this.#array(node.elements);
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
        return this.#self(node);
      case 'SpreadElement':
        return this.valueOf(node.argument);
      case 'Super':
        return this.#superOf(node);
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
    if (variable.kind === 'function' && isFunction(declaration)) return this.flow(this.#functionValue(declaration), node);
    if (variable.kind === 'class' && isClass(declaration)) return this.flow(this.valueOf(declaration), node);
    this.flow(this.typed(declaration), node);
    const type = typeApiOf(declaration, (name) => this.#importedApi(name));
    if (type !== undefined && HANDLER_TYPES.has(type)) this.typedHandlers.push({ node, api: type });
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

  /** An instance of the class, or of the external type, an annotation names. */
  typed(declaration: Node): FlowNode {
    const annotation = (declaration as { typeAnnotation?: TSESTree.TSTypeAnnotation }).typeAnnotation?.typeAnnotation;
    if (annotation?.type !== 'TSTypeReference' || annotation.typeName.type !== 'Identifier') {
      const api = typeApiOf(declaration, (name) => this.#importedApi(name));
      return api === undefined ? NOTHING : this.external(api);
    }
    const variable = this.file.moduleVariable(annotation.typeName.name);
    if (!variable) return NOTHING;
    const api = variable.kind === 'import' ? typeApiOf(declaration, (name) => this.#importedApi(name)) : undefined;
    if (api !== undefined) return this.external(api);
    return variable.kind === 'class' || variable.kind === 'import' ? this.instanceOf(this.variableNode(variable)) : NOTHING;
  }

  #importedApi(name: string): string | undefined {
    const declaration = this.file.moduleVariable(name)?.declaration;
    if (declaration?.parent?.type !== 'ImportDeclaration') return undefined;
    const module = modulePath(declaration.parent.source.value);
    if (module === undefined || declaration.type !== 'ImportSpecifier') return module;
    return `${module}.${keyName(declaration.imported, false) ?? ''}`;
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

  #object(node: TSESTree.ObjectExpression): FlowNode {
    const object = this.newNode();
    this.#memo.set(node, object);
    const label = routeOf(node);
    this.values.push({ kind: 'object', node: object, name: nameOfObject(node), ...(label !== undefined && { label }) });
    for (const property of node.properties) {
      if (property.type === 'SpreadElement') {
        const from = this.valueOf(property.argument);
        if (from !== NOTHING) this.spreads.push(from, object);
        continue;
      }
      const value = this.valueOf(property.value);
      if (isFunction(property.value)) this.flow(object, this.nodesOfFunction(property.value).self);
      this.store(object, this.#keyOf(property), value);
    }
    return object;
  }

  #keyOf(property: { key: Node; computed: boolean }): string {
    return keyName(property.key, property.computed) ?? foldString(property.key, this.file) ?? ANY_MEMBER;
  }

  #array(elements: readonly (Node | null)[]): FlowNode {
    const values = elements.map((element) => (element ? this.valueOf(element) : NOTHING));
    // A list of mere values stays one; an empty list may be filled.
    if (elements.length > 0 && values.every((value) => value === NOTHING)) return NOTHING;
    const array = this.#container();
    for (const [i, value] of values.entries()) {
      const isSpread = elements[i]?.type === 'SpreadElement';
      this.store(array, ELEMENTS, isSpread ? this.load(value, ELEMENTS) : value);
    }
    return array;
  }

  #container(): FlowNode {
    const node = this.newNode();
    this.values.push({ kind: 'object', node, name: '' });
    return node;
  }

  #member(node: TSESTree.MemberExpression): FlowNode {
    const name = this.file.memberName(node);
    if (isModuleExports(this.file, node, name)) return MODULE_VALUE;
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
      if (isModuleRequire(this.file, callee, name) && first) return this.#module(foldString(first, this.file));
      const passed = this.#elementsOf(call, callee, name);
      if (passed !== NOTHING) return passed;
    }
    const isRequire = callee.type === 'Identifier' && this.isRequire(callee);
    if (isRequire && first) return this.#module(foldString(first, this.file));
    if (callee.type === 'Identifier' && /^(?:__import(?:Star|Default)|__toESM|_?interop)/.test(callee.name) && first) {
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

  /** Results of the array and collection methods that hand on what is in them. */
  #elementsOf(call: TSESTree.CallExpression, callee: TSESTree.MemberExpression, name: string | undefined): FlowNode {
    switch (name) {
      case 'filter':
      case 'slice':
      case 'concat':
      case 'reverse':
      case 'flat':
      case 'values':
        return this.#isGlobalObject(callee.object) ? this.#valuesOf(call) : this.valueOf(callee.object);
      case 'entries':
        return this.#isGlobalObject(callee.object) ? this.#pairsOf(call) : NOTHING;
      case 'freeze':
      case 'assign':
        return this.#isGlobalObject(callee.object) ? this.#assigned(call) : NOTHING;
      case 'all':
      case 'resolve':
        return callee.object.type === 'Identifier' && callee.object.name === 'Promise' && call.arguments[0]
          ? this.valueOf(call.arguments[0])
          : NOTHING;
      default:
        return NOTHING;
    }
  }

  #isGlobalObject(node: Node): boolean {
    return node.type === 'Identifier' && node.name === 'Object' && !this.file.variableOf(node);
  }

  #valuesOf(call: TSESTree.CallExpression): FlowNode {
    const from = call.arguments[0] ? this.valueOf(call.arguments[0]) : NOTHING;
    if (from === NOTHING) return NOTHING;
    const array = this.#container();
    this.store(array, ELEMENTS, this.load(from, ANY_MEMBER));
    return array;
  }

  #pairsOf(call: TSESTree.CallExpression): FlowNode {
    const from = call.arguments[0] ? this.valueOf(call.arguments[0]) : NOTHING;
    if (from === NOTHING) return NOTHING;
    const [array, pair] = [this.#container(), this.#container()];
    this.store(pair, ELEMENTS, this.load(from, ANY_MEMBER));
    this.store(array, ELEMENTS, pair);
    return array;
  }

  #assigned(call: TSESTree.CallExpression): FlowNode {
    const [target, ...sources] = call.arguments.map((argument) => this.valueOf(argument));
    if (target === undefined || target === NOTHING) return NOTHING;
    for (const source of sources) if (source !== NOTHING) this.spreads.push(source, target);
    return target;
  }

  #construct(node: TSESTree.NewExpression): FlowNode {
    const api = this.file.apiOf(node.callee);
    if (api !== undefined && CONTAINERS.test(api)) {
      const [first] = node.arguments;
      const container = this.#container();
      const initial = first ? this.valueOf(first) : NOTHING;
      if (initial !== NOTHING) this.store(container, ELEMENTS, this.load(this.load(initial, ELEMENTS), ELEMENTS));
      return container;
    }
    return this.newNode();
  }

  #self(node: Node): FlowNode {
    for (let at = node.parent; at; at = at.parent) {
      if (isFunction(at) && at.type !== 'ArrowFunctionExpression') return this.nodesOfFunction(at).self;
      if (at.type === 'PropertyDefinition' || at.type === 'StaticBlock') {
        const owner = at.parent?.parent ?? at.parent;
        if (owner && isClass(owner)) {
          const isStatic = at.type === 'StaticBlock' || at.static;
          return isStatic ? this.nodesOfClass(owner).value : this.nodesOfClass(owner).instance;
        }
      }
    }
    return EXPORTS;
  }

  /** `super` in a method: an instance of the superclass. In a constructor call the superclass itself is called. */
  #superOf(node: Node): FlowNode {
    for (let at = node.parent; at; at = at.parent) {
      if (!isClass(at)) continue;
      const superclass = at.superClass ? this.valueOf(at.superClass) : NOTHING;
      const isCall = node.parent?.type === 'CallExpression';
      return isCall || superclass === NOTHING ? superclass : this.instanceOf(superclass);
    }
    return NOTHING;
  }
}

function memberKey(name: string): string {
  return /^\d+$/.test(name) ? ELEMENTS : name;
}

function isModuleExports(file: ParsedFile, node: TSESTree.MemberExpression, name: string | undefined): boolean {
  const { object } = node;
  return name === 'exports' && object.type === 'Identifier' && object.name === 'module' && !file.variableOf(object);
}

function isModuleRequire(file: ParsedFile, node: TSESTree.MemberExpression, name: string | undefined): boolean {
  const { object } = node;
  return name === 'require' && object.type === 'Identifier' && object.name === 'module' && !file.variableOf(object);
}

/** `{ method: 'GET', url: '/orders', … }` is the route `GET /orders`. */
function routeOf(node: TSESTree.ObjectExpression): string | undefined {
  const texts = new Map<string, string>();
  for (const property of node.properties) {
    if (property.type !== 'Property' || property.value.type !== 'Literal') continue;
    const { value } = property.value;
    if (typeof value === 'string') texts.set(keyName(property.key, property.computed) ?? '', value);
  }
  const path = texts.get('url') ?? texts.get('path') ?? texts.get('route');
  return path === undefined ? undefined : `${texts.get('method') ?? 'ROUTE'} ${path}`;
}

/** `const orders = { … }` is called orders. */
function nameOfObject(node: Node): string {
  const { parent } = node;
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  if (parent?.type === 'AssignmentExpression' && parent.left.type === 'Identifier') return parent.left.name;
  return '';
}
