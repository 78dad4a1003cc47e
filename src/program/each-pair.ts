/** Lists of pairs written flat, which take a fraction of the memory. */

/** Calls `use` for each two numbers of a list. */
export function eachPair(list: readonly number[], use: (from: number, to: number) => void): void {
  for (let i = 0; i < list.length; i += 2) use(list[i] ?? 0, list[i + 1] ?? 0);
}
