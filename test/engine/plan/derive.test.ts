/** Plans: what a set of units comes to, and what can't be made together. */
import { describe, expect, it } from 'vitest';
import type { Edit, Unit } from '../../../src/contracts.ts';
import { derivePlan } from '../../../src/engine/plan/derive.ts';
import { EditError, splice } from '../../../src/engine/plan/splice.ts';
import { madeUnit, replacingUnit } from './made-unit.ts';

const TEXT = 'one two three two one\n';
const originals = (path: string): string | undefined => (path === 'a.js' ? TEXT : undefined);

function edit(start: number, end: number, text: string, shared?: true): Edit {
  return { span: [start, end], text, ...(shared && { shared }) };
}

function editing(id: string, ...edits: readonly Edit[]): Unit {
  return madeUnit(id, [{ kind: 'edit', path: 'a.js', edits }]);
}

/** The new text of a.js, and how each unit ended. */
function outcome(...units: readonly Unit[]): readonly [string | undefined, ...string[]] {
  const plan = derivePlan(units, originals);
  const ends = plan.units.map(({ status, refusal }) => refusal?.code ?? status);
  return [plan.files.find(({ path }) => path === 'a.js')?.after, ...ends];
}

describe('splice', () => {
  it.each<[string, readonly Edit[], string]>([
    ['nothing', [], 'abc'],
    ['an insertion at each end', [edit(3, 3, '>'), edit(0, 0, '<')], '<abc>'],
    ['insertions at one place, in their order', [edit(1, 1, '1'), edit(1, 1, '2')], 'a12bc'],
    ['an insertion before what is replaced', [edit(1, 2, 'B'), edit(1, 1, '!')], 'a!Bc'],
    ['an insertion behind what is replaced', [edit(2, 2, '!'), edit(1, 2, 'B')], 'aB!c'],
    ['neighbours', [edit(1, 2, 'B'), edit(0, 1, 'A')], 'ABc'],
    ['everything', [edit(0, 3, '')], ''],
  ])('makes %s', (_, edits, expected) => {
    expect(splice('abc', edits)).toBe(expected);
  });

  it.each<[string, readonly Edit[]]>([
    ['overlapping', [edit(0, 2, ''), edit(1, 3, '')]],
    ['one inside another', [edit(0, 3, ''), edit(1, 1, 'x')]],
    ['twice the same', [edit(0, 1, 'x'), edit(0, 1, 'x')]],
    ['beyond the end', [edit(2, 4, '')]],
    ['backwards', [edit(2, 1, '')]],
  ])('refuses edits that are %s', (_, edits) => {
    expect(() => splice('abc', edits)).toThrow(EditError);
  });
});

describe('units of one file', () => {
  it.each<[string, readonly Unit[], readonly [string | undefined, ...string[]]]>([
    [
      'are made together',
      [editing('a', edit(0, 3, '1')), editing('b', edit(4, 7, '2'))],
      ['1 2 three two one\n', 'planned', 'planned'],
    ],
    [
      'may touch',
      [editing('a', edit(0, 3, '1')), editing('b', edit(3, 4, '_'))],
      ['1_two three two one\n', 'planned', 'planned'],
    ],
    [
      'conflict where they overlap: the first is kept',
      [editing('a', edit(0, 5, 'A')), editing('b', edit(4, 7, 'B'))],
      ['Awo three two one\n', 'planned', 'conflict/overlap'],
    ],
    [
      'conflict where they insert at one place',
      [editing('a', edit(4, 4, 'A')), editing('b', edit(4, 4, 'A'))],
      ['one Atwo three two one\n', 'planned', 'conflict/overlap'],
    ],
    [
      'make a shared edit once',
      [editing('a', edit(0, 0, 'import;', true)), editing('b', edit(0, 0, 'import;', true))],
      [`import;${TEXT}`, 'planned', 'planned'],
    ],
    [
      'make different shared insertions in their order',
      [editing('a', edit(0, 0, '1', true)), editing('b', edit(0, 0, '2', true))],
      [`12${TEXT}`, 'planned', 'planned'],
    ],
    [
      'conflict where shared edits replace differently',
      [editing('a', edit(0, 3, '1', true)), editing('b', edit(0, 3, '2', true))],
      ['1 two three two one\n', 'planned', 'conflict/overlap'],
    ],
    ['leave no file where nothing changes', [editing('a', edit(0, 3, 'one'))], [undefined, 'planned']],
    [
      'are free of those refused before',
      [
        madeUnit('a', [{ kind: 'edit', path: 'a.js', edits: [edit(0, 3, 'A')] }], { status: 'refused' }),
        editing('b', edit(0, 3, 'B')),
      ],
      ['B two three two one\n', 'refused', 'planned'],
    ],
  ])('%s', (_, units, expected) => {
    expect(outcome(...units)).toEqual(expected);
  });

  it('a refused one frees its edits in all its files', () => {
    const two = madeUnit('two', [
      { kind: 'edit', path: 'b.js', edits: [edit(0, 0, 'x')] },
      { kind: 'edit', path: 'a.js', edits: [edit(0, 3, 'x')] },
    ]);
    expect(outcome(two, editing('b', edit(0, 3, 'B')))).toEqual([
      'B two three two one\n',
      'file/unreadable',
      'planned',
    ]);
  });

  it('a unit whose own edits overlap is a defect', () => {
    expect(() => derivePlan([editing('a', edit(0, 3, ''), edit(2, 4, ''))], originals)).toThrow(
      /unit a edits .* twice/,
    );
  });
});

describe('new files', () => {
  const making = (id: string, text: string, path = 'new.js'): Unit => madeUnit(id, [{ kind: 'create', path, text }]);

  it('are made once', () => {
    const plan = derivePlan([making('a', 'x\n'), making('b', 'x\n')], originals);
    expect(plan.files).toEqual([{ path: 'new.js', before: undefined, after: 'x\n', edits: [], units: ['a', 'b'] }]);
  });

  it.each([
    ['differ', [making('a', 'x\n'), making('b', 'y\n')], ['planned', 'conflict/file']],
    ['are there', [making('a', 'x\n', 'a.js')], ['conflict/file']],
    ['are there already, just so', [making('a', TEXT, 'a.js')], ['planned']],
  ])('conflict where they %s', (_, units, expected) => {
    const { units: ended } = derivePlan(units, originals);
    expect(ended.map(({ status, refusal }) => refusal?.code ?? status)).toEqual(expected);
  });
});

describe('edits that belong to the file', () => {
  const finish = (_path: string, _text: string, units: readonly Unit[]): readonly Edit[] => [
    edit(0, 0, `// ${units.map(({ id }) => id).join(' ')}\n`),
  ];

  it.each([
    [['a', 'b'], '// a b\n1 2 three two one\n'],
    [['b'], '// b\none 2 three two one\n'],
  ])('are made for the units that are left: %s', (ids, expected) => {
    const units = [editing('a', edit(0, 3, '1')), editing('b', edit(4, 7, '2'))].filter(({ id }) => ids.includes(id));
    expect(derivePlan(units, originals, new Map([['made', { finish }]])).files[0]?.after).toBe(expected);
  });
});

it('dropping a unit and deriving again is the same as never having had it', () => {
  const words = ['one', 'two', 'three'];
  const units = words.map((word) => replacingUnit(word, 'a.js', TEXT, word, word.toUpperCase()));
  for (const word of words) {
    const without = units.filter(({ id }) => id !== word);
    const marked = units.map((unit) => (unit.id === word ? { ...unit, status: 'rolled-back' as const } : unit));
    expect(derivePlan(marked, originals).files).toEqual(derivePlan(without, originals).files);
  }
});
