/** Tells code that a running service never reaches: what stands behind a question for development or tests. */
import type { Node, SourceFile } from '../contracts.ts';
import { ancestors } from './node.ts';

const IS_DEVELOPMENT =
  /NODE_ENV\s*={2,3}\s*['"](?:development|dev|test)|^\(?!?\s*(?:[\w.]*\.)?_?is_?(?:dev|development|test|e2e)\b|(?:^|[\s.(&|])(?:isDev|isDevelopment|isTest|isE2E|devMode|DEV_MODE|__DEV__)\b/i;
const IS_NOT_PRODUCTION = /NODE_ENV\s*!={1,2}\s*['"]prod|!\s*(?:[\w.]*\.)?is_?prod(?:uction)?\b/i;

/** Whether the code at `node` runs in development or tests only. */
export function isDevOnly(file: SourceFile, node: Node): boolean {
  let from = node;
  for (const at of ancestors(node)) {
    if (at.type === 'IfStatement' && at.consequent === from && asksForDevelopment(file.textOf(at.test))) return true;
    from = at;
  }
  return false;
}

function asksForDevelopment(test: string): boolean {
  if (IS_NOT_PRODUCTION.test(test)) return true;
  return IS_DEVELOPMENT.test(test) && !/^\(?\s*!/.test(test);
}
