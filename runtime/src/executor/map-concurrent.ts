/** Visits the items of a list, a few at a time, and fails as a loop that awaits each would. */

/**
 * Calls `visit` for each item, at most `limit` at a time, and resolves to the results in the order of the items. Once a
 * visit has failed no more are begun; those under way are waited for, and it rejects with the failure of the earliest
 * item: the one that a loop with an `await` for each would have ended with.
 */
export async function mapConcurrent<Item, Result>(
  items: Iterable<Item>,
  limit: number,
  visit: (item: Item, index: number) => Result | PromiseLike<Result>,
): Promise<Result[]> {
  const list = Array.from(items);
  const results = new Array<Result>(list.length);
  let next = 0;
  let failed = list.length;
  let failure: unknown;
  const run = async (): Promise<void> => {
    while (next < failed) {
      const index = next++;
      try {
        results[index] = await visit(list[index] as Item, index);
      } catch (error) {
        if (index < failed) failure = error;
        failed = Math.min(failed, index);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, list.length) }, run));
  if (failed < list.length) throw failure;
  return results;
}
