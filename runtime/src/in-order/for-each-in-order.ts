/** The twin of `forEach` for callbacks that are waited for. */
import type { Visit } from './visit.ts';

/** `list.forEach` for a callback that is waited for: one element after another. */
export async function forEachInOrder<Item>(list: readonly Item[], visit: Visit<Item, unknown>): Promise<void> {
  const { length } = list;
  for (let i = 0; i < length; i++) if (i in list) await visit(list[i] as Item, i, list);
}
