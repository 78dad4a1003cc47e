/** What comes too late, or too much at once, where a function waits. */
import type { FunctionNode, Node } from '../../contracts.ts';
import { LISTENER_METHODS } from '../../apis/function-takers.ts';
import { functionOf, keyName, spanOf, unwrap } from '../../syntax/node.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { PlacedFunction } from '../model/placed.ts';
import type { SiteReason } from '../refusals.ts';
import type { SyncSite } from '../sites.ts';
import { foldString } from '../../syntax/fold.ts';
import { isChange } from './file-accesses.ts';
import type { Start } from './together.ts';

/** A function, or the top level of a file. */
export interface Body {
  readonly in: ModelFile;
  readonly node: FunctionNode | undefined;
}

type Found = Pick<SiteReason, 'code' | 'message' | 'node'>;

/** A listener that is registered only after a new await, on something that was there before. */
export function lateListener({ in: at, node: fn }: Body, awaits: readonly Node[]): Found | undefined {
  const first = Math.min(...awaits.map((node) => spanOf(node)[1]));
  for (const call of at.file.nodes('CallExpression')) {
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression' || spanOf(call)[0] < first || functionOf(call) !== fn) continue;
    const name = keyName(callee.property, callee.computed) ?? '';
    if (!LISTENER_METHODS.has(name) || call.arguments.length < 2 || isNew(at, callee.object, first)) continue;
    if (/^#?process$/.test(at.file.apiOf(callee.object) ?? '')) continue;
    return {
      code: 'hazard/late-listener',
      message: 'this listener is registered only after what becomes an await: it can miss events',
      node: call,
    };
  }
  return undefined;
}

/** Made after the await: nothing can have happened to it. */
function isNew(at: PlacedFunction['in'], receiver: Node, after: number): boolean {
  const inner = unwrap(receiver);
  if (inner.type === 'CallExpression') {
    const callee = unwrap(inner.callee);
    // `stream.on(…).on(…)`
    return callee.type === 'MemberExpression' && LISTENER_METHODS.has(keyName(callee.property, callee.computed) ?? '')
      ? isNew(at, callee.object, after)
      : true;
  }
  if (inner.type === 'NewExpression') return true;
  const variable = inner.type === 'Identifier' ? at.file.variableOf(inner) : undefined;
  return variable?.writes.some(({ value }) => spanOf(value)[1] >= after) ?? false;
}

/** `Promise.all(list.map(async …))` would open as many files as there are elements. */
export function manyAtOnce({ in: at, node: fn }: PlacedFunction): Found | undefined {
  const { parent } = fn;
  if (parent.type !== 'CallExpression' || parent.parent.type !== 'CallExpression') return undefined;
  const callee = unwrap(parent.callee);
  if (callee.type !== 'MemberExpression' || keyName(callee.property, callee.computed) !== 'map') return undefined;
  if (!/^#Promise\.all(?:Settled)?$/.test(at.file.calleeOf(parent.parent) ?? '')) return undefined;
  if (unwrap(callee.object).type === 'ArrayExpression') return undefined;
  return { code: 'hazard/descriptors', message: 'one file for each element would be open at once', node: parent };
}

/** `Promise.all(list.map((one) => load(one)))`, where `load` used to do all its work before it returned. */
export function manyStarted(site: SyncSite, starts: readonly Start[]): SiteReason | undefined {
  const start = starts.find(({ each, node }) => each && !isShortList(node));
  if (!start || !/fs\b|fs\./.test(site.api)) return undefined;
  const message = 'one file for each element would be open at once';
  return { code: 'hazard/descriptors', message, in: start.in, node: start.node, chain: [] };
}

function isShortList(call: Node): boolean {
  const callee = call.type === 'CallExpression' ? unwrap(call.callee) : undefined;
  return callee?.type === 'MemberExpression' && unwrap(callee.object).type === 'ArrayExpression';
}

/** Calls that are under way at once, and each write the same file. */
export function writesOutOfOrder(site: SyncSite, starts: readonly Start[]): SiteReason | undefined {
  const [start] = starts;
  if (!start || !isChange(site.api)) return undefined;
  const [path] = site.node.arguments;
  const isOne = path !== undefined && foldString(path, site.in.file)?.includes('*') === false;
  if (!isOne) return undefined;
  const message = 'calls that are started together would write the same file in any order';
  return { code: 'hazard/order', message, in: start.in, node: start.node, chain: [] };
}
