/** What a call does outside the program: by the tables of APIs, by the text of a query, or else by its name. */
import type { TSESTree } from '@typescript-eslint/types';
import {
  COMPUTES,
  COMPUTING,
  GOES_OUT,
  HANDED_ON,
  HOLDS_BACK,
  LIMITS,
  LOGS,
  NOT_READING,
  OPENS_TRANSACTION,
  ORDERED,
  ORDERED_OBJECTS,
  READING,
  REMOVING,
  SESSIONS,
  STANDS_OUTSIDE,
  TRANSACTIONS,
} from '../apis/effect-names.ts';
import {
  CHANGES_FIRST,
  CHANGES_ITSELF,
  CONNECTIONS,
  FETCHERS,
  ioEffects,
  POOLS,
  PROCESSES,
  PURE_APIS,
  REQUESTERS,
  SLEEPS,
  type IoEffect,
} from '../apis/io-effects.ts';
import type { ApiPath, Node, SourceFile } from '../contracts.ts';
import { methodUseOf, type Call, type CallEffect } from '../syntax/dependence/index.ts';
import { ancestors, keyName, unwrap } from '../syntax/node.ts';
import { identifiersIn } from '../syntax/references.ts';
import { constantOf } from '../syntax/values.ts';
import { chainOf, isInnerOfChain, isPlumbing, isWaitedFor, type Chain } from './call-chains.ts';
import { queryEffectOf } from './query-effects.ts';

const NONE: CallEffect = { kind: 'none' };
const ASSUMED_NONE: CallEffect = { kind: 'none', assumed: true };

/** Undefined where neither a table nor the name of what is called tells. */
export function effectOf(file: SourceFile, call: Call): CallEffect | undefined {
  if (isInnerOfChain(call) || isPlumbing(call)) return NONE;
  const api = apiOfCall(file, call);
  if (call.type === 'NewExpression') return api !== undefined && PURE_APIS.test(api) ? NONE : ASSUMED_NONE;
  return (api === undefined ? undefined : effectOfApi(call, api)) ?? effectByName(file, call, api);
}

type OutsideEffect = Extract<CallEffect, { readonly resource: unknown }>;

/** The I/O a call starts, whether or not somebody waits for it at this place. */
export function outsideEffectOf(file: SourceFile, call: TSESTree.CallExpression): OutsideEffect | undefined {
  const api = apiOfCall(file, call);
  const row = api === undefined ? undefined : ioEffects.get(api);
  if (row && isPromising(api ?? '', call)) return { kind: 'read', resource: row.resource, targets: [] };
  if (api !== undefined && (FETCHERS.test(api) || REQUESTERS.test(api))) {
    return { kind: 'read', resource: 'network', targets: [] };
  }
  if (api !== undefined && PROCESSES.test(api)) return { kind: 'read', resource: 'process', targets: [] };
  const effect = effectOf(file, call);
  if (!effect || !('resource' in effect)) return undefined;
  return effect.assumed && !soundsOutside(chainOf(file, call)) ? undefined : effect;
}

/** `db.getUser(id)`, `fetchAvatar(url)`; a bare `getComment(text)` may well only compute. */
function soundsOutside({ names, objects }: Chain): boolean {
  if (objects.some((name) => COMPUTES.test(name)) || names.some((name) => /JSON$/.test(name))) return false;
  return names.some((name) => GOES_OUT.test(name)) || objects.some((name) => STANDS_OUTSIDE.test(name));
}

/** The functions of `fs` itself hand back no promise. */
function isPromising(api: ApiPath, call: TSESTree.CallExpression): boolean {
  return !/^(?:fs|graceful-fs|dns)\.\w+$/.test(api) || isWaitedFor(call);
}

/** Whether a call waits for its turn: a limiter, a lock, a queue, a pause. */
export function isHeldBack(file: SourceFile, call: TSESTree.CallExpression): boolean {
  const { names, objects } = chainOf(file, call);
  return [...names, ...objects].some((name) => HOLDS_BACK.test(name)) || SLEEPS.test(file.calleeOf(call) ?? '');
}

function effectOfApi(call: TSESTree.CallExpression, api: ApiPath): CallEffect | undefined {
  const row = ioEffects.get(api);
  if (row && !isGivenCallback(call)) return fromRow(call, row);
  if (CHANGES_FIRST.test(api)) return { kind: 'changes', targets: call.arguments.slice(0, 1) };
  if (SLEEPS.test(api)) return { kind: 'ordered', why: 'pause' };
  if (FETCHERS.test(api)) return ofRequest(call, methodIn(call) ?? 'get');
  const method = REQUESTERS.exec(api)?.groups?.['method'];
  if (method !== undefined) return ofRequest(call, method);
  if (CONNECTIONS.test(api)) return { kind: 'ordered', why: 'connection' };
  return PURE_APIS.test(api) ? pureEffect(call, api) : undefined;
}

/** `names.add(name)` changes a Set that the file itself has made; the order of such calls can be restored. */
function pureEffect({ callee }: Call, api: ApiPath): CallEffect | undefined {
  if (!CHANGES_ITSELF.test(api) || callee.type !== 'MemberExpression') return NONE;
  return methodUseOf(api.slice(api.lastIndexOf('.') + 1)) ? undefined : { kind: 'changes', targets: [callee.object] };
}

function fromRow(call: TSESTree.CallExpression, { kind, resource, targets }: IoEffect): CallEffect {
  if (kind === 'ordered') return { kind, why: 'appending' };
  // `await access(path)` guards what follows.
  if (kind === 'read' && isDropped(call)) return { kind: 'ordered', why: 'guard' };
  return { kind, resource, targets: targets.flatMap((index) => call.arguments[index] ?? []) };
}

function isGivenCallback(call: TSESTree.CallExpression): boolean {
  const last = call.arguments.at(-1);
  return last?.type === 'ArrowFunctionExpression' || last?.type === 'FunctionExpression';
}

/** `await f(x);` as a statement: whatever it reads, its result isn't what it is called for. */
function isDropped(call: Node): boolean {
  const { parent } = call;
  return parent?.type === 'ExpressionStatement' || (parent?.type === 'AwaitExpression' && isDropped(parent));
}

function ofRequest(call: TSESTree.CallExpression, method: string): CallEffect {
  const targets = call.arguments.slice(0, 1);
  const verb = method.toLowerCase();
  if (/^(?:get|head|options)$/.test(verb)) {
    return isDropped(call) ? { kind: 'ordered', why: 'guard' } : { kind: 'read', resource: 'network', targets };
  }
  // Two PUTs of different addresses don't touch each other; what a POST makes may have an order.
  if (verb === 'post' || !targets[0] || identifiersIn(targets[0]).length === 0)
    return { kind: 'ordered', why: 'request' };
  return { kind: /^del/.test(verb) ? 'delete' : 'write', resource: 'network', targets };
}

/** The method asked for in the options of a request; `post` where it can't be told. */
function methodIn(call: TSESTree.CallExpression): string | undefined {
  for (const argument of call.arguments) {
    if (argument.type !== 'ObjectExpression') continue;
    for (const property of argument.properties) {
      if (property.type === 'SpreadElement') return 'post';
      if (keyName(property.key, property.computed) !== 'method') continue;
      return property.value.type === 'Literal' ? String(property.value.value) : 'post';
    }
  }
  const options = call.arguments[1];
  return options && options.type !== 'ObjectExpression' ? 'post' : undefined;
}

/** The API a call runs; `readFile` of `const readFile = promisify(fs.readFile)` is that of `fs`. */
function apiOfCall(file: SourceFile, call: Call): ApiPath | undefined {
  const api = file.calleeOf(call);
  if (api !== 'util.promisify()' && api !== 'pify()') return api;
  const made = constantOf(file, unwrap(call.callee))?.writes[0]?.value;
  const [original] = made?.type === 'CallExpression' ? made.arguments : [];
  return original && file.apiOf(original);
}

function effectByName(
  file: SourceFile,
  call: TSESTree.CallExpression,
  api: ApiPath | undefined,
): CallEffect | undefined {
  const chain = chainOf(file, call);
  if (chain.names.some((name) => ORDERED.test(name))) return { kind: 'ordered', why: 'turn' };
  if (chain.names.length === 1 && LIMITS.test(chain.names[0] ?? '')) return { kind: 'ordered', why: 'turn' };
  if (!isWaitedFor(call) && isLog(chain)) return NONE;
  if (!isWaitedFor(call)) return chain.names.every((name) => COMPUTING.test(name)) ? ASSUMED_NONE : undefined;
  if (isInTransaction(call, chain)) return { kind: 'ordered', why: 'transaction' };
  const isDatabase = api !== undefined && POOLS.test(api);
  const query = queryEffectOf(file, call, chain);
  if (query) return query.kind === 'read' && isDropped(call) ? undefined : query;
  return byVerb(call, chain, isDatabase);
}

/** `logger.info(…)`, `debug(…)`, and `d(…)` as `debug` is often called. */
function isLog({ owner, names }: Chain): boolean {
  return LOGS.test(owner) || (names.length === 1 && owner === '' && /^(?:d|debug|dbg|log|trace)$/.test(names[0] ?? ''));
}

function byVerb(call: TSESTree.CallExpression, chain: Chain, isDatabase: boolean): CallEffect | undefined {
  const resource = isDatabase ? 'database' : 'service';
  const targets = [...call.arguments, ...chain.arguments, ...(chain.object ? [chain.object] : [])];
  if (/^(?:json|text|arrayBuffer|blob|buffer|formData)$/.test(chain.names.at(-1) ?? '')) return ASSUMED_NONE;
  if (chain.objects.some((name) => ORDERED_OBJECTS.test(name))) return undefined;
  if (chain.names.some((name) => REMOVING.test(name)))
    return { kind: 'delete', resource, targets, assumed: !isDatabase };
  const isReading = chain.names.some((name) => isReadingName(name)) && !chain.names.some((name) => CHANGING.test(name));
  if (!isReading || isDropped(call) || isBare(call, chain)) return undefined;
  return { kind: 'read', resource, targets, assumed: !isDatabase };
}

const CHANGING =
  /^(?:update|insert|save|create|upsert|set|add|put|post|patch|increment|decrement|append|merge|replace|store|persist|push)(?=$|[A-Z_])/;

function isReadingName(name: string): boolean {
  return READING.test(name) && !NOT_READING.test(name);
}

/** `get()` or `read()` of nothing in particular: the next one, most likely. `isOpen()` asks the object itself. */
function isBare(call: TSESTree.CallExpression, { names, arguments: given }: Chain): boolean {
  const nothing = call.arguments.length === 0 && given.length === 0;
  const [name = ''] = names;
  return (
    nothing && names.length === 1 && (/^(?:get|read|fetch|find|query|select|head|stat)$/.test(name) || ASKS.test(name))
  );
}

const ASKS = /^(?:is|has|can)(?=$|[A-Z])/;

/** On a transaction or on one connection, or given one: `{ transaction }`, `findUser(trx, id)`. */
function isInTransaction(call: TSESTree.CallExpression, chain: Chain): boolean {
  if (chain.objects.some((name) => TRANSACTIONS.test(name) || SESSIONS.test(name))) return true;
  if (isInTransactionCallback(call)) return true;
  if (chain.names.includes('session') || chain.names.includes('transacting')) return true;
  const given = [...call.arguments, ...chain.arguments];
  if (given.some((argument) => identifiersIn(argument).some(({ name }) => TRANSACTIONS.test(name)))) return true;
  return given.some((argument) => argument.type === 'ObjectExpression' && argument.properties.some(isSession));
}

/** `db.transaction(async () => { … })` around the call. */
function isInTransactionCallback(call: Node): boolean {
  for (const at of ancestors(call)) {
    const opener = at.type === 'CallExpression' && at !== call ? unwrap(at.callee) : undefined;
    if (opener?.type === 'Identifier' && OPENS_TRANSACTION.test(opener.name)) return true;
    if (opener?.type !== 'MemberExpression') continue;
    if (OPENS_TRANSACTION.test(keyName(opener.property, opener.computed) ?? '')) return true;
  }
  return false;
}

/** Also `...ctx`: what is handed on from call to call may hold the transaction. */
function isSession(property: Node): boolean {
  if (property.type === 'SpreadElement') {
    return property.argument.type === 'Identifier' && HANDED_ON.test(property.argument.name);
  }
  const key = property.type === 'Property' ? (keyName(property.key, property.computed) ?? '') : '';
  return SESSIONS.test(key) || TRANSACTIONS.test(key);
}
