/** The twin of `filter` for callbacks that are waited for. */
import { forEachInOrder } from './for-each-in-order.ts';
import type { Visit } from './visit.ts';

/** `list.filter` for a callback that is waited for: one element after another. */
export async function filterInOrder<Item>(list: readonly Item[], visit: Visit<Item, unknown>): Promise<Item[]> {
  const results: Item[] = [];
  await forEachInOrder(list, async (item, i) => {
    if (await visit(item, i, list)) results.push(item);
  });
  return results;
}
