/** When code runs, and the way to it, for every framework and every kind of flow in fixtures/contexts. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../src/catalog/rules.ts';
import type { Finding } from '../src/contracts.ts';
import { casesIn, placeOf, runCase } from './fixtures/case.ts';
import type { Expected } from './fixtures/markers.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/contexts');
const syncIo = rules.filter(({ id }) => id === 'sync-io');

for (const kind of casesIn(FIXTURES)) {
  describe(kind, () => {
    for (const name of casesIn(join(FIXTURES, kind))) {
      it(name, async () => {
        const run = await runCase(join(FIXTURES, kind, name), syncIo);
        expect(run.report.failures).toEqual([]);
        expect(run.expected, 'a line is marked // found').not.toEqual([]);
        const found = run.expected.map((want) => described(want, run.findings));
        expect(found).toEqual(
          run.expected.map(({ context, chain, ...place }) => `${placeOf(place)} ${context}: ${chain ?? '…'}`),
        );
        expect(run.places).toEqual(run.expected.map(placeOf).sort());
      });
    }
  });
}

/** The finding at an expected place, told as the marker tells it. */
function described(want: Expected, findings: readonly Finding[]): string {
  const finding = findings.find((candidate) => placeOf(candidate) === placeOf(want));
  if (!finding) return `${placeOf(want)} not found`;
  const chain = want.chain === undefined ? '…' : (finding.chain ?? []).map(({ name }) => name).join(' → ');
  return `${placeOf(want)} ${finding.context}: ${chain}`;
}
