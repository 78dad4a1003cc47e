/** What functions from outside the program do with a function they are given. */
import type { TSESTree } from '@typescript-eslint/types';
import { FRAMEWORKS } from '../../apis/handlers.ts';
import {
  AT_ONCE_METHODS,
  AWAITING_FRAMEWORKS,
  CALLBACK_METHODS,
  LISTENER_METHODS,
  ORDERED_EVENTS,
  PROMISE_METHODS,
  takerOf,
  type TakerKind,
} from '../../apis/function-takers.ts';
import { ITERATION_METHODS } from '../../syntax/iteration.ts';
import { PROCESS_END_EVENTS } from '../../apis/takers.ts';
import type { ApiPath, Node } from '../../contracts.ts';
import { foldString } from '../../syntax/fold.ts';
import { keyName, unwrap } from '../../syntax/node.ts';
import { referencesTo } from '../../syntax/references.ts';
import { HANDLER_HELPER } from '../rewrite/helper-names.ts';
import { canBeWaitedFor } from '../tests/done.ts';
import { expectationOf } from '../tests/expectation.ts';
import { standsForPromise } from '../tests/stubs/target.ts';
import type { ModelFile } from '../model/model-file.ts';
import { parameter } from './arguments.ts';
import { isArray } from './arrays.ts';
import { forwardsErrors, looseMiddleware } from './middleware.ts';
import type { Certainty } from './uses.ts';
import { readTooEarly } from './timers.ts';
import type { ValueWalk } from './walk.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** Decides by the tables; what no table knows is refused. */
export function takeForeign(
  walk: ValueWalk,
  at: ModelFile,
  call: Call,
  node: Node,
  index: number,
  certainty: Certainty,
): void {
  const api = at.file.calleeOf(call);
  const verdicts = new Verdicts(walk, at, call, node, certainty);
  if (call.type === 'NewExpression') {
    if (api === '#Promise') return verdicts.add('barrier/promise-executor', 'the executor of a promise');
    return verdicts.add('barrier/escapes', `given to \`new ${shown(at, call)}\`, of which no table knows what it does`);
  }
  const callee = unwrap(call.callee);
  const name =
    callee.type === 'MemberExpression'
      ? (at.file.memberName(callee) ?? keyName(callee.property, callee.computed))
      : undefined;
  if (index === 0 && byAssertion(walk, at, call, verdicts)) return;
  // What stands in for a function is given to whoever calls that.
  if (standsForPromise(walk.analysis, at, call)) return void verdicts.take('awaits');
  if (callee.type === 'MemberExpression' && name !== undefined) {
    if (byMethod(walk, at, call, callee, name, index, verdicts)) return;
  }
  const kind = api === undefined ? undefined : kindOf(api, index, call);
  const early = api !== undefined && walk.fn.in === at ? readTooEarly(at, api, call, walk.fn.node) : undefined;
  if (early !== undefined)
    verdicts.add('hazard/order', `what runs next reads \`${early}\`, which is written later then`);
  if (kind !== undefined) return byKind(kind, walk, at, call, verdicts);
  if (api !== undefined && byFramework(walk, api, name, verdicts)) return;
  const isMember = name !== undefined && callee.type === 'MemberExpression';
  if (isMember && byDefinition(walk, at, callee, name, index, certainty)) return;
  verdicts.add(
    'barrier/escapes',
    `given to \`${shown(at, call)}\`, of which no table knows what it does with the result`,
  );
}

/** What becomes of an argument; assertions check what is rejected with by a second one, and at once. */
function kindOf(api: ApiPath, index: number, call: TSESTree.CallExpression): TakerKind | undefined {
  if (index > 0 && /^assert\b.*\.(?:rejects|doesNotReject)$/.test(api)) return 'at-once';
  return takerOf(api, index === call.arguments.length - 1);
}

class Verdicts {
  readonly walk: ValueWalk;
  readonly at: ModelFile;
  readonly call: Call;
  readonly node: Node;
  readonly certainty: Certainty;

  constructor(walk: ValueWalk, at: ModelFile, call: Call, node: Node, certainty: Certainty) {
    this.walk = walk;
    this.at = at;
    this.call = call;
    this.node = node;
    this.certainty = certainty;
  }

  add(code: Parameters<ValueWalk['out']['refuse']>[2], message: string): void {
    this.walk.out.refuse(this.at, this.node, code, message, this.certainty);
  }

  /** The framework hands errors on only of what throws at once; always true. */
  forward(): true {
    const { at, node, certainty } = this;
    if (!isForwarded(node)) this.walk.out.handlers.set(node, { in: at, node, certainty });
    return this.take('ignores');
  }

  /** The call may have the function as an async one; always true. */
  take(taker: TakerKind): true {
    this.walk.out.taken.set(this.call, { in: this.at, node: this.call, certainty: this.certainty, taker });
    return true;
  }
}

/** Assertions about what a function throws get another form; returns whether it is one. */
function byAssertion(walk: ValueWalk, at: ModelFile, call: TSESTree.CallExpression, verdicts: Verdicts): boolean {
  const expectation = expectationOf(at.file, call);
  if (!expectation) return false;
  const { form, call: node } = expectation;
  if (form !== 'replay' && verdicts.certainty === 'possible') {
    const message = "whether what is given to the assertion becomes async can't be told";
    walk.out.refuse(at, verdicts.node, 'barrier/sync-callback', message, 'possible');
  }
  walk.out.iterations.set(node, { in: at, node, certainty: verdicts.certainty });
  return true;
}

/** Methods that are known by their names; returns whether it was one. */
function byMethod(
  walk: ValueWalk,
  at: ModelFile,
  call: TSESTree.CallExpression,
  callee: TSESTree.MemberExpression,
  name: string,
  index: number,
  verdicts: Verdicts,
): boolean {
  if (PROMISE_METHODS.has(name) && index <= 1) return verdicts.take('awaits');
  if (ITERATION_METHODS.has(name) && index === 0 && isArrayOf(walk, at, callee, name)) {
    if (isAwaitedTogether(at, call)) return verdicts.take('awaits');
    walk.out.iterations.set(call, { in: at, node: call, certainty: verdicts.certainty });
    return true;
  }
  if (LISTENER_METHODS.has(name) && index === 1 && call.arguments[0]) {
    byEvent(walk, at, callee, foldString(call.arguments[0], at.file), verdicts);
    byDefinition(walk, at, callee, name, index, verdicts.certainty);
    return true;
  }
  if (AT_ONCE_METHODS.has(name)) {
    verdicts.add('barrier/sync-callback', `\`${name}\` uses the result at once`);
    return true;
  }
  const isForeign = walk.analysis.resolver.valueOf(at, callee.object)?.kind === 'external';
  if (CALLBACK_METHODS.has(name) && index === call.arguments.length - 1 && isForeign) return verdicts.take('ignores');
  if (ITERATION_METHODS.has(name) && index === 0) {
    if (!isForeign && walk.analysis.definitionsOf(name).length > 0) return false;
    verdicts.add(
      'barrier/sync-callback',
      `\`${name}\` uses the result at once, and whether it is an array's can't be told`,
    );
    return true;
  }
  return false;
}

/** By what is written, or else by its type. */
function isArrayOf({ analysis }: ValueWalk, at: ModelFile, callee: TSESTree.MemberExpression, name: string): boolean {
  return isArray(analysis, at, callee.object) || analysis.types.isArray(at, name, callee);
}

/** `Promise.all(list.map(f))`: the promises are waited for as they are. */
function isAwaitedTogether(at: ModelFile, call: TSESTree.CallExpression): boolean {
  const { parent, callee } = call;
  const isMap = callee.type === 'MemberExpression' && keyName(callee.property, callee.computed) === 'map';
  return (
    isMap && parent.type === 'CallExpression' && /^#Promise\.all(?:Settled)?$/.test(at.file.calleeOf(parent) ?? '')
  );
}

function byEvent(
  walk: ValueWalk,
  at: ModelFile,
  callee: TSESTree.MemberExpression,
  event: string | undefined,
  verdicts: Verdicts,
): void {
  const api = at.file.apiOf(callee.object);
  if (/^#?process$/.test(api ?? '')) {
    if (event === undefined || PROCESS_END_EVENTS.has(event)) {
      verdicts.add('barrier/exit-hook', 'runs when the process ends, which waits for nothing');
    }
  } else if (event === undefined || ORDERED_EVENTS.has(event)) {
    verdicts.add('hazard/order', `the next event does not wait for this listener of '${event ?? '?'}'`);
  } else if (walk.analysis.emits(event)) {
    verdicts.add('hazard/order', `the program emits '${event}' itself, and goes on before the listener is done`);
  }
  verdicts.take('ignores');
}

function byKind(
  kind: TakerKind,
  walk: ValueWalk,
  at: ModelFile,
  call: TSESTree.CallExpression,
  verdicts: Verdicts,
): void {
  switch (kind) {
    case 'at-once':
      return verdicts.add('barrier/sync-callback', `\`${shown(at, call)}\` uses the result at once`);
    case 'suite':
      return verdicts.add('barrier/suite-body', 'the body of a suite has to declare its tests at once');
    case 'exit':
      return verdicts.add('barrier/exit-hook', 'runs when the process ends, which waits for nothing');
    case 'test': {
      if (!canBeWaitedFor(at.file, call, walk.fn.node)) {
        verdicts.add('test/done', 'a test that takes a callback may not return a promise as well');
      }
      verdicts.take(kind);
      return;
    }
    case 'awaits':
    case 'answers':
    case 'ignores':
    case 'inert':
      verdicts.take(kind);
  }
}

/** Handlers of frameworks: those that wait take an async one as it is. */
function byFramework(walk: ValueWalk, api: ApiPath, method: string | undefined, verdicts: Verdicts): boolean {
  const receiver = method === undefined ? api : api.slice(0, -(method.length + 1));
  const framework = FRAMEWORKS.find((one) => one.receiver === receiver || one.also.includes(receiver));
  if (!framework || method === undefined || !(method in framework.methods)) return false;
  const loose = looseMiddleware(walk.analysis.program, framework.name);
  if (loose !== undefined)
    verdicts.add(
      'hazard/order',
      `a middleware of ${framework.name} goes on without waiting behind \`next()\`, ${loose}`,
    );
  const waits = framework.name === 'express' ? walk.analysis.hasExpress5 : AWAITING_FRAMEWORKS.has(framework.name);
  if (framework.name === 'http server' || framework.name === 'net server') return verdicts.take('ignores');
  if (!waits && forwardsErrors(receiver, method)) return verdicts.forward();
  if (!waits) {
    verdicts.add(
      'barrier/escapes',
      `a handler of ${framework.name}, which does not wait for it: an error would be lost`,
    );
  }
  if (framework.name !== 'fastify') return verdicts.take('awaits');
  if (!isPlainHandler(walk)) {
    verdicts.add('barrier/escapes', `a handler of ${framework.name} that answers later, or through a callback`);
  }
  return verdicts.take(method === 'addHook' ? 'awaits' : 'answers');
}

/** One that answers itself, not in a callback, and takes no callback. */
function isPlainHandler(walk: ValueWalk): boolean {
  const { in: at, node } = walk.fn;
  const reply = node.params[1];
  // Where its type is written, the reply is none of it.
  if (node.params.length > 2 || (reply && node.returnType)) return false;
  if (reply?.type !== 'Identifier') return reply === undefined;
  const variable = at.file.variableOf(reply);
  return variable !== undefined && referencesTo(at.file, variable).every((one) => at.file.functionOf(one) === node);
}

/** A method of an unknown receiver that the program defines: each of these may be it. */
function byDefinition(
  walk: ValueWalk,
  at: ModelFile,
  callee: TSESTree.MemberExpression,
  name: string,
  index: number,
  certainty: Certainty,
): boolean {
  if (walk.analysis.resolver.valueOf(at, callee.object)?.kind === 'external') return false;
  const isListener = LISTENER_METHODS.has(name);
  if (!isListener && walk.analysis.isCommonName(name)) return false;
  // Tests define `on` where they stand in for a stream or a server.
  const targets = walk.analysis.definitionsOf(name).filter((one) => !isListener || one.in.kind !== 'test');
  for (const target of targets) parameter(walk, target, index, certainty === 'proved' ? 'possible' : certainty);
  return targets.length > 0;
}

/** What is called, as it is written, cut where it is long. */
function shown(at: ModelFile, call: Call): string {
  const text = at.file.textOf(call.callee).replaceAll(/\s+/g, ' ');
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

/** `forwardErrors(handler)`, from an earlier run. */
function isForwarded(node: Node): boolean {
  const inner = unwrap(node);
  return (
    inner.type === 'CallExpression' &&
    inner.callee.type === 'Identifier' &&
    inner.callee.name.startsWith(HANDLER_HELPER)
  );
}
