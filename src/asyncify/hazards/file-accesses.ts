/** Which files a function looks at and changes, itself or through functions that it calls. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, Node } from '../../contracts.ts';
import { foldString } from '../../syntax/fold.ts';
import { isFunction, keyName, unwrap } from '../../syntax/node.ts';
import { descendants } from '../../syntax/references.ts';
import type { Analysis } from '../flow/analysis.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { PlacedFunction } from '../model/placed.ts';

const LOOKS = /\b(?:exists|stat|lstat|access|readFile|readdir|readJson|pathExists|readlink)(?:Sync)?$/i;
const CHANGES =
  /\b(?:writeFile|appendFile|unlink|rm|rmdir|rename|mkdir|copyFile|symlink|link|truncate|writeJson|outputFile|remove|move)(?:Sync)?$/i;

/** One look, or one change. */
export interface FileAccess {
  /** The same for all accesses of one path. */
  readonly path: string;
  readonly shown: string;
  /** Of the access, or of the call of the function that makes it. */
  readonly node: Node;
  readonly kind: 'looks' | 'changes';
  /** The parameter that is the path, where it is one. */
  readonly param: number | undefined;
}

/** In the order of the text. */
export function fileAccessesIn(analysis: Analysis, fn: PlacedFunction): readonly FileAccess[] {
  let known = found.get(analysis);
  if (!known) found.set(analysis, (known = new Map<FunctionNode, readonly FileAccess[]>()));
  const accesses = known.get(fn.node);
  if (accesses) return accesses;
  // Set first: a function that calls itself does nothing more by that.
  known.set(fn.node, []);
  const all = findIn(analysis, fn);
  known.set(fn.node, all);
  return all;
}

const found = new WeakMap<Analysis, Map<FunctionNode, readonly FileAccess[]>>();

function findIn(analysis: Analysis, fn: PlacedFunction): readonly FileAccess[] {
  const { node: own } = fn;
  const calls = descendants(own.body, (node) => node !== own && isFunction(node)).filter(
    (node): node is TSESTree.CallExpression => node.type === 'CallExpression',
  );
  return calls.flatMap((call) => accessAt(fn, call) ?? ofCallee(analysis, fn, call));
}

/** Undefined where a call is not one of a file's. */
function accessAt(fn: PlacedFunction, call: TSESTree.CallExpression): readonly FileAccess[] | undefined {
  const api = fn.in.file.calleeOf(call) ?? '';
  const [path] = call.arguments;
  if (!path || !/fs\b|fs-extra|fs\./.test(api)) return undefined;
  const key = pathKey(fn, path);
  if (LOOKS.test(api)) return [{ ...key, node: call, kind: 'looks' }];
  return isChange(api) && !isHarmless(call) ? [{ ...key, node: call, kind: 'changes' }] : [];
}

/** Whether a function changes the file at its first argument. */
export function isChange(api: string): boolean {
  return CHANGES.test(api);
}

function ofCallee(analysis: Analysis, fn: PlacedFunction, call: TSESTree.CallExpression): readonly FileAccess[] {
  const value = analysis.resolver.valueOf(fn.in, call.callee);
  if (value?.kind !== 'function' || value.node === fn.node) return [];
  return distinct(fileAccessesIn(analysis, value)).flatMap((access) => {
    const given = access.param === undefined ? undefined : call.arguments[access.param];
    if (given) return [{ ...access, ...pathKey(fn, given), node: call }];
    // What is local to the other function is another path each time.
    return access.path.startsWith('local ') ? [] : [{ ...access, node: call }];
  });
}

/** One of each kind for each path: which comes first in a function that is called makes no difference here. */
function distinct(accesses: readonly FileAccess[]): readonly FileAccess[] {
  return [...new Map(accesses.map((one) => [`${one.kind} ${one.param ?? ''} ${one.path}`, one])).values()];
}

/** What tells one path from another. */
function pathKey({ in: at, node: fn }: PlacedFunction, path: Node): Pick<FileAccess, 'path' | 'shown' | 'param'> {
  const inner = unwrap(path);
  const shown = at.file.textOf(inner).replaceAll(/\s+/g, '');
  const folded = foldString(inner, at.file);
  const variable = inner.type === 'Identifier' ? at.file.variableOf(inner) : undefined;
  const param = variable?.param?.path.length === 0 && variable.scopeFunction === fn ? variable.param.index : undefined;
  if (param === undefined && folded !== undefined && !folded.includes('*')) {
    return { path: `text ${folded}`, shown, param };
  }
  return { path: `${scopeOf(at, inner, variable?.scopeFunction !== undefined)} ${shown}`, shown, param };
}

function scopeOf(at: ModelFile, path: Node, isLocal: boolean): string {
  if (path.type === 'Identifier') return isLocal ? 'local' : at.path;
  return path.type === 'MemberExpression' ? 'member' : 'local';
}

/** `{ recursive: true }` and `{ force: true }` bear that somebody was faster. */
function isHarmless({ arguments: given }: TSESTree.CallExpression): boolean {
  const options = given[1];
  return (
    options?.type === 'ObjectExpression' &&
    options.properties.some(
      (one) =>
        one.type === 'Property' &&
        /^(?:recursive|force)$/.test(keyName(one.key, one.computed) ?? '') &&
        one.value.type === 'Literal' &&
        one.value.value === true,
    )
  );
}
