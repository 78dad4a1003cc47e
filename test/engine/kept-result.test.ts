/** A result kept for one call is paid with each request; one kept for good is paid once. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rules } from '../../src/catalog/rules.ts';
import { runCase } from '../fixtures/case.ts';

it('scores what a variable of the call keeps in full', async () => {
  const path = join(import.meta.dirname, '../../fixtures/contexts/express/unset-variable-of-the-call-is-no-memo');
  const { findings } = await runCase(
    path,
    rules.filter(({ id }) => id === 'sync-io'),
  );
  expect(findings.map(({ factors }) => factors.once)).toEqual([1]);
});
