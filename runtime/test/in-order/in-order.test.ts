/** The helpers for arrays call back and end as the array methods do. */
import { describe, expect, it } from 'vitest';
import { everyInOrder } from '../../src/in-order/every-in-order.ts';
import { filterInOrder } from '../../src/in-order/filter-in-order.ts';
import { findIndexInOrder } from '../../src/in-order/find-index-in-order.ts';
import { findInOrder } from '../../src/in-order/find-in-order.ts';
import { flatMapInOrder } from '../../src/in-order/flat-map-in-order.ts';
import { forEachInOrder } from '../../src/in-order/for-each-in-order.ts';
import { mapInOrder } from '../../src/in-order/map-in-order.ts';
import { reduceInOrder } from '../../src/in-order/reduce-in-order.ts';
import { someInOrder } from '../../src/in-order/some-in-order.ts';

const HELPERS = {
  everyInOrder,
  filterInOrder,
  findIndexInOrder,
  findInOrder,
  flatMapInOrder,
  forEachInOrder,
  mapInOrder,
  someInOrder,
};

type Method = 'forEach' | 'map' | 'flatMap' | 'filter' | 'find' | 'findIndex' | 'some' | 'every';

const METHODS: readonly Method[] = ['forEach', 'map', 'flatMap', 'filter', 'find', 'findIndex', 'some', 'every'];
const LISTS: readonly (readonly (number | undefined)[])[] = [[], [1], [3, 1, 2, 5], [1, , 3], [undefined, 2]];

describe.each(METHODS)('%s', (method) => {
  it.each(LISTS.map((list) => [list]))('%j', async (list) => {
    const [calls, expected]: [unknown[], unknown[]] = [[], []];
    const visit = (seen: unknown[]) => (item: number | undefined, index: number) => {
      seen.push([item, index]);
      return (item ?? 0) > 1 ? item : 0;
    };
    const helper = HELPERS[`${method}InOrder`] as (list: unknown, visit: unknown) => Promise<unknown>;
    const result = await helper(list, async (item: number | undefined, index: number) => {
      await Promise.resolve();
      return visit(calls)(item, index);
    });
    expect(result).toEqual((list[method] as (visit: unknown) => unknown)(visit(expected)));
    expect(calls).toEqual(expected);
  });
});

it('reduces', async () => {
  const join = (sum: string, item: number, index: number) => `${sum}${item}@${index} `;
  const result = await reduceInOrder([3, 1], async (sum: string, item, i) => Promise.resolve(join(sum, item, i)), '');
  expect(result).toBe([3, 1].reduce(join, ''));
});

it('ends at the first failure', async () => {
  const seen: number[] = [];
  const failing = mapInOrder([1, 2, 3], async (item) => {
    await Promise.resolve();
    seen.push(item);
    if (item === 2) throw new Error('two');
  });
  await expect(failing).rejects.toThrow('two');
  expect(seen).toEqual([1, 2]);
});
