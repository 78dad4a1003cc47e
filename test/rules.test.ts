/** Every fixture of every rule: what is marked is found where it is marked, and nothing else is. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../src/catalog/rules.ts';
import { casesIn, placeOf, runCase, type CaseRun } from './fixtures/case.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/rules');

for (const rule of rules) {
  describe(rule.id, () => {
    for (const name of casesIn(join(FIXTURES, rule.id, 'found'))) {
      it(`finds ${name}`, async () => {
        const run = await runCase(join(FIXTURES, rule.id, 'found', name), [rule]);
        expect(run.report.failures).toEqual([]);
        expect(run.expected, 'a line is marked // found').not.toEqual([]);
        expect(run.places).toEqual(run.expected.map(placeOf).sort());
        expectCircumstances(run);
      });
    }
    for (const name of casesIn(join(FIXTURES, rule.id, 'ignored'))) {
      it(`ignores ${name}`, async () => {
        const run = await runCase(join(FIXTURES, rule.id, 'ignored', name), [rule]);
        expect(run.report.failures).toEqual([]);
        expect(run.findings.map((finding) => `${placeOf(finding)} ${finding.api}`)).toEqual([]);
      });
    }
  });
}

it('every folder of fixtures belongs to a rule', () => {
  const ids = new Set(rules.map(({ id }) => id));
  expect(readdirSync(FIXTURES).filter((folder) => !ids.has(folder))).toEqual([]);
});

/** Contexts and chains, where the marker names them. */
function expectCircumstances({ findings, expected }: CaseRun): void {
  for (const want of expected) {
    const found = findings.filter((finding) => placeOf(finding) === placeOf(want));
    if (want.context !== undefined) expect(found.map(({ context }) => context)).toContain(want.context);
    if (want.chain !== undefined) expect(found.map(chainOf)).toContain(want.chain);
  }
}

function chainOf({ chain }: { readonly chain?: readonly { readonly name: string }[] }): string {
  return (chain ?? []).map(({ name }) => name).join(' → ');
}
