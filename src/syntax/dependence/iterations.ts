/** Whether the iterations of a loop could run in any order or at the same time. */
import type { Node, SourceFile } from '../../contracts.ts';
import { accessesOf } from './accesses.ts';
import { codeOfChange, conflictOf, mayMeet, shown } from './conflicts.ts';
import { Frame } from './frame.ts';
import { headerOf, type Header, type Loop } from './header.ts';
import { hindrance, isOutside } from './statements.ts';
import type { Access, Answer, Assumption, Dependence, EffectOf } from './types.ts';

type Value = Extract<Access, { kind: 'value' }>;
type Outside = Extract<Access, { kind: 'resource' }>;

/**
 * Shows that no iteration needs what another did, or says why one may. The
 * iterations of an independent loop can be started together; results gathered
 * in a list (`gathered`) then have to be put back in order.
 */
export function iterationsIndependent(file: SourceFile, loop: Loop, effectOf: EffectOf): Answer {
  const header = headerOf(file, loop);
  if (!header) return dependent([{ code: 'carried-value', what: 'the next turn', first: loop, second: loop }]);
  const assumptions = new Set<Assumption>();
  const frame = new Frame({ file, effectOf, assumptions, within: [] }, loop, header.known);
  const body = accessesOf(frame, loop.body, loop).filter(({ node }) => !isTakenBy(header, node));
  const head = header.parts.flatMap((part) => accessesOf(frame, part, loop));
  const reasons = [
    ...body.flatMap((access) => hindrance(file, access, loop)),
    ...conflictsOfValues(file, [...body, ...head].filter(isValue)),
    ...conflictsOutside(file, body.filter(isOutside)),
    ...repetitions(file, body.filter(isOutside), loop),
  ];
  if (reasons.length > 0) return dependent(reasons);
  if (header.isDistinct) assumptions.delete('distinct');
  else if (body.filter(isOutside).some(({ mode }) => mode !== 'read')) assumptions.add('distinct');
  const gathered = body.filter(isValue).filter(({ mode }) => mode === 'add');
  return {
    kind: 'independent',
    assumptions,
    effects: body.filter(isOutside),
    gathered: gathered.map(({ node }) => node),
  };
}

function dependent(reasons: readonly Dependence[]): Answer {
  return { kind: 'dependent', reasons };
}

function isValue(access: Access): access is Value {
  return access.kind === 'value';
}

function isTakenBy({ taken }: Header, node: Node): boolean {
  return (
    taken !== undefined &&
    (node === taken || (taken.type === 'CallExpression' && 'object' in taken.callee && taken.callee.object === node))
  );
}

/** Each access happens in every iteration, so one that writes meets itself as well. */
function conflictsOfValues(file: SourceFile, accesses: readonly Value[]): readonly Dependence[] {
  const changes = accesses.filter(({ mode }) => mode !== 'read');
  return changes.flatMap((change) => {
    const met = accesses.find((other) => !canGoTogether(change, other) && mayMeet(change, other));
    if (!met) return [];
    return [{ code: codeOfChange(change), what: shown(file, change), first: change.node, second: met.node }];
  });
}

/** Two things gathered in one list, and entries of one table under keys that differ. */
function canGoTogether(one: Value, other: Value): boolean {
  if (one.mode === 'add' && other.mode === 'add') return true;
  return one.key === 'identity' && other.key === 'identity';
}

/** Something changed outside must be another thing in each iteration, and nobody may look at all of them. */
function conflictsOutside(file: SourceFile, accesses: readonly Outside[]): readonly Dependence[] {
  const changes = accesses.filter(({ mode }) => mode !== 'read');
  return changes.flatMap((change) => {
    const met = accesses.find((other) => change.key !== 'identity' || other.key !== 'identity');
    const conflict = met && (conflictOf(file, change, met) ?? conflictOf(file, change, change));
    return conflict ? [conflict] : [];
  });
}

/** A loop that asks the same again and again waits for a change: it polls, retries or draws from a source. */
function repetitions(file: SourceFile, accesses: readonly Outside[], loop: Node): readonly Dependence[] {
  const [first] = accesses;
  if (!first || accesses.some(({ key }) => key !== undefined)) return [];
  return [{ code: 'repetition', what: shown(file, first), first: first.node, second: loop }];
}
