/** Recognises code that lets time pass: promises over `setTimeout`, helpers made of one, packages, `timers/promises`. */
import type { TSESTree } from '@typescript-eslint/types';
import { delayApis } from '../apis/delays.ts';
import { indexByApi } from '../apis/sync-api.ts';
import type { FunctionNode, Node, SourceFile } from '../contracts.ts';
import { isFunction, keyName, unwrap } from '../syntax/node.ts';
import { descendants } from '../syntax/references.ts';
import { calledFunction } from './functions.ts';

/** A place that gives a promise of a time having passed. */
export interface Sleep {
  /** How long, in milliseconds. */
  readonly time: Node;
  /** Told by the name of a function from another file. */
  readonly isGuess: boolean;
}

const delays = indexByApi(delayApis);
const SLEEP_NAME =
  /^(?:async|await|promise)?_?(?:sleep|delay|wait|pause|snooze)(?:Ms|Millis\w*|For|Async|Promise|Time)?$/i;
const PROMISIFIED = /^(?:util\.promisify|pify|bluebird\.promisify|es6-promisify\.promisify)$/;

/** Reads a call, or a `new Promise`, as a sleep; undefined for anything else. */
export function sleepOf(file: SourceFile, node: TSESTree.CallExpression | TSESTree.NewExpression): Sleep | undefined {
  if (node.type === 'NewExpression') {
    const time = timeOfPromise(file, node);
    return time && { time, isGuess: false };
  }
  const api = file.calleeOf(node);
  const row = api === undefined ? undefined : delays.get(api);
  const known = row && node.arguments[row.time];
  if (known) return { time: known, isGuess: false };
  if (isPromisifiedTimer(file, node)) return node.arguments[0] && { time: node.arguments[0], isGuess: false };
  return sleepOfHelper(file, node) ?? sleepByName(file, node);
}

/** The global timer, imported or not. */
export function isTimer(file: SourceFile, call: TSESTree.CallExpression, name: 'setTimeout' | 'setInterval'): boolean {
  const api = file.calleeOf(call);
  return api === `#${name}` || api === `timers.${name}` || api === `#window.${name}`;
}

/** `new Promise((resolve) => setTimeout(resolve, time))`, the executor doing nothing else. */
function timeOfPromise(file: SourceFile, made: TSESTree.NewExpression): Node | undefined {
  const executor = made.arguments[0];
  if (!executor || !isFunction(executor) || !/^(?:#Promise|bluebird)$/.test(file.calleeOf(made) ?? ''))
    return undefined;
  const only = soleExpression(executor);
  const call = only && unwrap(only);
  if (call?.type !== 'CallExpression' || !isTimer(file, call, 'setTimeout')) return undefined;
  const resolve = executor.params[0];
  const [callback, time] = call.arguments;
  return resolve && callback && time && callsOnly(callback, resolve) ? time : undefined;
}

/** The one expression a function evaluates. A timer's handle may be kept under a name. */
function soleExpression(fn: FunctionNode): Node | undefined {
  if (fn.body.type !== 'BlockStatement') return fn.body;
  const [statement, ...more] = fn.body.body;
  if (more.length > 0) return undefined;
  if (statement?.type === 'ExpressionStatement') return statement.expression;
  return statement?.type === 'ReturnStatement' ? (statement.argument ?? undefined) : undefined;
}

/** `resolve`, `() => resolve(value)`, `resolve.bind(null, value)`. */
function callsOnly(callback: Node, resolve: Node): boolean {
  if (resolve.type !== 'Identifier') return false;
  const inner = isFunction(callback) ? soleExpression(callback) : callback;
  const node = inner && unwrap(inner);
  if (node?.type === 'Identifier') return node.name === resolve.name;
  if (node?.type !== 'CallExpression') return false;
  const callee = node.callee.type === 'MemberExpression' ? node.callee.object : node.callee;
  return callee.type === 'Identifier' && callee.name === resolve.name;
}

/** `const wait = promisify(setTimeout)`. */
function isPromisifiedTimer(file: SourceFile, call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  const variable = callee.type === 'Identifier' ? file.variableOf(callee) : undefined;
  const value = variable ? variable.writes[0]?.value : callee;
  if (value?.type !== 'CallExpression' || !PROMISIFIED.test(file.calleeOf(value) ?? '')) return false;
  const timer = value.arguments[0];
  return timer !== undefined && /^(?:#|timers\.)setTimeout$/.test(file.apiOf(timer) ?? '');
}

/** A call of a function of this file that only sleeps, for as long as a parameter or a constant says. */
function sleepOfHelper(file: SourceFile, call: TSESTree.CallExpression): Sleep | undefined {
  const fn = calledFunction(file, call);
  const only = fn && soleExpression(fn);
  const made = only && unwrap(only);
  if (!fn || (made?.type !== 'NewExpression' && made?.type !== 'CallExpression')) return undefined;
  const time = made.type === 'NewExpression' ? timeOfPromise(file, made) : timeOfKnown(file, made);
  const name = time && unwrap(time);
  if (!name) return undefined;
  const index = fn.params.findIndex((param) => firstName(param) === (name.type === 'Identifier' ? name.name : ''));
  if (index === -1) return descendants(name).some(isParameter(file, fn)) ? undefined : { time: name, isGuess: false };
  return { time: call.arguments[index] ?? defaultOf(fn.params[index]) ?? name, isGuess: false };
}

function timeOfKnown(file: SourceFile, call: TSESTree.CallExpression): Node | undefined {
  const row = delays.get(file.calleeOf(call) ?? '');
  return row && call.arguments[row.time];
}

function isParameter(file: SourceFile, fn: FunctionNode): (node: Node) => boolean {
  return (node) => {
    const variable = node.type === 'Identifier' ? file.variableOf(node) : undefined;
    return variable?.kind === 'param' && variable.scopeFunction === fn;
  };
}

function firstName(param: Node): string | undefined {
  const target = param.type === 'AssignmentPattern' ? param.left : param;
  return target.type === 'Identifier' ? target.name : undefined;
}

function defaultOf(param: Node | undefined): Node | undefined {
  return param?.type === 'AssignmentPattern' ? param.right : undefined;
}

/** `utils.sleep(500)` of another file or an unknown package: its name and its one argument tell. */
function sleepByName(file: SourceFile, call: TSESTree.CallExpression): Sleep | undefined {
  const callee = unwrap(call.callee);
  const [time, second] = call.arguments;
  if (!time || second || isFunction(time)) return undefined;
  const name = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
  if (callee.type === 'Identifier') {
    return isFromElsewhere(file, callee) && SLEEP_NAME.test(callee.name) ? { time, isGuess: true } : undefined;
  }
  if (callee.type !== 'MemberExpression' || name === undefined || !SLEEP_NAME.test(name)) return undefined;
  const { object } = callee;
  const isHelper = object.type === 'ThisExpression' || (object.type === 'Identifier' && isFromElsewhere(file, object));
  return isHelper ? { time, isGuess: true } : undefined;
}

/** Whether a name comes from another file. */
function isFromElsewhere(file: SourceFile, name: TSESTree.Identifier): boolean {
  const variable = file.variableOf(name);
  if (!variable || variable.scopeFunction) return false;
  if (variable.kind === 'import') return true;
  const value = variable.writes[0]?.value;
  const call = value && unwrap(value);
  return call?.type === 'CallExpression' && file.calleeOf(call) === '#require';
}
