/** Finds out whether a unit can be made together with those before it. */
import type { Edit, Unit } from '../../contracts.ts';
import { createdText, editsIn, filesOf } from './changes.ts';
import type { Originals } from './derive.ts';
import type { Reason } from './refuse.ts';
import { EditError, inOrder, insertAtSamePlace, overlap } from './splice.ts';

/**
 * Why a unit can't be made together with those kept, which are listed by the files they change; or undefined.
 * @throws {EditError} where its own edits overlap
 */
export function conflictOf(
  unit: Unit,
  kept: ReadonlyMap<string, readonly Unit[]>,
  originals: Originals,
): Reason | undefined {
  for (const path of filesOf(unit)) {
    const others = kept.get(path) ?? [];
    const created = createdText([unit], path);
    const present = originals(path) ?? createdText(others, path);
    if (created !== undefined && present !== undefined && present !== created) return isThere(path);
    if (created === undefined && present === undefined) return isGone(path);
    const edits = editsIn(unit, path);
    checkOwn(unit.id, path, edits);
    const other = others.find((earlier) => clash(editsIn(earlier, path), edits));
    if (other) return overlapReason(path, other.id);
  }
  return undefined;
}

function isThere(path: string): Reason {
  return {
    code: 'conflict/file',
    message: `would make ${path}, which is there already`,
    hint: 'move or rename that file, then run the codemod again',
  };
}

function isGone(path: string): Reason {
  return { code: 'file/unreadable', message: `can't edit ${path}`, hint: 'the list of failures says why' };
}

function overlapReason(path: string, id: string): Reason {
  return {
    code: 'conflict/overlap',
    message: `changes the same code of ${path} as unit ${id}, which comes first`,
    hint: `apply unit ${id}, then run the codemod again`,
  };
}

/** Whether two units change the same code, so that only one of them can be made at a time. */
export function clashing(a: Unit, b: Unit): boolean {
  const files = new Set(filesOf(b));
  return filesOf(a).some((path) => files.has(path) && clash(editsIn(a, path), editsIn(b, path)));
}

/** Whether any two edits of different units can't both be made. */
function clash(some: readonly Edit[], others: readonly Edit[]): boolean {
  return others.some((other) =>
    some.some((edit) => {
      const bothShared = edit.shared === true && other.shared === true;
      if (bothShared && isSame(edit, other)) return false;
      if (overlap(edit.span, other.span)) return true;
      return !bothShared && insertAtSamePlace(edit.span, other.span);
    }),
  );
}

function isSame(a: Edit, b: Edit): boolean {
  return a.text === b.text && a.span[0] === b.span[0] && a.span[1] === b.span[1];
}

function checkOwn(id: string, path: string, edits: readonly Edit[]): void {
  const sorted = inOrder(edits);
  const bad = sorted.find(({ span }, index) => {
    const next = sorted[index + 1];
    return next !== undefined && overlap(span, next.span);
  });
  if (bad) throw new EditError(`unit ${id} edits the code at offset ${bad.span[0]} of ${path} twice`);
}
