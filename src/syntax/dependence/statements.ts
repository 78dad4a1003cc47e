/** Whether two statements, one after the other, could run in any order or at the same time. */
import type { Node, SourceFile, Variable } from '../../contracts.ts';
import { bindingsOf } from '../patterns.ts';
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
  const assumptions = new Set<Assumption>();
  const [first, second] = [earlier, later].map((node) => accessesOfStatement(file, node, effectOf, assumptions));
  if (!first || !second) return { kind: 'dependent', reasons: [] };
  const reasons = [
    ...first.flatMap((access) => hindrance(file, access, later)),
    ...second.flatMap((access) => hindrance(file, access, earlier)),
    ...first.flatMap((one) => second.flatMap((other) => conflictOf(file, one, other) ?? [])),
  ];
  if (reasons.length > 0) return { kind: 'dependent', reasons };
  return { kind: 'independent', assumptions, effects: [...first, ...second].filter(isOutside), gathered: [] };
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

function accessesOfStatement(
  file: SourceFile,
  node: Node,
  effectOf: EffectOf,
  assumptions: Set<Assumption>,
): readonly Access[] {
  const frame = new Frame({ file, effectOf, assumptions, within: [] }, node, NONE);
  return [...declaredBy(file, node), ...accessesOf(frame, node)];
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
