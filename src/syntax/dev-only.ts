/** Tells code that a running service never reaches: what stands behind a question for development or tests. */
import type { FunctionNode, Node, SourceFile } from '../contracts.ts';
import { isFunction } from './node.ts';

const IS_DEVELOPMENT =
  /NODE_ENV\s*={2,3}\s*['"](?:development|dev|test)|^\(?!?\s*(?:[\w.]*\.)?_?is_?(?:dev|development|test|e2e)\b|(?:^|[\s.(&|])(?:isDev|isDevelopment|isTest|isE2E|devMode|DEV_MODE|__DEV__)\b/i;
const IS_NOT_PRODUCTION = /NODE_ENV\s*!={1,2}\s*['"]prod|!\s*(?:[\w.]*\.)?is_?prod(?:uction)?\b/i;

/** What is known of functions asked about before: all their calls share what stands around them. */
const remembered = new WeakMap<FunctionNode, boolean>();

/** Whether the code at `node` runs in development or tests only. */
export function isDevOnly(file: SourceFile, node: Node): boolean {
  for (let from = node, at = node.parent; at; from = at, at = at.parent) {
    if (at.type === 'IfStatement' && at.consequent === from && asksForDevelopment(file.textOf(at.test))) return true;
    if (isFunction(at)) return isFunctionDevOnly(file, at);
  }
  return false;
}

function isFunctionDevOnly(file: SourceFile, fn: FunctionNode): boolean {
  const known = remembered.get(fn) ?? isDevOnly(file, fn);
  remembered.set(fn, known);
  return known;
}

function asksForDevelopment(test: string): boolean {
  if (IS_NOT_PRODUCTION.test(test)) return true;
  return IS_DEVELOPMENT.test(test) && !/^\(?\s*!/.test(test);
}
