/** The twin of `find` for callbacks that are waited for. */
import type { Visit } from './visit.ts';

/** `list.find` for a callback that is waited for: it ends at the first that fits. */
export async function findInOrder<Item>(list: readonly Item[], visit: Visit<Item, unknown>): Promise<Item | undefined> {
  const { length } = list;
  for (let i = 0; i < length; i++) {
    const item = list[i] as Item;
    if (await visit(item, i, list)) return item;
  }
  return undefined;
}
