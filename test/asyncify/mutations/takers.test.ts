/** Each entry of the tables of takers is taken away in turn: some program is planned otherwise then. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  AT_ONCE_METHODS,
  AWAITING_FRAMEWORKS,
  CALLBACK_METHODS,
  CALLBACK_MODULES,
  LISTENER_METHODS,
  ORDERED_EVENTS,
  PROMISE_METHODS,
  TAKERS,
  TEST_FUNCTIONS,
} from '../../../src/apis/function-takers.ts';
import { PROCESS_END_EVENTS } from '../../../src/apis/takers.ts';
import { ITERATION_METHODS } from '../../../src/syntax/iteration.ts';
import { killerOf, outcomes, readFixtures, unmutated } from './fixtures.ts';

/** Programs that are planned and not run, since nobody has all these packages; and what is expected of their sites. */
const [fixtures, remove] = readFixtures(['graph']);
afterAll(remove);

// Before anything is taken away.
beforeAll(() => unmutated(fixtures));

it.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', async (_, fixture) => {
  const expected = fixture.case.sites.map(({ path, line, outcome }) => `${path}:${line} ${outcome}`);
  expect(await outcomes(fixture)).toEqual(expected.sort());
});

/** What nobody would miss. The tables are read-only to all but this test. */
async function survivors<Entry>(entries: readonly Entry[], without: (entry: Entry) => () => void): Promise<Entry[]> {
  const found: Entry[] = [];
  // What killed the one before is likely to kill this one.
  let candidates = fixtures;
  for (const entry of entries) {
    const putBack = without(entry);
    try {
      const killer = await killerOf(candidates);
      if (!killer) found.push(entry);
      else candidates = [killer, ...candidates.filter((one) => one !== killer)];
    } finally {
      putBack();
    }
  }
  return found;
}

const SETS: Readonly<Record<string, ReadonlySet<string>>> = {
  ...{ AT_ONCE_METHODS, AWAITING_FRAMEWORKS, CALLBACK_METHODS, CALLBACK_MODULES, ITERATION_METHODS, LISTENER_METHODS },
  ...{ ORDERED_EVENTS, PROCESS_END_EVENTS, PROMISE_METHODS },
};

it.each(Object.entries(SETS))('every entry of %s counts', { timeout: 60_000 }, async (_, table) => {
  const set = table as Set<string>;
  const without = (entry: string) => {
    set.delete(entry);
    return () => set.add(entry);
  };
  expect(await survivors([...set], without)).toEqual([]);
});

const { ROOTS, NAMES } = TEST_FUNCTIONS;

/** Single functions; those of test frameworks are a product of roots and names, so each root and each name is one. */
const FUNCTIONS = [
  ...[...TAKERS.keys()]
    .filter((path) => !ROOTS.some((root) => NAMES.some((name) => path === root + name)))
    .map((path) => [path, (one: string) => one === path] as const),
  ...ROOTS.map((root) => [root, (one: string) => NAMES.some((name) => one === root + name)] as const),
  ...NAMES.map((name) => [name, (one: string) => ROOTS.some((root) => one === root + name)] as const),
];

/** Later entries that have no program here yet: to be written. Assertions of what is thrown are decided elsewhere first. */
const WITHOUT_PROGRAM: ReadonlySet<string> = new Set([
  'express-async-handler',
  '@perfmig/runtime/handlers.forwardErrors',
  '@perfmig/runtime/testing.outcomeOf',
]);

it('every function that takes functions counts', { timeout: 60_000 }, async () => {
  const map = TAKERS as Map<string, never>;
  const left = await survivors(FUNCTIONS, ([, isIt]) => {
    const before = [...map];
    for (const [path] of before) if (isIt(path)) map.delete(path);
    return () => {
      map.clear();
      for (const [path, kind] of before) map.set(path, kind);
    };
  });
  expect(left.map(([name]) => name).filter((name) => !WITHOUT_PROGRAM.has(name))).toEqual([]);
});
