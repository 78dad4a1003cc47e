/** Whether the top level of a CommonJS script may move into an async `main`. */
import type { TSESTree } from '@typescript-eslint/types';
import { ITERATION_METHODS } from '../../syntax/iteration.ts';
import type { FunctionNode, Node } from '../../contracts.ts';
import { functionOf, isFunction, keyName, spanOf, unwrap } from '../../syntax/node.ts';
import { someWithin } from '../../syntax/references.ts';
import type { Obstacle } from '../decisions.ts';
import { returnsPromise } from './promises.ts';
import type { Analysis } from '../flow/analysis.ts';
import { lateListener } from '../hazards/order.ts';
import { promiseLeftAlone } from '../hazards/promises.ts';
import type { ModelFile } from '../model/model-file.ts';
import { isRun } from '../model/run-files.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** How deep calls are followed that may start something. */
const MAX_DEPTH = 5;
const SYNC_METHODS: ReadonlySet<string> = new Set([...ITERATION_METHODS, 'sort', 'toSorted', 'replace', 'replaceAll']);
const STARTS = /^#?(?:setTimeout|setInterval|setImmediate|queueMicrotask|process\.nextTick)$/;

const COMMAND_LINES = /^(?:commander|yargs|cac|sade|caporal)\b/;

/** `script` where it may; `no` where it is no such file; else what stands in the way. */
export function scriptMain(analysis: Analysis, at: ModelFile): 'script' | 'no' | Obstacle {
  const { program } = analysis;
  const isLoaded = program.importersOf(at.path).length > 0 || at.kind === 'test' || program.isOfBrowser(at);
  if (isLoaded || at.exports.names.size > 0 || /\bexports\b/.test(at.file.text) || !isRun(program, at)) return 'no';
  return unmovable(at) ?? tooEarly(analysis, at) ?? 'script';
}

/** Statements that mean something else in a function, or nothing at all. */
function unmovable(at: ModelFile): Obstacle | undefined {
  const { ast } = at.file;
  const statement = ast.body.find(({ type }) => /^(?:Export|TSExport|TSModule|TSNamespace|TSDeclare)/.test(type));
  if (statement) return barrier('a script with such a statement can not be moved into a function', statement);
  const isOwn = (node: Node): boolean => isFunction(node) && node.type !== 'ArrowFunctionExpression';
  for (const part of ast.body) {
    const isThis = (node: Node): boolean =>
      node.type === 'ThisExpression' || (node.type === 'Identifier' && ['arguments', 'await'].includes(node.name));
    if (someWithin(part, isThis, isOwn)) return barrier('`this` would be another in a function', part);
  }
  const handler = at.file.nodes('CallExpression').find((call) => {
    const [event] = call.arguments;
    return /^#?process\.(?:on|once)$/.test(at.file.calleeOf(call) ?? '') && isErrorEvent(event);
  });
  return handler && barrier('the script tells an error thrown from a promise that is rejected', handler);
}

function isErrorEvent(event: Node | undefined): boolean {
  return event?.type === 'Literal' && (event.value === 'unhandledRejection' || event.value === 'uncaughtException');
}

function barrier(message: string, node: Node): Obstacle {
  return { code: 'barrier/top-level', message, node };
}

/** What is started before the last call that may be waited for would go on in the middle of the script. */
function tooEarly(analysis: Analysis, at: ModelFile): Obstacle | undefined {
  const calls = [...at.file.nodes('CallExpression'), ...at.file.nodes('NewExpression')]
    .filter((call) => functionOf(call) === undefined)
    .sort((a, b) => spanOf(a)[0] - spanOf(b)[0]);
  const waits = calls.filter((call) => mayWait(analysis, at, call));
  const first = calls.find((call) => starts(analysis, at, call, 0));
  const last = waits.at(-1);
  if (first && last && spanOf(first)[0] < spanOf(last)[0]) {
    return {
      code: 'hazard/order',
      message: 'what is started here would go on before the script is at its end',
      node: first,
    };
  }
  return lateListener({ in: at, node: undefined }, waits) ?? promiseLeftAlone({ in: at, node: undefined }, waits);
}

/** A synchronous call of some library, or of a function of the program that gives no promise yet. */
function mayWait(analysis: Analysis, at: ModelFile, call: Call): boolean {
  if (/Sync$/.test(at.file.calleeOf(call) ?? '')) return true;
  const fn = calledBy(analysis, at, call);
  return fn !== undefined && !returnsPromise(analysis, fn.in, fn.node);
}

function calledBy(analysis: Analysis, at: ModelFile, call: Call): { in: ModelFile; node: FunctionNode } | undefined {
  const value = analysis.resolver.valueOf(at, call.callee);
  return value?.kind === 'function' ? value : undefined;
}

/** Whether the call leaves something behind that runs later: a timer, a listener, a promise. */
function starts(analysis: Analysis, at: ModelFile, call: Call, depth: number): boolean {
  const fn = calledBy(analysis, at, call);
  if (fn) return fn.node.async || (depth < MAX_DEPTH && startsWithin(analysis, fn, depth + 1));
  const api = at.file.calleeOf(call) ?? '';
  if (call.type === 'NewExpression') return api === '#Promise' || givesFunction(call);
  const callee = unwrap(call.callee);
  const name = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
  if (STARTS.test(api) || name === 'then' || name === 'catch' || name === 'finally') return true;
  if (/^#?process\.(?:on|once)$/.test(api)) return false;
  // Command lines call back while they parse.
  if (COMMAND_LINES.test(at.file.apiOf(rootOf(call)) ?? ''))
    return call.arguments.some((argument) => isFunction(argument) && argument.async);
  return givesFunction(call) && !SYNC_METHODS.has(name ?? '');
}

/** What a chain of calls begins with: `program` in `program.option('-a').on('--help', …)`. */
function rootOf(node: Node): Node {
  const inner = unwrap(node);
  if (inner.type === 'CallExpression') return rootOf(inner.callee);
  return inner.type === 'MemberExpression' ? rootOf(inner.object) : inner;
}

function givesFunction({ arguments: given }: Call): boolean {
  return given.some((argument) => isFunction(argument));
}

function startsWithin(analysis: Analysis, fn: { in: ModelFile; node: FunctionNode }, depth: number): boolean {
  return someWithin(
    fn.node.body,
    (node) => (node.type === 'CallExpression' || node.type === 'NewExpression') && starts(analysis, fn.in, node, depth),
  );
}
