/** Small questions about what units change. */
import type { Edit, Unit } from '../../contracts.ts';

/** A unit's edits in one file. */
export function editsIn({ changes }: Unit, path: string): readonly Edit[] {
  return changes.flatMap((change) => (change.kind === 'edit' && change.path === path ? change.edits : []));
}

/** The text of a new file that one of the units makes. */
export function createdText(units: readonly Unit[], path: string): string | undefined {
  for (const change of units.flatMap(({ changes }) => changes)) {
    if (change.kind === 'create' && change.path === path) return change.text;
  }
  return undefined;
}

/** Every file a unit changes or makes, once. */
export function filesOf({ changes }: Unit): readonly string[] {
  return [...new Set(changes.map(({ path }) => path))];
}
