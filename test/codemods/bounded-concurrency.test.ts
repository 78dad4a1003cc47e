/** The fixtures of bounded-concurrency as programs: the same output before and after, and another number of calls under way. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runFixture } from './run-fixture.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/codemods/bounded-concurrency');

/** The highest limit of the codemod, and a statement beside it in a row. */
const HIGHEST = 16 + 1;

/** What a program prints, and the most calls that were under way at once. */
async function run(name: string, folder: string): Promise<{ output: string; inFlight: number }> {
  const { output, measured } = await runFixture(join(FIXTURES, name, folder), 'in-flight.cjs', 'IN_FLIGHT');
  return { output, inFlight: Number(measured) };
}

/** A program that needs packages can't be run alone. */
function isRunnable(name: string): boolean {
  return !existsSync(join(FIXTURES, name, 'before/package.json'));
}

describe('programs', () => {
  const converted = readdirSync(FIXTURES).filter((name) => existsSync(join(FIXTURES, name, 'after')));

  it.each(converted.filter(isRunnable))('%s', async (name) => {
    const [before, after] = await Promise.all([run(name, 'before'), run(name, 'after')]);
    expect(before.output).not.toBe('');
    expect(after.output).toBe(before.output);
    expect(after.inFlight).toBeGreaterThan(1);
    expect(after.inFlight).toBeLessThanOrEqual(HIGHEST);
    expect(after.inFlight, 'a program left as it was is no proof').not.toBe(before.inFlight);
  });
});
