/** The twin of `flatMap` for callbacks that are waited for. */
import { mapInOrder } from './map-in-order.ts';
import type { Visit } from './visit.ts';

/** `list.flatMap` for a callback that is waited for: one element after another. */
export async function flatMapInOrder<Item, Result>(
  list: readonly Item[],
  visit: Visit<Item, Result | readonly Result[]>,
): Promise<Result[]> {
  return (await mapInOrder(list, visit)).flat() as Result[];
}
