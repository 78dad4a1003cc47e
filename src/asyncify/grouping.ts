/** What belongs together in one unit: what shares a key, or an edit. */
import type { Edit, Span } from '../contracts.ts';

/** What is to be edited, by path. */
export interface Edited {
  readonly edits: ReadonlyMap<string, readonly Edit[]>;
}

/** Joins what shares a key. */
export function groupBy<Item>(
  items: readonly Item[],
  keysOf: (item: Item) => readonly object[],
): readonly (readonly Item[])[] {
  const groups: { items: Item[]; keys: Set<object> }[] = [];
  for (const item of items) {
    const keys = new Set(keysOf(item));
    const joined = groups.filter((group) => [...keys].some((key) => group.keys.has(key)));
    const [first, ...rest] = joined;
    if (!first) {
      groups.push({ items: [item], keys });
      continue;
    }
    for (const other of rest) {
      first.items.push(...other.items);
      for (const key of other.keys) first.keys.add(key);
      groups.splice(groups.indexOf(other), 1);
    }
    first.items.push(item);
    for (const key of keys) first.keys.add(key);
  }
  return groups.map((group) => group.items);
}

/** Drafts whose edits touch one another belong together. */
export function mergeOverlapping<Draft extends Edited>(drafts: readonly Draft[]): readonly (readonly Draft[])[] {
  const parts = drafts.map((draft) => ({ draft, keys: new Set<Draft>([draft]) }));
  for (const [index, one] of parts.entries()) {
    for (const other of parts.slice(0, index)) {
      if (touchOneAnother(one.draft, other.draft)) one.keys.add(other.draft);
    }
  }
  return groupBy(parts, ({ keys }) => [...keys]).map((group) => group.map(({ draft }) => draft));
}

/** Whether both change the same text, or insert at the same place, so that they can't be made together. */
export function contradict(a: Edited, b: Edited): boolean {
  return somePair(a, b, ([start, end], [from, to]) => (start < to && from < end) || (start === to && from === end));
}

/** Whether two change the same code, or code beside one another. */
export function touchOneAnother(a: Edited, b: Edited): boolean {
  return somePair(a, b, touch);
}

function somePair(a: Edited, b: Edited, isWanted: (one: Span, other: Span) => boolean): boolean {
  for (const [path, edits] of a.edits) {
    const others = b.edits.get(path) ?? [];
    if (edits.some((edit) => others.some((other) => isWanted(edit.span, other.span)))) return true;
  }
  return false;
}

function touch([start, end]: Span, [from, to]: Span): boolean {
  return start <= to && from <= end;
}
