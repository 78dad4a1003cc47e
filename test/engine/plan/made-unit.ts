/** Units for tests. */
import type { Edit, FileChange, Unit } from '../../../src/contracts.ts';

/** A planned unit with one site at the top of its first file. */
export function madeUnit(id: string, changes: readonly FileChange[], more: Partial<Unit> = {}): Unit {
  return {
    id,
    codemod: 'made',
    sites: [{ path: changes[0]?.path ?? 'a.js', line: 1, column: 1, api: 'made.up' }],
    changes,
    safety: 'safe',
    functionsMadeAsync: [],
    hazards: [],
    status: 'planned',
    ...more,
  };
}

/** The edits that put `to` in place of every `from` of a text. */
function replacing(text: string, from: string, to: string): readonly Edit[] {
  return [...text.matchAll(new RegExp(from, 'g'))].map(({ index, 0: found }) => ({
    span: [index, index + found.length],
    text: to,
  }));
}

/** A unit that replaces words of one file. */
export function replacingUnit(id: string, path: string, text: string, from: string, to: string): Unit {
  return madeUnit(id, [{ kind: 'edit', path, edits: replacing(text, from, to) }]);
}
