/** Turns a parsed file into the facts that are kept of it. */
import type { TSESTree } from '@typescript-eslint/types';
import { NAMED_PARAMETERS } from '../apis/parameter-names.ts';
import type { FunctionNode, Node } from '../contracts.ts';
import { foldString } from '../syntax/fold.ts';
import { functionOf, interfacesOf, isClass, isFunction, keyName, spanOf, unwrap } from '../syntax/node.ts';
import type { ParsedFile } from '../syntax/source-file.ts';
import { CallCollector } from './collect-calls.ts';
import { collectDecorated } from './collect-decorated.ts';
import { collectExports } from './collect-exports.ts';
import { collectServerActions } from './server-actions.ts';
import { FlowCollector } from './collector.ts';
import { MODULE_VALUE, NOTHING } from './facts.ts';
import type { ClassFact, FileFacts, FlowNode, FunctionFact } from './facts.ts';
import { lineCounter } from './lines.ts';
import { nameOfClass, nameOfFunction } from './names.ts';
import { isHandlerLike, isNodeCallback, isSocketLike, nameOfParam, selfOf } from './signatures.ts';
import { noteSupertype, typedValue, typeNode } from './typed-values.ts';

export function collectFacts(file: ParsedFile): FileFacts {
  return new FactsBuilder(file).build();
}

class FactsBuilder {
  readonly #file: ParsedFile;
  readonly #flow: FlowCollector;
  readonly #lineOf: (offset: number) => number;
  readonly #functions: FunctionNode[];
  readonly #calls: CallCollector;

  constructor(file: ParsedFile) {
    this.#file = file;
    this.#flow = new FlowCollector(file);
    this.#calls = new CallCollector(file, this.#flow);
    this.#lineOf = lineCounter(file.text);
    this.#functions = [
      ...file.nodes('FunctionDeclaration'),
      ...file.nodes('FunctionExpression'),
      ...file.nodes('ArrowFunctionExpression'),
    ];
    // Indices first: values refer to functions and classes by them.
    for (const [i, fn] of this.#functions.entries()) this.#flow.functionIndex.set(fn, i + 1);
    const classes = [...file.nodes('ClassDeclaration'), ...file.nodes('ClassExpression')];
    for (const [i, node] of classes.entries()) this.#flow.classIndex.set(node, i);
  }

  build(): FileFacts {
    const file = this.#file;
    const exported = collectExports(file, this.#flow);
    const classes = this.#collectClasses();
    const functions = [this.#moduleFunction(), ...this.#functions.map((fn) => this.#functionFact(fn))];
    for (const at of file.nodes('AssignmentExpression')) this.#assignment(at);
    for (const at of file.nodes('ReturnStatement')) this.#returned(at);
    this.#calls.collect();
    collectDecorated(this.#flow, this.#lineOf, this.#calls.calls);
    collectServerActions(this.#flow);
    const flow = this.#flow;
    return {
      path: file.path,
      isModule: exported.isModule,
      nodeCount: flow.nodeCount,
      functions,
      classes: [...classes, ...this.#flow.interfaces.facts()],
      values: flow.values,
      flows: flow.flows,
      loads: flow.loads,
      stores: flow.stores,
      spreads: flow.spreads,
      calls: this.#calls.calls,
      reexports: exported.reexports,
      workerFiles: this.#calls.workerFiles,
      roles: flow.roles,
      implementations: flow.implementations,
      imports: flow.values.flatMap((value) => (value.kind === 'import' ? [value.specifier] : [])),
      wantedImports: this.#calls.wanted,
      supertypeImports: flow.supertypes,
    };
  }

  #indexOf(node: Node): number {
    const fn = functionOf(node);
    return fn ? (this.#flow.functionIndex.get(fn) ?? 0) : 0;
  }

  #moduleFunction(): FunctionFact {
    return {
      name: '',
      span: [0, this.#file.text.length],
      line: 1,
      params: [],
      hasRest: false,
      result: NOTHING,
      self: NOTHING,
      selfIs: undefined,
      parent: 0,
      handlerLike: false,
      socketLike: false,
      nodeCallback: false,
    };
  }

  #functionFact(fn: FunctionNode): FunctionFact {
    const nodes = this.#flow.nodesOfFunction(fn);
    for (const [i, param] of fn.params.entries()) {
      const node = nodes.params[i];
      if (node !== undefined) this.#flow.flow(typedValue(this.#flow, param), node);
      if (node !== undefined && param.type === 'TSParameterProperty') this.#parameterProperty(fn, param, node);
    }
    if (fn.type === 'ArrowFunctionExpression' && fn.body.type !== 'BlockStatement') {
      this.#flow.flow(this.#flow.valueOf(fn.body), nodes.result);
    }
    const span = spanOf(fn);
    this.#namedParameter(fn, nodes.params[0] ?? NOTHING);
    // TypeScript's `this` parameter is no parameter.
    const hasThis = nameOfParam(fn.params[0]) === 'this';
    return {
      name: nameOfFunction(fn),
      span,
      line: this.#lineOf(span[0]),
      params: nodes.params.slice(hasThis ? 1 : 0),
      hasRest: fn.params.at(-1)?.type === 'RestElement',
      result: nodes.result,
      self: nodes.self,
      selfIs: selfOf(fn),
      parent: this.#indexOf(fn),
      handlerLike: isHandlerLike(fn),
      socketLike: isSocketLike(fn),
      nodeCallback: isNodeCallback(fn),
    };
  }

  /** `module.exports = (grunt) => …`, `apply(compiler) {}` */
  #namedParameter(fn: FunctionNode, node: FlowNode): void {
    const name = nameOfParam(fn.params[0]);
    const known = NAMED_PARAMETERS.find(({ parameter }) => parameter === name);
    if (!known || (known.member !== undefined && nameOfFunction(fn).split('.').at(-1) !== known.member)) return;
    if (known.gives !== undefined) this.#flow.flow(this.#flow.external(known.gives), node);
    this.#flow.roles.push({ node: this.#flow.valueOf(fn), label: known.label, kind: known.kind });
  }

  /** `constructor(private readonly orders: Orders)` sets `this.orders`. */
  #parameterProperty(fn: FunctionNode, param: TSESTree.TSParameterProperty, node: number): void {
    const owner = fn.parent.parent?.parent;
    const name = nameOfParam(param);
    const flow = this.#flow;
    flow.flow(typedValue(flow, param.parameter), node);
    if (owner && isClass(owner) && name !== undefined) flow.store(flow.nodesOfClass(owner).instance, name, node);
  }

  #collectClasses(): ClassFact[] {
    return [...this.#flow.classIndex.keys()].map((node) => {
      const { value, instance } = this.#flow.nodesOfClass(node);
      for (const member of node.body.body) this.#classMember(member, value, instance);
      const superclass = node.superClass ? this.#flow.valueOf(node.superClass) : NOTHING;
      const parents = interfacesOf(node).map(({ expression }) => this.#supertype(expression));
      if (node.superClass) this.#supertype(node.superClass);
      return { name: nameOfClass(node), superclass, value, instance, parents };
    });
  }

  /** The value of what a class extends or implements; its file must be read, and whoever knows that alone. */
  #supertype(node: Node): FlowNode {
    this.#calls.want(node, spanOf(node));
    if (node.type !== 'Identifier') return NOTHING;
    noteSupertype(this.#flow, node);
    return typeNode(this.#flow, node.name);
  }

  #classMember(member: TSESTree.ClassElement, value: number, instance: number): void {
    if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') return;
    const holder = member.static ? value : instance;
    const name = keyName(member.key, member.computed) ?? foldString(member.key, this.#file) ?? '*';
    if (member.type === 'PropertyDefinition') this.#flow.store(holder, name, typedValue(this.#flow, member));
    if (!member.value) return;
    if (isFunction(member.value)) this.#flow.flow(holder, this.#flow.nodesOfFunction(member.value).self);
    const isConstructor = member.type === 'MethodDefinition' && member.kind === 'constructor';
    this.#flow.store(isConstructor ? value : holder, name, this.#flow.valueOf(member.value));
  }

  #assignment(at: TSESTree.AssignmentExpression): void {
    const target = unwrap(at.left);
    if (target.type !== 'MemberExpression') return;
    const value = this.#flow.valueOf(at.right);
    if (value === NOTHING) return;
    const name = this.#file.memberName(target);
    const { object } = target;
    const isModule = object.type === 'Identifier' && object.name === 'module' && !this.#file.variableOf(object);
    if (isModule && name === 'exports') this.#flow.flow(value, MODULE_VALUE);
    else this.#flow.store(this.#flow.valueOf(object), name ?? '*', value);
  }

  #returned(at: TSESTree.ReturnStatement): void {
    const fn = at.argument && functionOf(at);
    if (fn && at.argument) this.#flow.flow(this.#flow.valueOf(at.argument), this.#flow.nodesOfFunction(fn).result);
  }
}
