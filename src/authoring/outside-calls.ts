/** The I/O that one run of a function starts, where nothing in it holds it back. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, SourceFile } from '../contracts.ts';
import { ownFunctionOf } from '../syntax/dependence/index.ts';
import { isFunction } from '../syntax/node.ts';
import { descendants } from '../syntax/references.ts';
import type { Resource } from '../syntax/dependence/index.ts';
import { isHeldBack, outsideEffectOf } from './call-effects.ts';
import { shownCallee } from './shown.ts';

export interface OutsideCalls {
  readonly resource: Resource;
  /** What is called, as written. */
  readonly shown: string;
  /** 1 where a table knows the call, less where only its name tells. */
  readonly confidence: number;
}

const MAX_DEPTH = 3;

/**
 * The surest call to the outside that a function makes each time it runs, in
 * functions of the file that it calls too; undefined where there is none, or
 * where it waits for its turn first (a limiter, a lock, a queue).
 */
export function outsideCallsIn(file: SourceFile, fn: Node, seen: readonly Node[] = []): OutsideCalls | undefined {
  if (seen.length > MAX_DEPTH || seen.includes(fn)) return undefined;
  const body = isFunction(fn) ? fn.body : fn;
  const calls = descendants(body, (node) => isFunction(node) && node !== body && !isRunInPlace(node)).filter(isCall);
  if (calls.some((call) => isHeldBack(file, call))) return undefined;
  const found = calls.map((call) => ofCall(file, call, [...seen, fn])).filter((one) => one !== undefined);
  return found.sort((a, b) => b.confidence - a.confidence)[0];
}

function isCall(node: Node): node is TSESTree.CallExpression {
  return node.type === 'CallExpression';
}

function ofCall(file: SourceFile, call: TSESTree.CallExpression, seen: readonly Node[]): OutsideCalls | undefined {
  const own = ownFunctionOf(file, call);
  if (own) return outsideCallsIn(file, own, seen);
  const effect = outsideEffectOf(file, call);
  if (!effect) return undefined;
  return {
    resource: effect.resource,
    shown: shownCallee(call.callee),
    confidence: effect.assumed ? 0.5 : 1,
  };
}

/** `.then((text) => …)` and the callbacks of array methods are part of the run; what is handed to others may wait. */
function isRunInPlace(fn: Node): boolean {
  const { parent } = fn;
  if (parent?.type !== 'CallExpression' || parent.callee === fn) return parent?.type === 'CallExpression';
  if (parent.callee.type !== 'MemberExpression' || parent.callee.property.type !== 'Identifier') return false;
  return /^(?:then|catch|finally|map|forEach|filter|flatMap|some|every|find|reduce)$/.test(parent.callee.property.name);
}
