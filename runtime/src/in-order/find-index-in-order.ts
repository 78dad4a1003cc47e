/** The twin of `findIndex` for callbacks that are waited for. */
import type { Visit } from './visit.ts';

/** `list.findIndex` for a callback that is waited for: it ends at the first that fits. */
export async function findIndexInOrder<Item>(list: readonly Item[], visit: Visit<Item, unknown>): Promise<number> {
  const { length } = list;
  for (let i = 0; i < length; i++) if (await visit(list[i] as Item, i, list)) return i;
  return -1;
}
