/** Each rule by which a read of a name is known to mean something else is taken away in turn: some program is planned otherwise then. */
import { afterAll, expect, it } from 'vitest';
import type { Analysis } from '../../../src/asyncify/flow/analysis.ts';
import { EXCLUSIONS } from '../../../src/asyncify/flow/exclusions.ts';
import type { Relation } from '../../../src/asyncify/flow/owners.ts';
import { killerOf, readFixtures } from './fixtures.ts';

const [fixtures, remove] = readFixtures(['graph']);
afterAll(remove);

/** A rule of the table that excludes nothing any more. */
function without(rule: string): (analysis: Analysis) => void {
  const asked = (relation: Relation): Relation => (relation === rule ? 'possible' : relation);
  return (analysis) => {
    const relate = analysis.relate.bind(analysis);
    const relationOf = analysis.relationOf.bind(analysis);
    analysis.relate = (...args) => asked(relate(...args));
    analysis.relationOf = (...args) => asked(relationOf(...args));
  };
}

const RULES: readonly (readonly [string, (analysis: Analysis) => void])[] = [
  // No compiler is asked here: types.test.ts takes it away.
  ...Object.keys(EXCLUSIONS)
    .filter((rule) => rule !== 'type')
    .map((rule) => [rule, without(rule)] as const),
  // What a computed member can't be.
  ['keys', (analysis) => (analysis.computed.mayBeKey = () => true)],
  ['programs that never meet', (analysis) => (analysis.together.mayMeet = () => true)],
  ['objects that are kept', (analysis) => (analysis.kept.has = () => false)],
  ['objects that are not kept', (analysis) => (analysis.kept.has = () => true)],
  ['all that a field may hold', (analysis) => (analysis.possible.of = () => undefined)],
];

it.each(RULES)('%s', { timeout: 30_000 }, async (_, analysis) => {
  expect(await killerOf(fixtures, { analysis })).toBeDefined();
});
