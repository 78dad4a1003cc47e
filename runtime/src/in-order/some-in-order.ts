/** The twin of `some` for callbacks that are waited for. */
import type { Visit } from './visit.ts';

/** `list.some` for a callback that is waited for: it ends at the first that fits. */
export async function someInOrder<Item>(list: readonly Item[], visit: Visit<Item, unknown>): Promise<boolean> {
  const { length } = list;
  for (let i = 0; i < length; i++) if (i in list && (await visit(list[i] as Item, i, list))) return true;
  return false;
}
