/** State that outlives a call, and that two calls at once can disturb. */
import type { FunctionNode, Node } from '../../contracts.ts';
import { functionOf, isFunction, isLoop, spanOf, unwrap } from '../../syntax/node.ts';
import { descendants, identifiersIn, referencesTo } from '../../syntax/references.ts';
import type { Analysis } from '../flow/analysis.ts';
import type { PlacedFunction } from '../model/placed.ts';
import type { SiteReason } from '../refusals.ts';
import { accessesIn, writeAt } from './accesses.ts';

type Found = Pick<SiteReason, 'code' | 'message' | 'node'>;

/** Read before a new await and written after it; or gone through with an await in each turn, and changed elsewhere. */
export function sharedState(analysis: Analysis, fn: PlacedFunction, awaits: readonly Node[]): Found | undefined {
  return readAndWritten(analysis, fn, awaits) ?? writtenAndRead(analysis, fn, awaits) ?? goneThrough(fn, awaits);
}

function readAndWritten(analysis: Analysis, fn: PlacedFunction, awaits: readonly Node[]): Found | undefined {
  const accesses = accessesIn(analysis, fn);
  const writes = accesses.filter(({ kind }) => kind === 'write');
  if (writes.length === 0) return undefined;
  for (const node of awaits) {
    const [start, end] = spanOf(node);
    const loop = loopAround(node, fn.node);
    const isInLoop = (offset: number): boolean =>
      loop !== undefined && spanOf(loop)[0] <= offset && offset < spanOf(loop)[1];
    for (const write of writes) {
      if (write.node === node || (write.at < end && !isInLoop(write.at))) continue;
      const before = accesses.find(
        ({ key, kind, at: offset, node: read }) =>
          kind === 'read' && key === write.key && read !== node && (offset < start || isInLoop(offset)),
      );
      if (!before) continue;
      const message = `\`${write.name}\` is read before and written after what becomes an await: two calls at once can disturb each other`;
      return { code: 'hazard/shared-state', message, node: write.node };
    }
  }
  return undefined;
}

/** What is left for later in a variable of the module: another call may have put its own there meanwhile. */
function writtenAndRead(analysis: Analysis, fn: PlacedFunction, awaits: readonly Node[]): Found | undefined {
  const accesses = accessesIn(analysis, fn).filter(({ key }) => typeof key !== 'string' || key.includes(' → '));
  for (const node of awaits) {
    const [start, end] = spanOf(node);
    for (const read of accesses) {
      if (read.kind !== 'read' || read.at < end || read.node === node) continue;
      const writes = accesses.filter(({ key, kind, at }) => kind === 'write' && key === read.key && at < read.at);
      const before = writes.find((write) => write.at < start && isOwnAssignment(write.node, fn));
      if (!before || writes.some(({ at }) => at >= end)) continue;
      const message = `\`${read.name}\` is written before and read after what becomes an await: another call may have written it meanwhile`;
      return { code: 'hazard/shared-state', message, node: before.node };
    }
  }
  return undefined;
}

/** `current = given`, with a value that may be another in each call. */
function isOwnAssignment(node: Node, { in: at, node: fn }: PlacedFunction): boolean {
  const { parent } = node;
  if (parent?.type !== 'AssignmentExpression' || parent.left !== node || parent.operator !== '=') return false;
  return identifiersIn(parent.right).some((one) => at.file.variableOf(one)?.scopeFunction === fn);
}

/** A loop over a list that other functions change while it waits. */
function goneThrough(fn: PlacedFunction, awaits: readonly Node[]): Found | undefined {
  for (const node of awaits) {
    for (let at = node.parent; at && at !== fn.node; at = at.parent) {
      if (at.type !== 'ForOfStatement' && at.type !== 'ForInStatement') continue;
      const name = changedElsewhere(fn, unwrap(at.right));
      if (name === undefined) continue;
      const message = `\`${name}\` is gone through with an await in each turn, and changed elsewhere`;
      return { code: 'hazard/shared-state', message, node: at };
    }
  }
  return undefined;
}

/** The name of a list that another function changes; undefined for one that nobody does, or that is the function's own. */
function changedElsewhere({ in: at, node: fn }: PlacedFunction, list: Node): string | undefined {
  const text = at.file.textOf(list);
  const isOther = (node: Node): boolean => {
    const around = functionOf(node);
    return around !== undefined && around !== fn && writeAt(node).kind !== 'read' && !isConstructor(around);
  };
  if (list.type === 'MemberExpression' && list.object.type === 'ThisExpression') {
    const isIt = (node: Node): boolean => node.type === 'MemberExpression' && at.file.textOf(node) === text;
    return descendants(classAround(fn)).some((node) => isIt(node) && isOther(node)) ? text : undefined;
  }
  const variable = list.type === 'Identifier' ? at.file.variableOf(list) : undefined;
  if (!variable || variable.scopeFunction === fn || variable.kind === 'param') return undefined;
  return referencesTo(at.file, variable).some(isOther) ? text : undefined;
}

function isConstructor({ parent }: FunctionNode): boolean {
  return parent.type === 'MethodDefinition' && parent.kind === 'constructor';
}

function classAround(fn: FunctionNode): Node {
  let at: Node = fn;
  while (at.parent && at.type !== 'ClassBody' && at.type !== 'ObjectExpression') at = at.parent;
  return at;
}

function loopAround(node: Node, fn: FunctionNode): Node | undefined {
  let outermost: Node | undefined;
  for (let at = node.parent; at && at !== fn; at = at.parent) if (isLoop(at) && !isFunction(at)) outermost = at;
  return outermost;
}
