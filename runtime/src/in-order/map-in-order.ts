/** The twin of `map` for callbacks that are waited for. */
import { forEachInOrder } from './for-each-in-order.ts';
import type { Visit } from './visit.ts';

/** `list.map` for a callback that is waited for: one element after another. */
export async function mapInOrder<Item, Result>(list: readonly Item[], visit: Visit<Item, Result>): Promise<Result[]> {
  const results = new Array<Result>(list.length);
  await forEachInOrder(list, async (item, i) => {
    results[i] = await visit(item, i, list);
  });
  return results;
}
