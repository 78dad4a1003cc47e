/** A serializer gives what `JSON.stringify` gives, whatever it is given and by whichever path; in both modes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serializer } from '../../src/json/index.ts';

/** Values of one shape for the most part. */
const row = fc.record({
  id: fc.oneof(fc.integer(), fc.double(), fc.nat({ max: 1_000_000 })),
  name: fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ maxLength: 60 })),
  isOpen: fc.boolean(),
  list: fc.array(fc.string({ unit: 'grapheme', maxLength: 5 }), { maxLength: 4 }),
  inner: fc.record({ x: fc.double(), 'ž "': fc.string() }),
});

it('gives the same for rows of one shape', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 12, maxLength: 30 }), (rows) => {
      const stringify = serializer();
      for (const one of rows) expect(stringify(one)).toBe(JSON.stringify(one));
    }),
    { numRuns: 100 },
  );
});

it('gives the same for values of any kind', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { minLength: 12, maxLength: 30 }), (values) => {
      const stringify = serializer();
      for (const one of values) expect(stringify(one)).toBe(JSON.stringify(one));
    }),
    { numRuns: 200 },
  );
});

describe('what is no plain value of the shape', () => {
  const plain = { a: 1, b: 'x' };
  class Own {
    readonly a = 1;
    readonly b = 'x';
    toJSON(): string {
      return 'own';
    }
  }
  const hidden = Object.defineProperty({ a: 1, b: 'x' }, 'toJSON', { value: () => 'hidden' });
  const cases: readonly (readonly [string, unknown])[] = [
    ['one property more', { ...plain, c: 1 }],
    ['one less', { a: 1 }],
    ['another order', { b: 'x', a: 1 }],
    ['an inherited one', Object.create(plain)],
    ['undefined', { a: undefined, b: 'x' }],
    ['a function', { a: 1, b: () => 1 }],
    ['a symbol', { a: Symbol('a'), b: 'x', [Symbol('c')]: 1 }],
    ['null', null],
    ['no number', { a: NaN, b: 'x' }],
    ['zero below zero', { a: -0, b: 'x' }],
    ['a very small number', { a: 5e-324, b: 'x' }],
    ['a very large number', { a: 1.797e308, b: 'x' }],
    ['a boxed one', { a: Object(1) as unknown, b: Object('x') as unknown }],
    ['a date', { a: new Date(0), b: 'x' }],
    ['a class with toJSON', new Own()],
    ['a hidden toJSON', hidden],
    ['half a letter', { a: 1, b: '\ud800' }],
    ['quotes', { a: 1, b: '"\\\n\u2028' }],
    ['a long text', { a: 1, b: 'x'.repeat(3_000_000) }],
    ['a long text with a quote', { a: 1, b: `${'x'.repeat(100)}"` }],
    ['a hidden property', Object.defineProperty({ b: 'x' }, 'a', { value: 1 })],
    ['a list', Object.assign([], plain)],
  ];

  it.each(cases)('%s', (_, value) => {
    const stringify = serializer({ shape: { a: 'number', b: 'string' } });
    for (let i = 0; i < 100; i++) expect(stringify(plain)).toBe('{"a":1,"b":"x"}');
    expect(stringify(value)).toBe(JSON.stringify(value));
  });

  it('throws what JSON.stringify throws', () => {
    const circle: Record<string, unknown> = { a: 1 };
    circle['b'] = circle;
    expect(() => serializer()(circle)).toThrow(TypeError);
    expect(() => serializer({ shape: { a: 'number' } })({ a: 1n })).toThrow(TypeError);
  });

  it('is right where a value serializes another while it is being written', () => {
    const inner = serializer({ shape: { text: 'string' } });
    const outer = serializer({ shape: { first: 'string', second: 'string' } });
    const make = (): object => ({
      first: 'x'.repeat(30),
      get second() {
        return inner({ text: 'yyyyyyyyyy' });
      },
    });
    for (let i = 0; i < 200; i++) expect(outer(make())).toBe(JSON.stringify(make()));
  });
});
