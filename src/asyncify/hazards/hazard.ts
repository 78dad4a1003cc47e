/** What two runs of a function can do to each other once it waits in the middle. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, Node, Variable } from '../../contracts.ts';
import { isFunction, isLoop, keyName, spanOf, unwrap } from '../../syntax/node.ts';
import { descendants } from '../../syntax/references.ts';
import { linkOf, type Closure } from '../closure/closure.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { PlacedFunction } from '../model/placed.ts';
import type { SiteReason } from '../refusals.ts';
import type { SyncSite } from '../sites.ts';
import { checkThenAct } from './check-then-act.ts';
import { lateWrite } from './late-write.ts';
import { lateListener, manyAtOnce } from './order.ts';

/** The first hazard of any function that would wait; undefined where there is none. */
export function hazardOf(site: SyncSite, closure: Closure): SiteReason | undefined {
  const isAlone = site.context === 'startup' || site.context === 'build';
  for (const { fn, nodes } of awaitsByFunction(site, closure)) {
    const place = { in: fn.in, chain: [linkOf(fn)] };
    const late = lateListener(fn, nodes) ?? lateWrite(fn, nodes) ?? manyAtOnce(fn);
    if (late) return { ...place, ...late };
    const found = isAlone ? undefined : sharedState(fn, nodes);
    if (found) {
      const message = `\`${found.name}\` is read before and written after what becomes an await: two calls at once can disturb each other`;
      return { ...place, code: 'hazard/shared-state', message, node: found.node };
    }
  }
  return isAlone ? undefined : checkThenAct(site);
}

interface Waiting {
  readonly fn: PlacedFunction;
  readonly nodes: readonly Node[];
}

/** The functions of the program that would wait, with the places. Tests run one after the other. */
function awaitsByFunction(site: SyncSite, closure: Closure): readonly Waiting[] {
  const found = new Map<FunctionNode, { fn: PlacedFunction; nodes: Node[] }>();
  for (const { in: at, node } of [{ in: site.in, node: site.node }, ...closure.calls, ...closure.iterations]) {
    const fn = at.file.functionOf(node);
    if (!fn || at.kind === 'test') continue;
    const known = found.get(fn);
    if (known) known.nodes.push(node);
    else found.set(fn, { fn: { in: at, node: fn }, nodes: [node] });
  }
  return [...found.values()];
}

interface Access {
  readonly key: Variable | string;
  readonly name: string;
  readonly node: Node;
  readonly at: number;
  readonly kind: 'read' | 'write';
}

/** Something that outlives the call, read before a new await and written after it. */
function sharedState({ in: at, node: fn }: PlacedFunction, awaits: readonly Node[]): Access | undefined {
  const accesses = accessesIn(at, fn);
  const writes = accesses.filter(({ kind }) => kind === 'write');
  if (writes.length === 0) return undefined;
  for (const node of awaits) {
    const [start, end] = spanOf(node);
    const loop = loopAround(node, fn);
    const isInLoop = (offset: number): boolean =>
      loop !== undefined && spanOf(loop)[0] <= offset && offset < spanOf(loop)[1];
    for (const write of writes) {
      if (write.at < end && !isInLoop(write.at) && !isWrittenWith(write.node, node)) continue;
      const before = accesses.find(
        ({ key, kind, at: offset }) => kind === 'read' && key === write.key && (offset < start || isInLoop(offset)),
      );
      if (before) return write;
    }
  }
  return undefined;
}

/** `state.x = await read()`: written after, though it stands before. */
function isWrittenWith(target: Node, node: Node): boolean {
  const { parent } = target;
  if (parent?.type !== 'AssignmentExpression') return false;
  const [from, to] = spanOf(parent.right);
  const [start] = spanOf(node);
  return from <= start && start < to;
}

function loopAround(node: Node, fn: FunctionNode): Node | undefined {
  let outermost: Node | undefined;
  for (let at = node.parent; at && at !== fn; at = at.parent) if (isLoop(at)) outermost = at;
  return outermost;
}

function accessesIn(at: ModelFile, fn: FunctionNode): readonly Access[] {
  const found: Access[] = [];
  const inner = (node: Node): boolean => node !== fn && isFunction(node);
  for (const node of descendants(fn.body, inner)) {
    const key = sharedKey(at, fn, node);
    if (!key) continue;
    const offset = spanOf(node)[0];
    const kind = writeKind(node);
    if (kind !== 'write') found.push({ ...key, node, at: offset, kind: 'read' });
    if (kind !== 'read') found.push({ ...key, node, at: offset, kind: 'write' });
  }
  return found;
}

/** A variable of somebody else, or a member of `this`. */
function sharedKey(at: ModelFile, fn: FunctionNode, node: Node): { key: Variable | string; name: string } | undefined {
  if (node.type === 'MemberExpression' && node.object.type === 'ThisExpression') {
    const name = keyName(node.property, node.computed);
    return name === undefined ? undefined : { key: `this.${name}`, name: `this.${name}` };
  }
  if (node.type !== 'Identifier' || !isUse(node)) return undefined;
  const variable = at.file.variableOf(node);
  if (!variable || variable.scopeFunction === fn || variable.kind === 'import' || variable.kind === 'param')
    return undefined;
  if (variable.kind === 'function' || variable.kind === 'class') return undefined;
  // A variable of a function around is new with each of its calls, unless that is the module's own.
  return isOutside(variable, fn) ? { key: variable, name: variable.name } : undefined;
}

function isOutside({ scopeFunction }: Variable, fn: FunctionNode): boolean {
  return scopeFunction !== fn;
}

function isUse(node: TSESTree.Identifier): boolean {
  const { parent } = node;
  if (parent.type === 'MemberExpression') return parent.object === node || parent.computed;
  if (parent.type === 'Property') return parent.value === node;
  return true;
}

/** Whether a name, or a member of it, is written here. */
function writeKind(node: Node): 'read' | 'write' | 'both' {
  let target = node;
  while (target.parent?.type === 'MemberExpression' && target.parent.object === target) target = target.parent;
  const { parent } = target;
  if (parent?.type === 'AssignmentExpression' && parent.left === target)
    return parent.operator === '=' ? 'write' : 'both';
  if (parent?.type === 'UpdateExpression') return 'both';
  if (parent?.type === 'UnaryExpression' && parent.operator === 'delete') return 'write';
  const called =
    parent?.type === 'CallExpression' && unwrap(parent.callee) === target && target.type === 'MemberExpression';
  const method = called && target.type === 'MemberExpression' ? keyName(target.property, target.computed) : undefined;
  const mutates =
    method !== undefined && target !== node && /^(?:push|pop|shift|unshift|splice|set|delete|add|clear)$/.test(method);
  return mutates ? 'write' : 'read';
}
