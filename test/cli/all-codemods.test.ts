/** `--codemod all`: every codemod on one service, in one plan. */
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { codemods } from '../../src/catalog/codemods.ts';
import { ALL_CODEMODS, PARTS, withoutAll } from '../../src/catalog/codemods-all.ts';
import { apply, plan } from '../../src/index.ts';
import { syntaxFault } from '../../src/syntax/parse.ts';
import { tempTree } from '../project/temp-tree.ts';

const SERVICE = join(import.meta.dirname, '../../fixtures/projects/orders-service');

it('stands for every codemod there is, or one that holds it', () => {
  expect([...ALL_CODEMODS, ...PARTS].sort()).toEqual(codemods.map(({ id }) => id).sort());
  expect(withoutAll(['fast-json', 'all', 'backoff'])).toEqual([
    'fast-json',
    ...ALL_CODEMODS.filter((id) => id !== 'fast-json'),
  ]);
});

it('migrates the orders service in one plan that no gate takes back, and leaves nothing for a second run', async () => {
  const root = tempTree({});
  cpSync(SERVICE, root, { recursive: true });
  const input = { cwd: root, codemods: ['all'], options: { context: 'all' }, allowDirty: true } as const;

  const planned = await plan(input);
  expect(planned.failures).toEqual([]);
  expect(planned.summary.rolledBack).toBe(0);
  expect(new Set(planned.units.filter(({ status }) => status === 'planned').map(({ codemod }) => codemod))).toEqual(
    new Set(['async', 'backoff', 'fast-json', 'pooled-clients']),
  );

  const applied = await apply(input);
  expect(applied.summary.converted).toBe(planned.summary.converted);
  const faults = applied.units
    .flatMap(({ changes }) => changes.map(({ path }) => path))
    .filter((path) => path.endsWith('.js'))
    .flatMap((path) => syntaxFault(path, readFileSync(join(root, path), 'utf8')) ?? []);
  expect(faults).toEqual([]);

  const again = await apply(input);
  expect(again.summary.converted).toBe(0);
});
