/** What the rules for synchronous APIs share: a call or a callback, looked up in a table. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ApiPath, Context, Cost, Match, Node, SourceFile } from '../contracts.ts';
import type { SyncApi } from '../apis/sync-api.ts';
import { isSleepCommand } from '../apis/sync-sleep.ts';
import { foldString } from '../syntax/fold.ts';
import { isOnce } from '../syntax/once.ts';
import { isFunction, keyName, unwrap } from '../syntax/node.ts';
import { apisPassedTo } from './rule.ts';

export { syncCompute, syncIo, syncProcess } from '../apis/sync-apis.ts';
export { blockingApis, CLOCKS, PROBES, type BlockingApi } from '../apis/sync-sleep.ts';
export { indexByApi, type SyncApi } from '../apis/sync-api.ts';

/** A call of a synchronous API, or the API handed to something that calls it. */
export interface SyncCall {
  readonly api: SyncApi;
  readonly once: boolean;
  readonly points: number;
  /** Below 1 where it may not block after all. */
  readonly confidence?: number;
  /** The only contexts in which it is a finding; all, where none are given. */
  readonly contexts?: readonly Context[];
}

/** The synchronous APIs of a table that a call runs, itself or through its arguments. */
export function* syncCalls(
  file: SourceFile,
  call: TSESTree.CallExpression,
  table: ReadonlyMap<ApiPath, SyncApi>,
): Generator<Match<SyncCall>> {
  for (const { node, api } of apisRunBy(file, call, (path) => table.has(path))) {
    const row = table.get(api);
    const waits = row && !(row.unlessCallback && isGivenCallback(file, call)) && !(row.curried && hasOnlyOptions(call));
    if (waits) yield { node, data: { api: row, once: isOnce(file, node), points: pointsOf(file, call, row) } };
  }
}

/** `` $.sync`git status` ``: a synchronous API used as a tag. */
export function* syncTags(
  file: SourceFile,
  tagged: TSESTree.TaggedTemplateExpression,
  table: ReadonlyMap<ApiPath, SyncApi>,
): Generator<Match<SyncCall>> {
  const api = table.get(file.apiOf(tagged.tag) ?? '');
  if (api) yield { node: tagged.tag, data: { api, once: isOnce(file, tagged), points: api.points } };
}

/** `new Database(path)`: a constructor that works before it returns. */
export function syncNew(
  file: SourceFile,
  node: TSESTree.NewExpression,
  table: ReadonlyMap<ApiPath, SyncApi>,
): Match<SyncCall> | undefined {
  const callee = file.calleeOf(node);
  const api = callee === undefined ? undefined : table.get(`${callee}.new`);
  return api && { node: node.callee, data: { api, once: isOnce(file, node), points: api.points } };
}

/** The API a call runs, at the node to show, and the APIs among its arguments that it runs; of those wanted. */
export function* apisRunBy(
  file: SourceFile,
  call: TSESTree.CallExpression,
  isWanted: (api: ApiPath) => boolean,
): Generator<{ readonly node: Node; readonly api: ApiPath }> {
  const api = file.calleeOf(call);
  if (api !== undefined && isWanted(api)) yield { node: calleeToShow(file, call), api };
  for (const passed of apisPassedTo(file, call)) if (isWanted(passed.api)) yield passed;
  yield* apisGivenToOwnFunction(file, call, isWanted);
}

/** `eachFile(folder, fs.unlinkSync)`, where `eachFile` is a function of the file that calls this parameter. */
function* apisGivenToOwnFunction(
  file: SourceFile,
  call: TSESTree.CallExpression,
  isWanted: (api: ApiPath) => boolean,
): Generator<{ readonly node: Node; readonly api: ApiPath }> {
  if (call.callee.type !== 'Identifier') return;
  for (const [index, node] of call.arguments.entries()) {
    if (node.type !== 'Identifier' && node.type !== 'MemberExpression') continue;
    const api = file.apiOf(node);
    if (api !== undefined && isWanted(api) && callsParameter(file, call.callee, index)) yield { node, api };
  }
}

function callsParameter(file: SourceFile, callee: TSESTree.Identifier, index: number): boolean {
  const variable = file.variableOf(callee);
  const [write, ...more] = variable?.writes ?? [];
  const fn = variable?.kind === 'function' ? variable.declaration : more.length === 0 ? write?.value : undefined;
  const param = fn && isFunction(fn) ? fn.params[index] : undefined;
  const parameter = param?.type === 'Identifier' ? file.variableOf(param) : undefined;
  if (!parameter) return false;
  return file
    .nodes('CallExpression')
    .some(({ callee }) => callee.type === 'Identifier' && file.variableOf(callee) === parameter);
}

/** `fs.readFileSync blocks the event loop while the file is read`. */
export function syncMessage({ api }: SyncCall): string {
  return `${shownApi(api)} blocks the event loop while ${api.while}`;
}

const REMOVES = /\b(?:del|emptyDir|remove|rimraf|rm|rmdir|unlink)(?:Sync)?\b/;

export function syncCost({ api, points, once, confidence }: SyncCall): Cost {
  // How much a folder holds can't be seen, and most that are removed hold little.
  return {
    points,
    once,
    ...(REMOVES.test(api.api) && { unsized: true }),
    ...(confidence !== undefined && { confidence }),
  };
}

/** An API as people write it. */
export function shownApi({ api, shown }: { readonly api: ApiPath; readonly shown?: string }): string {
  return shown ?? api;
}

/**
 * The command of a call that runs one and does nothing but wait:
 * `execSync('sleep 1')`, `spawnSync('sleep', ['1'])`, `spawnSync('sh', ['-c', 'sleep 1'])`.
 */
export function sleepCommandOf(file: SourceFile, call: TSESTree.CallExpression): string | undefined {
  const [first, second] = argumentsOfFunction(file, call);
  const program = first && foldString(first, file);
  if (program === undefined) return undefined;
  const words = second?.type === 'ArrayExpression' ? second.elements : [];
  const text = [program, ...words.map((word) => (word && foldString(word, file)) ?? '*')].join(' ');
  const command = text.replace(/^(?:\S*\/)?(?:sh|bash|cmd|cmd\.exe) (?:-l?c|\/c) /i, '');
  return isSleepCommand(command) ? command : undefined;
}

function isGivenCallback(file: SourceFile, call: TSESTree.CallExpression): boolean {
  const last = call.arguments.at(-1);
  const variable = last?.type === 'Identifier' ? file.variableOf(last) : undefined;
  const value = variable?.writes[0]?.value;
  return (
    (last !== undefined && isFunction(last)) ||
    variable?.kind === 'function' ||
    (value !== undefined && isFunction(value)) ||
    /^(?:cb|callback|done|next)$/.test(variable?.name ?? '') ||
    call.arguments.some((argument) => argument.type === 'ObjectExpression' && hasAsyncOption(argument))
  );
}

/** `execaSync({ cwd })` */
function hasOnlyOptions(call: TSESTree.CallExpression): boolean {
  return call.arguments.length > 0 && call.arguments.every(({ type }) => type === 'ObjectExpression');
}

function hasAsyncOption(options: TSESTree.ObjectExpression): boolean {
  return options.properties.some((at) => at.type === 'Property' && keyName(at.key, at.computed) === 'async');
}

/** For a call over several lines, the name of what is called rather than the start of the chain. */
function calleeToShow(file: SourceFile, call: TSESTree.CallExpression): Node {
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' && file.textOf(callee).includes('\n') ? callee.property : callee;
}

/** The arguments the function gets, without the `this` of `.call(…)`. */
function argumentsOfFunction(file: SourceFile, call: TSESTree.CallExpression): readonly Node[] {
  const callee = unwrap(call.callee);
  const isCall =
    callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && callee.property.name === 'call';
  return isCall && file.apiOf(callee.object) !== undefined ? call.arguments.slice(1) : call.arguments;
}

function pointsOf(file: SourceFile, call: TSESTree.CallExpression, row: SyncApi): number {
  if (row.single && takesOneFile(file, call, row)) return row.single.points;
  const argument = row.byArgument && argumentsOfFunction(file, call)[row.byArgument.index];
  const text = argument && foldString(argument, file);
  return (text === undefined ? undefined : row.byArgument?.points[text]) ?? row.points;
}

/** `rmSync(path)` and `rmSync(path, { force: true })`; options from elsewhere may say anything. */
function takesOneFile(file: SourceFile, call: TSESTree.CallExpression, { api, single }: SyncApi): boolean {
  if (single === undefined || file.calleeOf(call) !== api) return false;
  const options = argumentsOfFunction(file, call)[single.options];
  if (!options) return !call.arguments.some((argument) => argument.type === 'SpreadElement');
  return options.type === 'ObjectExpression' && options.properties.every((at) => !mayBeRecursive(at));
}

function mayBeRecursive(option: TSESTree.ObjectLiteralElement): boolean {
  return option.type !== 'Property' || keyName(option.key, option.computed) === 'recursive';
}
