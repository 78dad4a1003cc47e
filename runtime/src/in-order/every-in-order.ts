/** The twin of `every` for callbacks that are waited for. */
import { someInOrder } from './some-in-order.ts';
import type { Visit } from './visit.ts';

/** `list.every` for a callback that is waited for: it ends at the first that doesn't fit. */
export async function everyInOrder<Item>(list: readonly Item[], visit: Visit<Item, unknown>): Promise<boolean> {
  return !(await someInOrder(list, async (item, i) => !(await visit(item, i, list))));
}
