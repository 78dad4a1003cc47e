/** Whether two statements, one after the other, could run in any order or at the same time. */
import type { Node, SourceFile, Variable } from '../../contracts.ts';
import { unwrap } from '../node.ts';
import { bindingsOf } from '../patterns.ts';
import { constantOf } from '../values.ts';
import { accessesOf } from './accesses.ts';
import { conflictOf, shown } from './conflicts.ts';
import { Frame, type Known } from './frame.ts';
import type { Access, Answer, Assumption, Dependence, EffectOf } from './types.ts';

const NONE: ReadonlyMap<Variable, Known> = new Map();

/**
 * Shows that the later statement doesn't need the earlier one, or says why it
 * may. Both are statements of one block; those between them are the caller's
 * to ask about. What neither is known to do counts as dependence.
 */
export function statementsIndependent(file: SourceFile, earlier: Node, later: Node, effectOf: EffectOf): Answer {
  const second = footprintOf(file, later, effectOf);
  const first = footprintOf(file, earlier, effectOf);
  const hindrances = [
    ...first.accesses.flatMap((access) => hindrance(file, access, later)),
    ...second.accesses.flatMap((access) => hindrance(file, access, earlier)),
  ];
  const conflicts = first.accesses.flatMap((one) => {
    return second.accesses.flatMap((other) => conflictOf(file, one, other) ?? []);
  });
  const reasons = [...hindrances, ...conflicts, ...callsOnOneObject(file, first, second)];
  if (reasons.length > 0) return { kind: 'dependent', reasons };
  const assumptions = new Set([...first.assumptions, ...second.assumptions]);
  return {
    kind: 'independent',
    assumptions,
    effects: [...first.accesses, ...second.accesses].filter(isOutside),
    gathered: [],
  };
}

/** An object made here, of a class nobody knows, may keep what one method has found for another. */
function callsOnOneObject(file: SourceFile, first: Footprint, second: Footprint): readonly Dependence[] {
  const made = new Map(first.accesses.filter(isOutside).map((access) => [madeHere(file, access.node), access.node]));
  return second.accesses.filter(isOutside).flatMap((access): Dependence[] => {
    const object = madeHere(file, access.node);
    const other = object && made.get(object);
    return other ? [{ code: 'shared-object', what: object.name, first: other, second: access.node }] : [];
  });
}

/** The variable a method is called on, where it holds a `new` object of the program's own. */
function madeHere(file: SourceFile, call: Node): Variable | undefined {
  const callee = call.type === 'CallExpression' ? unwrap(call.callee) : undefined;
  const object = callee?.type === 'MemberExpression' ? constantOf(file, unwrap(callee.object)) : undefined;
  const value = object?.writes[0]?.value;
  const isOwn = value?.type === 'NewExpression' && /^(?:\.|$)/.test(file.calleeOf(value) ?? '');
  return object?.scopeFunction && isOwn ? object : undefined;
}

export function isOutside(access: Access): access is Extract<Access, { kind: 'resource' }> {
  return access.kind === 'resource';
}

/** What an access alone says against changing places with anything. */
export function hindrance(file: SourceFile, access: Access, other: Node): readonly Dependence[] {
  const at = { what: shown(file, access), first: access.node, second: other };
  switch (access.kind) {
    case 'unknown':
      return [{ code: 'unknown-call', ...at }];
    case 'ordered':
      return [{ code: 'order-kept', ...at }];
    case 'exit':
      return [{ code: 'early-exit', ...at }];
    default:
      return [];
  }
}

interface Footprint {
  readonly accesses: readonly Access[];
  readonly assumptions: ReadonlySet<Assumption>;
}

/** Each statement is asked about with several others. */
const footprints = new WeakMap<EffectOf, WeakMap<Node, Footprint>>();

function footprintOf(file: SourceFile, node: Node, effectOf: EffectOf): Footprint {
  const known = footprints.get(effectOf) ?? new WeakMap<Node, Footprint>();
  footprints.set(effectOf, known);
  const footprint = known.get(node) ?? makeFootprint(file, node, effectOf);
  known.set(node, footprint);
  return footprint;
}

function makeFootprint(file: SourceFile, node: Node, effectOf: EffectOf): Footprint {
  const assumptions = new Set<Assumption>();
  const frame = new Frame({ file, effectOf, assumptions, within: [] }, node, NONE);
  return { accesses: [...declaredBy(file, node), ...accessesOf(frame, node)], assumptions };
}

/** What a statement declares, others in its block can read. */
function declaredBy(file: SourceFile, node: Node): readonly Access[] {
  if (node.type !== 'VariableDeclaration') return [];
  return node.declarations
    .flatMap(({ id }) => bindingsOf(id))
    .flatMap(({ id }): Access[] => {
      const variable = file.variableOf(id);
      if (!variable) return [];
      return [
        { kind: 'value', node: id, mode: 'write', root: { kind: 'variable', variable }, path: [], key: undefined },
      ];
    });
}
