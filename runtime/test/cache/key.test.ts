/** Keys: equal values have the same, others have another, and what can't be told from others is refused by name. */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical } from '../../src/cache/canonical.ts';
import { idOf } from '../../src/cache/key.ts';
import { isUncacheableKeyError, keyOf } from '../../src/cache/index.ts';

/** Values as keys may be, but for zero below zero, which is zero here. */
const value = fc
  .anything({
    withDate: true,
    withMap: true,
    withSet: true,
    withBigInt: true,
    withTypedArray: true,
    withSparseArray: true,
    withNullPrototype: false,
    maxDepth: 3,
    maxKeys: 4,
    key: fc.constantFrom('a', 'b', 'c', '1', '__proto__x'),
  })
  .filter((any) => !holdsNegativeZero(any));

function holdsNegativeZero(any: unknown): boolean {
  if (Object.is(any, -0)) return true;
  if (ArrayBuffer.isView(any)) return false;
  if (any instanceof Map) return [...any].flat().some(holdsNegativeZero);
  if (any instanceof Set) return [...any].some(holdsNegativeZero);
  return typeof any === 'object' && any !== null && Object.values(any).some(holdsNegativeZero);
}

/** The same value with its properties, entries and members the other way round. */
function reversed(any: unknown): unknown {
  if (any instanceof Map) return new Map([...any].reverse().map(([key, one]) => [key, reversed(one)]));
  if (any instanceof Set) return new Set([...any].reverse());
  if (Array.isArray(any)) return any.map(reversed);
  if (typeof any !== 'object' || any === null || Object.getPrototypeOf(any) !== Object.prototype) return any;
  return Object.fromEntries(
    Object.entries(any)
      .reverse()
      .map(([key, one]) => [key, reversed(one)]),
  );
}

describe('keys', () => {
  it('are the same for equal values and for no others', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(canonical(a) === canonical(b)).toBe(isDeepStrictEqual(a, b));
      }),
      { numRuns: 3_000 },
    );
  });

  it('are the same whatever the order of properties', () => {
    fc.assert(
      fc.property(value, (any) => {
        expect(idOf(reversed(any))).toBe(idOf(any));
        expect(canonical(structuredClone(any))).toBe(canonical(any));
      }),
      { numRuns: 1_000 },
    );
  });

  it('tell apart what looks alike', () => {
    const alike: readonly unknown[] = [
      ...[1, '1', 1n, true, 'true', null, 'null', undefined, 'undefined', NaN, 'NaN', Infinity, -1, ''],
      ...[{}, { a: undefined }, { a: null }, { a: 1 }, { a: '1' }, { a: 1n }, [], [undefined], [null], [[]], ['']],
      ...[new Date(5), 5, new Date(5).toISOString(), new Date(NaN), { date: 5 }, { date: new Date(5) }],
      ...[new Map([['a', 1]]), new Map([[1, 'a']]), [['a', 1]], new Set(['a']), ['a'], new Set([['a']])],
      ...[/a/, /a/g, '/a/', new URL('http://a/'), 'http://a/', new Uint8Array([1]), new Int8Array([1]), [1]],
      ...[new Array(1), new Array(2), '\0n1', '\0undefined', '\0', 'n1', 'a,b', ['a', 'b'], ['a,b']],
    ];
    const ids = alike.map(idOf);
    expect(new Set(ids).size).toBe(alike.length);
  });

  it.each([
    ['key.filter.where is a function', { filter: { where: () => true } }],
    ['key.0.name is a symbol', [{ name: Symbol('x') }]],
    [
      'key.user is an object of the class User',
      {
        user: new (class User {
          name = 'me';
        })(),
      },
    ],
    ['key is an object of the class Promise', Promise.resolve()],
    ['key has a property Symbol(tag)', { [Symbol('tag')]: 1 }],
    ['key is a list with properties of its own', Object.assign([1], { extra: 1 })],
    ['key.a member is a function', new Set([() => 1])],
    ['key.at has properties of its own', { at: Object.assign(new Date(0), { zone: 'CET' }) }],
  ])('refuse by name: %s', (message, key) => {
    expect(() => idOf(key)).toThrow(message);
  });

  it('refuse circles by name, and not what is there twice', () => {
    const parent: Record<string, unknown> = { name: 'a' };
    parent['child'] = { parent };
    expect(() => idOf(parent)).toThrow('key.child.parent leads back to itself');
    const shared = { a: 1 };
    expect(idOf([shared, shared])).toBe(idOf([{ a: 1 }, { a: 1 }]));
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(() => idOf(deep)).toThrow('deep');
  });

  it('say so with an error that can be told', () => {
    try {
      idOf(() => 1);
      expect.unreachable();
    } catch (error) {
      expect(isUncacheableKeyError(error) && error.path).toBe('key');
    }
  });

  it('are others for another namespace or version, and short', () => {
    const keys = [keyOf({ a: 1 }, 'x'), keyOf({ a: 1 }, 'y'), keyOf({ a: 1 }, 'x', 2), keyOf({ a: 2 }, 'x')];
    expect(new Set(keys).size).toBe(4);
    expect(keyOf({ b: 1, a: 1 }, 'x')).toBe(keyOf({ a: 1, b: 1 }, 'x'));
    expect(keyOf('x'.repeat(10_000), 'x')).toMatch(/^x:[\w-]{43}$/);
  });
});
