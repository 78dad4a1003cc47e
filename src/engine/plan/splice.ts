/** Puts edits into a text; no character outside them changes. */
import type { Edit, Span } from '../../contracts.ts';

/** Edits that can't be made together, or not at all. A defect of whoever made them. */
export class EditError extends Error {
  override readonly name = 'EditError';
}

/**
 * The text with all edits made. Insertions at one place keep their order; one at the start of a replaced span stands
 * before it, one at the end behind it.
 * @throws {EditError} where spans overlap, or lie outside the text
 */
export function splice(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { span, text: inserted } of inOrder(edits)) {
    const [start, end] = span;
    if (start < at) throw new EditError(`edits overlap at offset ${start}`);
    if (end < start || end > text.length) throw new EditError(`edit ${start} to ${end} lies outside the text`);
    parts.push(text.slice(at, start), inserted);
    at = end;
  }
  return parts.join('') + text.slice(at);
}

/** Edits from the first to the last, insertions before what is replaced behind them. Stable. */
export function inOrder(edits: readonly Edit[]): readonly Edit[] {
  return [...edits].sort(({ span: a }, { span: b }) => a[0] - b[0] || a[1] - b[1]);
}

/** Whether two spans can't both be edited: they share text, or one is an insertion inside the other. */
export function overlap([start, end]: Span, [from, to]: Span): boolean {
  return start < to && from < end;
}

/** Whether both insert at the same place, so that their order would decide what comes out. */
export function insertAtSamePlace([start, end]: Span, [from, to]: Span): boolean {
  return start === end && from === to && start === from;
}
