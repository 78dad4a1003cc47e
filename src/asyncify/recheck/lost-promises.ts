/** Calls in changed files that give a promise nobody waits for, and did not before. */
import type { TSESTree } from '@typescript-eslint/types';
import type { SourceFile } from '../../contracts.ts';
import { returnsPromise } from '../closure/promises.ts';
import { isFunction, unwrap } from '../../syntax/node.ts';
import type { Analysis } from '../flow/analysis.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { PlacedFunction } from '../model/placed.ts';
import { isTest } from '../tests/done.ts';
import { isPromisedAssertion } from '../tests/promised.ts';
import { waitingFor } from './waiting.ts';

type Call = TSESTree.CallExpression;

/** Functions outside the program that the new code calls, all of which give a promise. */
const PROMISE_APIS =
  /^(?:node:)?(?:fs\.promises|(?:fs|timers|stream)\/promises|@perfmig\/runtime\/(?!(?:handlers|clients)\b)[\w-]+)\.\w+$/;
const PROMISIFIED = /^(?:node:)?util\.promisify\(\)$/;

/**
 * Those of one file.
 * @param old the file as it was
 * @param gavePromise whether a function gave a promise before, so that its callers know what to do
 */
export function lostPromises(
  analysis: Analysis,
  at: ModelFile,
  old: SourceFile | undefined,
  gavePromise: (fn: PlacedFunction) => boolean,
): readonly Call[] {
  const known = (old?.nodes('CallExpression') ?? [])
    .filter((call) => old !== undefined && isPromiseApi(old, call))
    .map((call) => textOf(old, call));
  return at.file.nodes('CallExpression').filter((call) => {
    const isApi = isPromiseApi(at.file, call);
    const fn = isApi ? undefined : asyncCallee(analysis, at, call);
    if ((!isApi && !fn) || isWaitedFor(analysis, at, call)) return false;
    if (fn && isFunction(unwrap(call.callee))) return !gavePromise(fn);
    // A twin that was there before gave one too, and is called here only now.
    if (fn) return !gavePromise(fn) || (old !== undefined && !callsSame(old, at.file, call));
    const index = known.indexOf(textOf(at.file, call));
    if (index >= 0) known.splice(index, 1);
    return index < 0;
  });
}

/** Whether the old text calls what this call does, by the same name. */
function callsSame(old: SourceFile, now: SourceFile, { callee }: Call): boolean {
  const name = now.textOf(callee);
  return old.nodes('CallExpression').some((call) => old.textOf(call.callee) === name);
}

function isWaitedFor(analysis: Analysis, at: ModelFile, call: Call): boolean {
  const waiting = waitingFor(analysis, at, call);
  return waiting === 'waited' || (waiting !== 'lost' && isTest(at.file, waiting.result));
}

function isPromiseApi(file: SourceFile, call: Call): boolean {
  const api = file.calleeOf(call);
  if (api !== undefined && (PROMISE_APIS.test(api) || PROMISIFIED.test(api))) return true;
  return isPromisedAssertion(file, call);
}

function asyncCallee(analysis: Analysis, at: ModelFile, call: Call): PlacedFunction | undefined {
  const value = analysis.resolver.valueOf(at, call.callee);
  if (value?.kind !== 'function' || value.node.generator) return undefined;
  return returnsPromise(analysis, value.in, value.node) ? value : undefined;
}

/** As it is but for white space. */
function textOf(file: SourceFile | undefined, call: Call): string {
  return file?.textOf(call).replaceAll(/\s+/g, ' ') ?? '';
}
