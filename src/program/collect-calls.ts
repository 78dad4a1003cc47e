/** The calls of a file, and what each tells of the functions it is given. */
import type { TSESTree } from '@typescript-eslint/types';
import { WORKER_FILES } from '../apis/workers.ts';
import type { Node, Span } from '../contracts.ts';
import { isDevOnly } from '../syntax/dev-only.ts';
import { foldString } from '../syntax/fold.ts';
import { callbackUse, ownLoopDepthOf } from '../syntax/iteration.ts';
import { functionOf, keyName, spanOf, unwrap } from '../syntax/node.ts';
import { makesMissing } from '../syntax/missing.ts';
import { isOnce } from '../syntax/once.ts';
import type { ParsedFile } from '../syntax/source-file.ts';
import { CONTAINERS, type FlowCollector } from './collector.ts';
import { ELEMENTS, NOTHING, type CallFact, type WantedImport } from './facts.ts';
import { lineCounter } from './lines.ts';
import { knownFrameworks } from './known-frameworks.ts';

/** How many arguments of a call are followed: more hold no functions in practice. */
const MAX_ARGUMENTS = 12;

/** Methods by which a file is named to be run, so that not every call's origin is asked for. */
const WORKER_METHODS = /^(?:process|pool)$/;

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

export class CallCollector {
  readonly calls: CallFact[] = [];
  /** Files named to be run by a worker. */
  readonly workerFiles: string[] = [];
  /** Imports whose code is needed to know what their users do with functions. */
  readonly wanted: WantedImport[] = [];
  readonly #file: ParsedFile;
  readonly #flow: FlowCollector;
  readonly #lineOf: (offset: number) => number;
  readonly #loopDepths = new Map<Node, number>();

  constructor(file: ParsedFile, flow: FlowCollector) {
    this.#file = file;
    this.#flow = flow;
    this.#lineOf = lineCounter(file.text);
  }

  collect(): void {
    for (const at of this.#file.nodes('CallExpression')) this.#call(at);
    for (const at of this.#file.nodes('NewExpression')) this.#construct(at);
  }

  #indexOf(node: Node): number {
    const fn = functionOf(node);
    return fn ? (this.#flow.functionIndex.get(fn) ?? 0) : 0;
  }

  #call(call: TSESTree.CallExpression): void {
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression') return this.#plainCall(call, callee);
    const name = this.#file.memberName(callee);
    if (name === 'bind') return;
    const base = this.#flow.valueOf(callee.object);
    if ((name === 'call' || name === 'apply') && !this.#isRegistration(callee, name)) {
      return this.#indirectCall(call, callee, name);
    }
    if (name === 'push' || name === 'unshift' || name === 'add') this.#storeElements(base, call.arguments);
    if (name === 'set' && call.arguments[1]) this.#flow.store(base, ELEMENTS, this.#flow.valueOf(call.arguments[1]));
    if (name === 'get' && call.arguments.length === 1) {
      this.#flow.flow(this.#flow.load(base, ELEMENTS), this.#flow.valueOf(call));
    }
    this.#workerOf(call, WORKER_METHODS.test(name ?? '') ? this.#file.calleeOf(call) : undefined);
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

  /** `consumer.apply(middleware)` of Nest is a method like others. */
  #isRegistration({ object }: TSESTree.MemberExpression, name: string): boolean {
    const api = this.#file.apiOf(object);
    return api !== undefined && knownFrameworks.method(`${api}.${name}`) !== undefined;
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
    this.#workerOf(node, api);
    if (api !== undefined && CONTAINERS.test(api)) return;
    this.#add(node, this.#flow.valueOf(node.callee), NOTHING, undefined, node.arguments);
  }

  /** `new Worker(file)`, `queue.process(file)`. */
  #workerOf(node: Call, api: string | undefined): void {
    const index = api === undefined ? undefined : WORKER_FILES.get(api);
    const named = index === undefined ? undefined : node.arguments[index];
    if (named) this.#worker(named);
  }

  #worker(argument: Node): void {
    if (isOwnPath(argument, this.#file.textOf(argument))) {
      this.workerFiles.push(`./${this.#file.path.split('/').at(-1) ?? ''}`);
      return;
    }
    const options = argument.type === 'ObjectExpression' ? argument.properties : [];
    const named = options.find((at) => at.type === 'Property' && keyName(at.key, at.computed) === 'filename');
    const path = foldString(named?.type === 'Property' ? named.value : argument, this.#file);
    if (path !== undefined) this.workerFiles.push(path.startsWith('.') ? path : `./${path}`);
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

  #imply(at: Call, callback: Node, args: readonly number[]): void {
    const callee = this.#flow.valueOf(callback);
    if (callee === NOTHING) return;
    const depth = this.#loopDepthOf(at) + (callbackUse(this.#file, callback) === 'each' ? 1 : 0);
    this.calls.push({
      fn: this.#indexOf(at),
      callee,
      base: NOTHING,
      member: undefined,
      args,
      callable: [],
      spreads: false,
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
      rare: makesMissing(this.#file, at),
      devOnly: false,
      decorates: false,
    });
  }

  #add(node: Call, callee: number, base: number, member: string | undefined, args: readonly Node[]): void {
    if (callee === NOTHING && base === NOTHING && member === undefined) return;
    const values = args.slice(0, MAX_ARGUMENTS).map((argument) => this.#flow.valueOf(argument));
    if (values.some((value) => value !== NOTHING)) this.#wantAll(node, args);
    this.calls.push({
      fn: this.#indexOf(node),
      callee,
      base,
      member,
      args: values,
      callable: args.slice(0, MAX_ARGUMENTS).map((argument) => this.#looksCallable(argument)),
      spreads: args.length > MAX_ARGUMENTS || isSpread(node),
      result: this.#flow.valueOf(node),
      isNew: node.type === 'NewExpression',
      line: this.#lineOf(lastLineStart(node)),
      loopDepth: this.#loopDepthOf(node),
      label: this.#labelOf(args) ?? keyOfProcedure(node, member),
      implied: false,
      implies:
        node.type === 'CallExpression' && args.some((argument) => callbackUse(this.#file, argument) !== undefined),
      computed: isComputed(node),
      once: isOnce(this.#file, node),
      rare: makesMissing(this.#file, node),
      devOnly: isDevOnly(this.#file, node),
      decorates: false,
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
    return (
      variable !== undefined && (variable.kind !== 'let' || variable.writes.length <= 1) && variable.writes.length <= 1
    );
  }

  #loopDepthOf(node: Node): number {
    let depth = this.#loopDepths.get(node);
    if (depth === undefined) this.#loopDepths.set(node, (depth = ownLoopDepthOf(this.#file, node)));
    return depth;
  }

  /** Functions go into a call of something imported, or come out of one: its file must be read to follow them. */
  #wantAll(node: Call, args: readonly Node[]): void {
    if (args.some(mayHoldFunctions)) this.want(node.callee, spanOf(node));
    for (const argument of args) if (argument.type === 'CallExpression') this.want(argument.callee, spanOf(node));
  }

  /** Follows an expression back to the module its value comes from. `span` is where functions are handed to it. */
  want(node: Node, span: Span, depth = 0): void {
    let root = unwrap(node);
    while (root.type === 'MemberExpression' || root.type === 'CallExpression' || root.type === 'NewExpression') {
      const specifier = root.type === 'CallExpression' ? this.#requiredBy(root) : undefined;
      if (specifier !== undefined) return void this.wanted.push({ specifier, span });
      root = unwrap(root.type === 'MemberExpression' ? root.object : root.callee);
    }
    const variable = root.type === 'Identifier' ? this.#file.variableOf(root) : undefined;
    if (!variable || depth > 3) return;
    const declared = variable.declaration.parent;
    if (declared?.type === 'ImportDeclaration') this.wanted.push({ specifier: declared.source.value, span });
    const [write] = variable.writes;
    if (write) this.want(write.value, span, depth + 1);
  }

  #requiredBy(call: TSESTree.CallExpression): string | undefined {
    const [argument] = call.arguments;
    const isRequire = call.callee.type === 'Identifier' && this.#flow.isRequire(call.callee);
    return isRequire && argument ? foldString(argument, this.#file) : undefined;
  }
}

/** `list: procedure.query(f)`, `const list = procedure.query(f)`: what it is kept as. */
function keyOfProcedure({ parent }: Call, member: string | undefined): string | undefined {
  if (member === undefined || !/^(?:query|mutation|subscription)$/.test(member)) return undefined;
  if (parent.type === 'VariableDeclarator') return parent.id.type === 'Identifier' ? parent.id.name : undefined;
  return parent.type === 'Property' ? keyName(parent.key, parent.computed) : undefined;
}

/** `__filename` and what stands for it in an ES module: the file starts itself as a worker. */
function isOwnPath(node: Node, text: string): boolean {
  return (
    (node.type === 'Identifier' && node.name === '__filename') ||
    /^(?:new URL|fileURLToPath)\(import\.meta\.url\)$|^import\.meta\.filename$/.test(text)
  );
}

function isSpread({ callee, arguments: args }: Call): boolean {
  const isApply = callee.type === 'MemberExpression' && keyName(callee.property, callee.computed) === 'apply';
  return isApply || args.some(({ type }) => type === 'SpreadElement');
}

function isComputed({ callee }: Call): boolean {
  return callee.type === 'MemberExpression' && callee.computed && callee.property.type !== 'Literal';
}

function mayHoldFunctions({ type }: Node): boolean {
  return type !== 'Literal' && type !== 'TemplateLiteral' && type !== 'BinaryExpression' && type !== 'UnaryExpression';
}

/** A chain of calls over several lines is at the line of its last name. */
function lastLineStart(node: Call): number {
  const callee = unwrap(node.callee);
  return spanOf(callee.type === 'MemberExpression' ? callee.property : node)[0];
}

function thisOf(node: Node): Node {
  return { type: 'ThisExpression', parent: node } as Node;
}
