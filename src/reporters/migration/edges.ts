/** The call edges of a plan for people: those that only are possible first, since they want to be looked at. */
import type { CallEdge, Migration } from '../../contracts.ts';
import { escapeControl } from '../escape.ts';
import type { Canvas } from '../pretty/paint.ts';
import { count } from '../words.ts';
import { pathFrom, placeFrom } from './words.ts';

const HEADINGS = [
  ['possible', 'possible edge'],
  ['proved', 'proved edge'],
  ['excluded', 'read of the same name that means something else', 'reads of the same names that mean something else'],
] as const;

/** A list for each kind that there is; none where edges were not asked for. */
export function edgeSections(migration: Migration, { chalk }: Canvas): readonly (readonly string[])[] {
  return HEADINGS.flatMap(([kind, one, many]) => {
    const edges = (migration.edges ?? []).filter((edge) => edge.kind === kind);
    if (edges.length === 0) return [];
    return [[chalk.bold(count(edges.length, one, many)), ...edges.map((edge) => edgeLine(migration, edge))]];
  });
}

function edgeLine(migration: Migration, edge: CallEdge): string {
  const { callee, reason } = edge;
  const target = `${callee.name} (${pathFrom(migration, callee.path)}:${callee.line})`;
  const sign = edge.kind === 'excluded' ? '↛' : '→';
  return escapeControl(`  ${placeFrom(migration, edge)} ${sign} ${target}: ${reason}`);
}
