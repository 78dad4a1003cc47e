/** The fixtures of backoff as programs: the same output and as many pauses before and after, but pauses that grow. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runFixture } from './run-fixture.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/codemods/backoff');

describe('programs', () => {
  const converted = readdirSync(FIXTURES).filter((name) => existsSync(join(FIXTURES, name, 'after')));

  it.each(converted)('%s', async (name) => {
    const [before, after] = await Promise.all(
      ['before', 'after'].map((folder) => runFixture(join(FIXTURES, name, folder), 'pauses.cjs', 'PAUSES')),
    );
    const [fixed, grown] = [before, after].map((run) => JSON.parse(run?.measured ?? '[]') as number[]);
    expect(before?.output).not.toBe('');
    expect(after?.output).toBe(before?.output);
    expect(fixed?.length).toBeGreaterThan(2);
    expect(grown?.length, 'as many pauses').toBe(fixed?.length);
    expect(
      grown?.every((pause, index) => pause >= (fixed?.[index] ?? 0)),
      'none is shorter',
    ).toBe(true);
    expect(grown?.at(-1), 'the last is several times as long').toBeGreaterThan(2 * (fixed?.at(-1) ?? 0));
  });
});
