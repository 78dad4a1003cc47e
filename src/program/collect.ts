/** Turns a parsed file into the facts that are kept of it. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, Node } from '../contracts.ts';
import { foldString } from '../syntax/fold.ts';
import { callbackUse, ownLoopDepthOf } from '../syntax/iteration.ts';
import { isDevOnly } from '../syntax/dev-only.ts';
import { isOnce } from '../syntax/once.ts';
import { functionOf, isClass, isFunction, keyName, spanOf, unwrap } from '../syntax/node.ts';
import type { ParsedFile } from '../syntax/source-file.ts';
import { collectExports } from './collect-exports.ts';
import { CONTAINERS, FlowCollector } from './collector.ts';
import { ELEMENTS, MODULE_VALUE, NOTHING } from './facts.ts';
import type { CallFact, ClassFact, FileFacts, FunctionFact } from './facts.ts';
import { lineCounter } from './lines.ts';
import { nameOfClass, nameOfFunction } from './names.ts';

/** How many arguments of a call are followed: more hold no functions in practice. */
const MAX_ARGUMENTS = 12;

export function collectFacts(file: ParsedFile): FileFacts {
  return new FactsBuilder(file).build();
}

class FactsBuilder {
  readonly #file: ParsedFile;
  readonly #flow: FlowCollector;
  readonly #lineOf: (offset: number) => number;
  readonly #functions: FunctionNode[];
  readonly #calls: CallFact[] = [];
  readonly #workerFiles: string[] = [];
  readonly #wanted = new Set<string>();
  readonly #loopDepths = new Map<Node, number>();

  constructor(file: ParsedFile) {
    this.#file = file;
    this.#flow = new FlowCollector(file);
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
    for (const at of file.nodes('CallExpression')) this.#call(at);
    for (const at of file.nodes('NewExpression')) this.#construct(at);
    const flow = this.#flow;
    return {
      path: file.path,
      isModule: exported.isModule,
      nodeCount: flow.nodeCount,
      functions,
      classes,
      values: flow.values,
      flows: flow.flows,
      loads: flow.loads,
      stores: flow.stores,
      spreads: flow.spreads,
      calls: this.#calls,
      reexports: exported.reexports,
      workerFiles: this.#workerFiles,
      typedHandlers: flow.typedHandlers,
      imports: flow.values.flatMap((value) => (value.kind === 'import' ? [value.specifier] : [])),
      wantedImports: [...this.#wanted],
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
      if (node !== undefined) this.#flow.flow(this.#flow.typed(param), node);
      if (node !== undefined && param.type === 'TSParameterProperty') this.#parameterProperty(fn, param, node);
    }
    if (fn.type === 'ArrowFunctionExpression' && fn.body.type !== 'BlockStatement') {
      this.#flow.flow(this.#flow.valueOf(fn.body), nodes.result);
    }
    const span = spanOf(fn);
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
      parent: fn.parent ? this.#indexOf(fn) : 0,
      handlerLike: isHandlerLike(fn),
      socketLike: fn.params.length > 0 && SOCKET_NAMES.test(nameOfParam(fn.params[0]) ?? ''),
      nodeCallback: /^_?(?:err|error|e|er)$/.test(nameOfParam(fn.params[0]) ?? ''),
    };
  }

  /** `constructor(private readonly orders: Orders)` sets `this.orders`. */
  #parameterProperty(fn: FunctionNode, param: TSESTree.TSParameterProperty, node: number): void {
    const owner = fn.parent.parent?.parent;
    const name = nameOfParam(param);
    const flow = this.#flow;
    flow.flow(flow.typed(param.parameter), node);
    if (owner && isClass(owner) && name !== undefined) flow.store(flow.nodesOfClass(owner).instance, name, node);
  }

  #collectClasses(): ClassFact[] {
    return [...this.#flow.classIndex.keys()].map((node) => {
      const { value, instance } = this.#flow.nodesOfClass(node);
      for (const member of node.body.body) this.#classMember(member, value, instance);
      const superclass = node.superClass ? this.#flow.valueOf(node.superClass) : NOTHING;
      if (node.superClass) this.#want(node.superClass);
      return { name: nameOfClass(node), superclass, value, instance };
    });
  }

  #classMember(member: TSESTree.ClassElement, value: number, instance: number): void {
    if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') return;
    const holder = member.static ? value : instance;
    const name = keyName(member.key, member.computed) ?? foldString(member.key, this.#file) ?? '*';
    if (member.type === 'PropertyDefinition') this.#flow.store(holder, name, this.#flow.typed(member));
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

  #call(call: TSESTree.CallExpression): void {
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression') return this.#plainCall(call, callee);
    const name = this.#file.memberName(callee);
    if (name === 'bind') return;
    const base = this.#flow.valueOf(callee.object);
    if (name === 'call' || name === 'apply') return this.#indirectCall(call, callee, name);
    if (name === 'push' || name === 'unshift' || name === 'add') this.#storeElements(base, call.arguments);
    if (name === 'set' && call.arguments[1]) this.#flow.store(base, ELEMENTS, this.#flow.valueOf(call.arguments[1]));
    if (name === 'get' && call.arguments.length === 1) {
      this.#flow.flow(this.#flow.load(base, ELEMENTS), this.#flow.valueOf(call));
    }
    this.#add(call, this.#flow.valueOf(callee), base, name, call.arguments);
    this.#impliedCalls(call, base, name);
  }

  #plainCall(call: TSESTree.CallExpression, callee: Node): void {
    if (callee.type === 'Identifier' && this.#flow.isRequire(callee)) return;
    const value = this.#flow.valueOf(callee);
    const base = callee.type === 'Super' ? this.#flow.valueOf({ ...thisOf(call) }) : NOTHING;
    if (value !== NOTHING) this.#add(call, value, base, undefined, call.arguments);
    this.#impliedCalls(call, NOTHING, undefined);
  }

  /** `f.call(self, a)`: the arguments move one to the left. `f.apply(self, list)`: they come from a list. */
  #indirectCall(call: TSESTree.CallExpression, callee: TSESTree.MemberExpression, name: 'call' | 'apply'): void {
    const [self, ...rest] = call.arguments;
    const base = self ? this.#flow.valueOf(self) : NOTHING;
    this.#add(call, this.#flow.valueOf(callee.object), base, undefined, name === 'call' ? rest : []);
  }

  #construct(node: TSESTree.NewExpression): void {
    const api = this.#file.apiOf(node.callee);
    const [first] = node.arguments;
    if (api === '#Promise' && first) return this.#imply(node, first, []);
    if (first && (api === 'worker_threads.Worker' || api === '#Worker' || /^(?:piscina|tinypool)\b/.test(api ?? ''))) {
      this.#worker(first);
    }
    if (api !== undefined && CONTAINERS.test(api)) return;
    this.#add(node, this.#flow.valueOf(node.callee), NOTHING, undefined, node.arguments);
  }

  #worker(argument: Node): void {
    if (isOwnPath(argument, this.#file.textOf(argument))) {
      this.#workerFiles.push(`./${this.#file.path.split('/').at(-1) ?? ''}`);
      return;
    }
    const options = argument.type === 'ObjectExpression' ? argument.properties : [];
    const named = options.find((at) => at.type === 'Property' && keyName(at.key, at.computed) === 'filename');
    const path = foldString(named?.type === 'Property' ? named.value : argument, this.#file);
    if (path !== undefined) this.#workerFiles.push(path.startsWith('.') ? path : `./${path}`);
  }

  #storeElements(base: number, values: readonly Node[]): void {
    if (base === NOTHING) return;
    for (const value of values) this.#flow.store(base, ELEMENTS, this.#flow.valueOf(value));
  }

  /** What the call runs of what it is given, as far as the call alone tells. */
  #impliedCalls(call: TSESTree.CallExpression, base: number, name: string | undefined): void {
    for (const argument of call.arguments) {
      const use = callbackUse(this.#file, argument);
      if (use === undefined) continue;
      const element = use === 'each' ? this.#flow.load(base, ELEMENTS) : name === 'then' ? base : NOTHING;
      this.#imply(call, argument, [element]);
    }
  }

  #imply(at: TSESTree.CallExpression | TSESTree.NewExpression, callback: Node, args: readonly number[]): void {
    const callee = this.#flow.valueOf(callback);
    if (callee === NOTHING) return;
    const depth = this.#loopDepthOf(at) + (callbackUse(this.#file, callback) === 'each' ? 1 : 0);
    this.#calls.push({
      fn: this.#indexOf(at),
      callee,
      base: NOTHING,
      member: undefined,
      args,
      callable: [],
      // What `list.map(f)` and `ready.then(f)` give is what `f` returns.
      result: at.type === 'CallExpression' ? this.#flow.valueOf(at) : NOTHING,
      isNew: false,
      line: this.#lineOf(spanOf(at)[0]),
      loopDepth: depth,
      label: undefined,
      implied: true,
      implies: false,
      computed: false,
      once: isOnce(this.#file, at),
      devOnly: false,
    });
  }

  #add(
    node: TSESTree.CallExpression | TSESTree.NewExpression,
    callee: number,
    base: number,
    member: string | undefined,
    args: readonly Node[],
  ): void {
    if (callee === NOTHING && base === NOTHING && member === undefined) return;
    const values = args.slice(0, MAX_ARGUMENTS).map((argument) => this.#flow.valueOf(argument));
    if (values.some((value) => value !== NOTHING)) this.#wantAll(node, args);
    this.#calls.push({
      fn: this.#indexOf(node),
      callee,
      base,
      member,
      args: values,
      callable: args.slice(0, MAX_ARGUMENTS).map((argument) => this.#looksCallable(argument)),
      result: this.#flow.valueOf(node),
      isNew: node.type === 'NewExpression',
      line: this.#lineOf(lastLineStart(node)),
      loopDepth: this.#loopDepthOf(node),
      label: this.#labelOf(args),
      implied: false,
      implies: node.type === 'CallExpression' && args.some((argument) => callbackUse(this.#file, argument) !== undefined),
      computed: isComputed(node),
      once: isOnce(this.#file, node),
      devOnly: isDevOnly(this.#file, node),
    });
  }

  /** `router.get('invoice', '/:id', …)`: of two strings the one that is a path. */
  #labelOf([first, second]: readonly Node[]): string | undefined {
    const label = first && foldString(first, this.#file);
    if (label === undefined || label.startsWith('/') || !second) return label;
    const path = foldString(second, this.#file);
    return path?.startsWith('/') ? path : label;
  }

  /** Written in place, named, wrapped or a method; not a variable that is set here and there. */
  #looksCallable(argument: Node): boolean {
    const node = unwrap(argument);
    if (node.type === 'MemberExpression') return unwrap(node.object).type === 'ThisExpression';
    if (node.type !== 'Identifier') return true;
    const variable = this.#file.variableOf(node);
    return variable !== undefined && (variable.kind !== 'let' || variable.writes.length <= 1) && variable.writes.length <= 1;
  }

  #loopDepthOf(node: Node): number {
    let depth = this.#loopDepths.get(node);
    if (depth === undefined) this.#loopDepths.set(node, (depth = ownLoopDepthOf(this.#file, node)));
    return depth;
  }

  /** Functions go into a call of something imported, or come out of one: its file must be read to follow them. */
  #wantAll(node: TSESTree.CallExpression | TSESTree.NewExpression, args: readonly Node[]): void {
    if (args.some(mayHoldFunctions)) this.#want(node.callee);
    for (const argument of args) if (argument.type === 'CallExpression') this.#want(argument.callee);
  }

  /** Follows an expression back to the module its value comes from. */
  #want(node: Node, depth = 0): void {
    let root = unwrap(node);
    while (root.type === 'MemberExpression' || root.type === 'CallExpression' || root.type === 'NewExpression') {
      const specifier = root.type === 'CallExpression' ? this.#requiredBy(root) : undefined;
      if (specifier !== undefined) return void this.#wanted.add(specifier);
      root = unwrap(root.type === 'MemberExpression' ? root.object : root.callee);
    }
    const variable = root.type === 'Identifier' ? this.#file.variableOf(root) : undefined;
    if (!variable || depth > 3) return;
    const declared = variable.declaration.parent;
    if (declared?.type === 'ImportDeclaration') this.#wanted.add(declared.source.value);
    const [write] = variable.writes;
    if (write) this.#want(write.value, depth + 1);
  }

  #requiredBy(call: TSESTree.CallExpression): string | undefined {
    const [argument] = call.arguments;
    const isRequire = call.callee.type === 'Identifier' && this.#flow.isRequire(call.callee);
    return isRequire && argument ? foldString(argument, this.#file) : undefined;
  }
}

/** `__filename` and what stands for it in an ES module: the file starts itself as a worker. */
function isOwnPath(node: Node, text: string): boolean {
  return (
    (node.type === 'Identifier' && node.name === '__filename') ||
    /^(?:new URL|fileURLToPath)\(import\.meta\.url\)$|^import\.meta\.filename$/.test(text)
  );
}

function isComputed({ callee }: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  return callee.type === 'MemberExpression' && callee.computed && callee.property.type !== 'Literal';
}

function mayHoldFunctions({ type }: Node): boolean {
  return type !== 'Literal' && type !== 'TemplateLiteral' && type !== 'BinaryExpression' && type !== 'UnaryExpression';
}

function selfOf({ type, parent }: FunctionNode): FunctionFact['selfIs'] {
  if (type === 'ArrowFunctionExpression') return undefined;
  if (parent.type === 'MethodDefinition') return 'instance';
  return parent.type === 'Property' ? 'object' : undefined;
}

/** A chain of calls over several lines is at the line of its last name. */
function lastLineStart(node: TSESTree.CallExpression | TSESTree.NewExpression): number {
  const callee = unwrap(node.callee);
  return spanOf(callee.type === 'MemberExpression' ? callee.property : node)[0];
}

function thisOf(node: Node): Node {
  return { type: 'ThisExpression', parent: node } as Node;
}

function nameOfParam(param: TSESTree.Parameter | undefined): string | undefined {
  if (param?.type === 'TSParameterProperty') return nameOfParam(param.parameter);
  if (param?.type === 'AssignmentPattern') return nameOfParam(param.left as TSESTree.Parameter);
  return param?.type === 'Identifier' ? param.name : undefined;
}

const SOCKET_NAMES = /^_?(?:socket|sock|ws|webSocket|conn|connection|client)$/i;
const REQUEST_NAMES = /^_{0,2}(?:req|request)$/;
const RESPONSE_NAMES = /^_{0,2}(?:res|resp|response|reply|rep)$/;

/** `(req, res)`, `(request, reply)`: what nothing but a handler is called with. Error handlers have the error first. */
function isHandlerLike(fn: FunctionNode): boolean {
  const names = fn.params.map(nameOfParam).filter((name) => name !== 'this');
  const first = names.length === 4 ? 1 : 0;
  return REQUEST_NAMES.test(names[first] ?? '') && RESPONSE_NAMES.test(names[first + 1] ?? '');
}
