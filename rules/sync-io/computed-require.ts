/** Finds `require` of a path that each call may compute anew: a module not yet loaded is read and compiled there. */
import type { TSESTree } from '@typescript-eslint/types';
import {
  foldString,
  functionOf,
  isOnce,
  someWithin,
  type FunctionNode,
  type Match,
  type Node,
  type SourceFile,
} from '../../src/authoring/rule.ts';
import type { SyncApi, SyncCall } from '../../src/authoring/sync-calls.ts';

/** A module of 11 KB takes 340 µs, one already loaded 2 µs, and which it is can't be told. */
const row: SyncApi = {
  api: 'require',
  points: 10,
  while: 'a module is found, read and compiled, unless it is loaded already',
  note: 'load the modules that may be asked for at start-up and keep them in a map; import() reads without blocking',
};
const uncached: SyncApi = { ...row, points: 20, while: 'a module is read and compiled' };

const REQUIRES: ReadonlySet<string> = new Set(['#require', '#module.require', 'module.createRequire()']);

/** Few names are asked for in most programs, and each is slow once only. */
const CONFIDENCE = 0.3;

/** What a file with a computed `require` holds, as text. */
export const COMPUTED_REQUIRE = /\brequire\s*\(\s*(?:[^'"`)\s]|`[^`]*\$\{|['"][^'"\n]*['"]\s*\+)|\bcreateRequire\b/;

/** Bundlers put into the bundle whatever a computed path may mean. */
const BUNDLED = /(?:^|\/)(?:assets|browser|client|frontend|public|static|www)\//;

/** The `require` of a path that depends on what the function around it was given. */
export function computedRequire(file: SourceFile, call: TSESTree.CallExpression): Match<SyncCall> | undefined {
  const [path] = call.arguments;
  const fn = functionOf(call);
  if (!path || !fn || BUNDLED.test(file.path) || !REQUIRES.has(file.calleeOf(call) ?? '') || !isComputed(file, path))
    return undefined;
  const isUncached = forgetsModules(file, fn);
  const api = isUncached ? uncached : row;
  return {
    node: call.callee,
    data: {
      api,
      once: isOnce(file, call),
      points: api.points,
      contexts: ['request'],
      ...(!isUncached && { confidence: CONFIDENCE }),
    },
  };
}

function isComputed(file: SourceFile, path: Node): boolean {
  const text = foldString(path, file);
  if (text !== undefined && !text.includes('*')) return false;
  return someWithin(path, (node) => node.type === 'Identifier' && isGiven(file, node, 0));
}

/** Whether a name's value is handed to a function, or made from what is. */
function isGiven(file: SourceFile, name: TSESTree.Identifier, depth: number): boolean {
  const variable = file.variableOf(name);
  if (!variable?.scopeFunction || depth > 5) return false;
  // `(function (require, module) { … })(…)`: what a bundler writes around modules.
  if (variable.kind === 'param') return !/^(?:module|exports|require|__webpack_require__)$/.test(variable.name);
  return variable.writes.some(
    ({ value, element }) =>
      element === true || someWithin(value, (node) => node.type === 'Identifier' && isGiven(file, node, depth + 1)),
  );
}

/** `delete require.cache[path]` makes the next `require` read again. */
function forgetsModules(file: SourceFile, fn: FunctionNode): boolean {
  return someWithin(
    fn,
    (node) =>
      node.type === 'UnaryExpression' &&
      node.operator === 'delete' &&
      file.textOf(node.argument).includes('require.cache'),
  );
}
