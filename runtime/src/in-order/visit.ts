/** The shape of the callbacks. */

/** What array methods call with each element. */
export type Visit<Item, Result> = (item: Item, index: number, list: readonly Item[]) => Result | Promise<Result>;
