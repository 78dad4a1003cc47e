/** The rules a run was asked for. */
import type { Rule } from '../contracts.ts';
import { UsageError } from '../project/errors.ts';
import { suggestion } from '../project/nearest.ts';

/**
 * The rules of these ids, each once, in the order of the catalog; all where none is named.
 * @throws {UsageError} for an unknown id
 */
export function chooseRules(all: readonly Rule[], ids: readonly string[]): readonly Rule[] {
  if (ids.length === 0) return all;
  const known = all.map(({ id }) => id);
  for (const id of ids) {
    if (!known.includes(id)) {
      throw new UsageError(`unknown rule '${id}'${suggestion(id, known)} (perfmig list names them all)`);
    }
  }
  return all.filter(({ id }) => ids.includes(id));
}
