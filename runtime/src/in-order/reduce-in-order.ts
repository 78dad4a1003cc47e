/** The twin of `reduce` for callbacks that are waited for. */
import { forEachInOrder } from './for-each-in-order.ts';

/** `list.reduce` with a first value, for a callback that is waited for. */
export async function reduceInOrder<Item, Result>(
  list: readonly Item[],
  visit: (result: Result, item: Item, index: number, list: readonly Item[]) => Result | Promise<Result>,
  first: Result,
): Promise<Result> {
  let result = first;
  await forEachInOrder(list, async (item, i) => {
    result = await visit(result, item, i, list);
  });
  return result;
}
