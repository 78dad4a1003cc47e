/** What becomes of an object a function makes: kept for later, handed to the caller, or used up in the call. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, Node, SourceFile, Variable } from '../contracts.ts';
import { isClass, isFunction, keyName, unwrap } from '../syntax/node.ts';
import { isOnce } from '../syntax/once.ts';
import { referencesTo } from '../syntax/references.ts';
import {
  calledName,
  isAround,
  isCaptured,
  isInConstructor,
  isListen,
  isWritten,
  memberOf,
  methodOf,
  nameOf,
  passesOn,
  startOf,
} from './held-by.ts';
import { chainRootOf } from './sinks.ts';

/**
 * `kept`: it outlives the call, or is meant to. `returned`: the caller decides,
 * and no caller is in this file. `used`: each call makes a new one; `closed`
 * says whether the same function also ends it.
 */
export type Lifetime =
  { readonly kind: 'kept' } | { readonly kind: 'returned' } | { readonly kind: 'used'; readonly closed: boolean };

const KEPT: Lifetime = { kind: 'kept' };
const USED: Lifetime = { kind: 'used', closed: false };
const CLOSED: Lifetime = { kind: 'used', closed: true };

/** Methods whose result is the object itself, or holds it. */
const SAME_OBJECT =
  /^(?:connect|on|once|addListener|promise|db|unref|setMaxListeners|initialize|extend|\$extends|\$connect|withConfig|then|catch|finally|asPromise)$/;
/** Methods that put what they are given into something. */
const STORES = /^(?:set|add|push|unshift|decorate|provide|register|registerInstance|put|enterWith|run|bind|store)$/;
/** Functions that wrap an object in another, or hand it on. */
const WRAPPERS =
  /^(?:[A-Z]\w*|\$?(?:create|make|build|init|new|wrap|get[A-Z]|with|drizzle|knex|kysely|all$|resolve|promisify|instrument|retry|pRetry|trace|assign|freeze)\w*)$/;
/** Needs a connection of its own: a subscription or a blocking command takes it over. */
const TAKES_OVER =
  /^(?:subscribe|psubscribe|pSubscribe|sSubscribe|ssubscribe|monitor|brpop|blpop|brPop|blPop|xread|xRead|xreadgroup|xReadGroup|listen|consume)$/;
/** Functions that keep what the function they are given makes: `getOrCreate(agents, uri, () => new ProxyAgent(uri))`. */
const KEEPERS =
  /^(?:\w*(?:getOr|orCreate|orElse)[A-Z]?\w*|computeIfAbsent|borrow|shared|remember\w*|cached?\w*|memo\w*|once|singleton\w*)$/i;
const REQUEST_OBJECTS = /^(?:req|request|res|response|reply|ctx|context|c|event|locals)$/;

/** Follows the object a `new` or a call makes. `closers` are the methods that end it. */
export function lifetimeOf(file: SourceFile, made: Node, closers: readonly string[]): Lifetime {
  if (!file.functionOf(made) || isOnce(file, made)) return KEPT;
  return new Follower(file, closers).start(made);
}

class Follower {
  readonly #file: SourceFile;
  readonly #closers: readonly string[];
  readonly #seen = new Set<unknown>();

  constructor(file: SourceFile, closers: readonly string[]) {
    this.#file = file;
    this.#closers = closers;
  }

  /** `MongoClient.connect(url, (error, client) => …)` gives the object to its callback. */
  start(made: Node): Lifetime {
    const handler = made.type === 'CallExpression' ? made.arguments.at(-1) : undefined;
    const client = handler && isFunction(handler) ? handler.params[1] : undefined;
    return client ? this.#target(client, client) : this.follow(made);
  }

  /** Goes from an expression that holds the object to whatever holds it next. */
  follow(node: Node): Lifetime {
    const { parent } = node;
    if (!parent || this.#seen.has(node)) return USED;
    this.#seen.add(node);
    switch (parent.type) {
      case 'MemberExpression':
        return parent.object === node ? this.#member(parent) : USED;
      case 'CallExpression':
      case 'NewExpression':
        return parent.callee === node ? USED : this.#argument(parent, node);
      case 'VariableDeclarator':
        return this.#target(parent.id, node);
      case 'AssignmentExpression':
        return parent.right === node ? this.#target(parent.left, node) : USED;
      case 'ReturnStatement':
        return this.#result(node);
      case 'ArrowFunctionExpression':
        return parent.body === node ? this.#result(node) : KEPT;
      case 'PropertyDefinition':
        return parent.static ? KEPT : this.#ofInstance(parent);
      case 'AssignmentPattern':
      case 'YieldExpression':
      case 'JSXExpressionContainer':
        return KEPT;
      default:
        return passesOn(parent, node) ? this.follow(parent) : USED;
    }
  }

  #member(member: TSESTree.MemberExpression): Lifetime {
    const call = member.parent;
    const name = keyName(member.property, member.computed) ?? '';
    const isCalled = call.type === 'CallExpression' && call.callee === member;
    if (this.#closers.includes(name)) return CLOSED;
    if (!isCalled) return USED;
    if (TAKES_OVER.test(name) || isListen(this.#file, call)) return KEPT;
    if (name === 'then') return this.#callback(call);
    return SAME_OBJECT.test(name) ? this.follow(call) : USED;
  }

  /** `MongoClient.connect(url).then((client) => …)`. */
  #callback(call: TSESTree.CallExpression): Lifetime {
    const [handler] = call.arguments;
    if (!handler || !isFunction(handler)) return this.follow(call);
    const param = handler.params[0];
    return param ? this.#target(param, param) : USED;
  }

  #argument(call: TSESTree.CallExpression | TSESTree.NewExpression, node: Node): Lifetime {
    const callee = unwrap(call.callee);
    const name = calledName(call);
    if (callee.type === 'MemberExpression' && STORES.test(name)) {
      return this.#isOfTheCall(callee.object, node) ? USED : KEPT;
    }
    const handedBack = callee.type === 'Identifier' ? this.#handedBack(callee, call, node) : undefined;
    if (handedBack) return handedBack;
    return call.type === 'NewExpression' || WRAPPERS.test(name) ? this.follow(call) : USED;
  }

  /** `new Promise((resolve) => resolve(client))` and `callback(null, client)` give the object to whoever asked. */
  #handedBack(
    callee: TSESTree.Identifier,
    call: TSESTree.CallExpression | TSESTree.NewExpression,
    node: Node,
  ): Lifetime | undefined {
    const variable = this.#file.variableOf(callee);
    const fn = variable?.param && variable.scopeFunction;
    if (!fn) return undefined;
    const { parent } = fn;
    if (parent.type === 'NewExpression' && this.#file.calleeOf(parent) === '#Promise') return this.follow(parent);
    const given = call.arguments.findIndex((argument) => argument === node);
    return given === 1 ? this.#ofCallbacks(fn, variable.param.index, given) : undefined;
  }

  /** What the callers in this file do with what their callback is given. */
  #ofCallbacks(fn: FunctionNode, callback: number, given: number): Lifetime {
    const fates = this.#callersOf(fn).map((call) => {
      const handler = call.arguments[callback];
      const param = handler && isFunction(handler) ? handler.params[given] : undefined;
      if (!param || !this.#file.functionOf(call) || isOnce(this.#file, call)) return KEPT;
      return this.#target(param, param);
    });
    return fates.length === 0 ? { kind: 'returned' } : strongest(fates, 'used');
  }

  /** A name, a member or a pattern the object is written to. */
  #target(target: Node, node: Node): Lifetime {
    if (target.type === 'Identifier') return this.#variable(this.#file.variableOf(target), node);
    if (target.type === 'ObjectPattern' || target.type === 'ArrayPattern') return USED;
    if (target.type !== 'MemberExpression') return KEPT;
    const root = chainRootOf(target);
    if (root.type === 'ThisExpression')
      return isInConstructor(this.#file, node) ? this.#ofInstance(node) : this.#ofMember(target, node);
    if (root.type !== 'Identifier' || !this.#isOfTheCall(root, node)) return KEPT;
    const variable = this.#file.variableOf(root);
    return variable?.kind === 'param' ? USED : this.#variable(variable, node);
  }

  /** `this.client = …` outside a constructor is kept, unless the same function ends it again. */
  #ofMember(target: Node, node: Node): Lifetime {
    const fn = this.#file.functionOf(node);
    const text = this.#file.textOf(target);
    const isClosed = this.#file.nodes('CallExpression').some((call) => {
      const callee = unwrap(call.callee);
      if (callee.type !== 'MemberExpression' || this.#file.functionOf(call) !== fn) return false;
      const closes = this.#closers.includes(keyName(callee.property, callee.computed) ?? '');
      return (
        closes && this.#file.textOf(callee.object) === text && startOf(this.#file, call) > startOf(this.#file, node)
      );
    });
    return isClosed ? CLOSED : KEPT;
  }

  #variable(variable: Variable | undefined, node: Node): Lifetime {
    if (!variable) return KEPT;
    const fn = this.#file.functionOf(node);
    const isLocal = variable.scopeFunction !== undefined && isAround(variable.scopeFunction, fn);
    const uses = referencesTo(this.#file, variable);
    const fates = uses.map((use) => {
      if (isWritten(use)) return USED;
      return isCaptured(this.#file, use, fn) ? KEPT : this.follow(use);
    });
    const closedHere = uses.some((use, i) => isClosed(fates[i]) && this.#file.functionOf(use) === fn);
    if (!isLocal) return closedHere ? CLOSED : KEPT;
    return strongest(fates);
  }

  /** The object is what a function gives back: the callers in this file say what becomes of it. */
  #result(node: Node): Lifetime {
    const fn = this.#file.functionOf(node);
    if (!fn) return KEPT;
    const { parent } = fn;
    if (parent.type === 'CallExpression') {
      if (parent.callee === fn) return this.follow(parent);
      return KEEPERS.test(calledName(parent)) ? KEPT : this.#argument(parent, fn);
    }
    if (parent.type === 'Property') return KEPT;
    const fates = this.#callersOf(fn).map((call) => this.#atCaller(call));
    return fates.length === 0 ? { kind: 'returned' } : strongest(fates, 'used');
  }

  #atCaller(call: TSESTree.CallExpression): Lifetime {
    return !this.#file.functionOf(call) || isOnce(this.#file, call) ? KEPT : this.follow(call);
  }

  #callersOf(fn: FunctionNode): readonly TSESTree.CallExpression[] {
    const calls = this.#file.nodes('CallExpression');
    const { parent } = fn;
    const method = methodOf(parent);
    if (method !== undefined) {
      return calls.filter(
        ({ callee }) =>
          callee.type === 'MemberExpression' && memberOf(callee) === method && this.#file.apiOf(callee) === undefined,
      );
    }
    const name = nameOf(fn);
    const variable = name && this.#file.variableOf(name);
    if (!variable) return [];
    return calls.filter(({ callee }) => callee.type === 'Identifier' && this.#file.variableOf(callee) === variable);
  }

  /** Kept by an object: as short-lived as the object, where this file makes it once per call. */
  #ofInstance(node: Node): Lifetime {
    let at: Node | undefined = node;
    while (at && !isClass(at)) at = at.parent;
    if (!at?.id) return KEPT;
    const variable = this.#file.variableOf(at.id);
    const fates = this.#file
      .nodes('NewExpression')
      .filter((made) => made.callee.type === 'Identifier' && this.#file.variableOf(made.callee) === variable)
      .map((made) => (!this.#file.functionOf(made) || isOnce(this.#file, made) ? KEPT : this.follow(made)));
    return fates.length === 0 ? KEPT : strongest(fates);
  }

  /** Whether a container is made for one call: a local, or the request's own object. */
  #isOfTheCall(container: Node, node: Node): boolean {
    const root = chainRootOf(container);
    const variable = root.type === 'Identifier' ? this.#file.variableOf(root) : undefined;
    if (!variable || root.type !== 'Identifier') return false;
    if (variable.kind === 'param')
      return REQUEST_OBJECTS.test(root.name) && !/\.app\b/.test(this.#file.textOf(container));
    return variable.scopeFunction !== undefined && variable.scopeFunction === this.#file.functionOf(node);
  }
}

function strongest(fates: readonly Lifetime[], first: Lifetime['kind'] = 'kept'): Lifetime {
  return (
    fates.find((fate) => fate.kind === first) ??
    fates.find((fate) => fate.kind === 'kept' || fate.kind === 'returned') ??
    fates.find(isClosed) ??
    USED
  );
}

function isClosed(fate: Lifetime | undefined): boolean {
  return fate?.kind === 'used' && fate.closed;
}
