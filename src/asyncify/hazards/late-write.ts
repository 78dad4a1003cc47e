/** What a listener writes only after a new await, and others read: the next event comes meanwhile. */
import { LISTENER_METHODS } from '../../apis/function-takers.ts';
import type { FunctionNode, Node, Variable } from '../../contracts.ts';
import { keyName, spanOf, unwrap } from '../../syntax/node.ts';
import { identifiersIn, referencesTo } from '../../syntax/references.ts';
import type { PlacedFunction } from '../model/placed.ts';
import type { SiteReason } from '../refusals.ts';

type Found = Pick<SiteReason, 'code' | 'message' | 'node'>;

/** The first such write of a listener; undefined where there is none. */
export function lateWrite({ in: at, node: fn }: PlacedFunction, awaits: readonly Node[]): Found | undefined {
  if (!isListener(fn)) return undefined;
  const first = Math.min(...awaits.map((node) => spanOf(node)[0]));
  for (const id of identifiersIn(fn.body)) {
    const write = writeOf(id);
    if (!write || spanOf(write)[1] <= first) continue;
    const variable = at.file.variableOf(id);
    if (!variable || !isOutside(variable, fn)) continue;
    if (!referencesTo(at.file, variable).some((other) => !contains(fn, other))) continue;
    const message = `\`${id.name}\` is written only after what becomes an await, and the next event does not wait for that`;
    return { code: 'hazard/order', message, node: id };
  }
  return undefined;
}

/** `emitter.on('entry', fn)` */
function isListener(fn: FunctionNode): boolean {
  const { parent } = fn;
  if (parent.type !== 'CallExpression' || parent.arguments[1] !== fn) return false;
  const callee = unwrap(parent.callee);
  return callee.type === 'MemberExpression' && LISTENER_METHODS.has(keyName(callee.property, callee.computed) ?? '');
}

const CHANGES = /^(?:push|pop|shift|unshift|splice|set|delete|add|clear)$/;

/** The assignment, the update or the call that changes what the name holds, or a member of it. */
function writeOf(id: Node): Node | undefined {
  let target = id;
  while (target.parent?.type === 'MemberExpression' && target.parent.object === target) target = target.parent;
  const { parent } = target;
  if (parent?.type === 'AssignmentExpression') return parent.left === target ? parent : undefined;
  if (parent?.type === 'UpdateExpression') return parent;
  if (parent?.type !== 'CallExpression' || parent.callee !== target || target.type !== 'MemberExpression')
    return undefined;
  return CHANGES.test(keyName(target.property, target.computed) ?? '') ? parent : undefined;
}

/** Declared around the function, and no parameter of one, which every call has for itself. */
function isOutside({ scopeFunction, kind }: Variable, fn: FunctionNode): boolean {
  if (kind === 'import' || kind === 'param') return false;
  return scopeFunction === undefined || (scopeFunction !== fn && !contains(fn, scopeFunction));
}

function contains(outer: Node, inner: Node): boolean {
  const [start, end] = spanOf(outer);
  const [from, to] = spanOf(inner);
  return start <= from && to <= end;
}
