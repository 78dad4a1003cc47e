/** `npm run eval -- fuzz` on packages made for the purpose. */
import { expect, it } from 'vitest';
import { tempTree } from '../project/temp-tree.ts';
import { runEval } from './run-eval.ts';

const READER =
  "import { readFileSync } from 'node:fs';\nexport async function f() { return readFileSync('a').length; }\n";

it('migrates packages one by one, and counts', { timeout: 60_000 }, async () => {
  const dir = tempTree({
    'one/package.json': '{ "name": "one", "type": "module" }',
    'one/dist/index.js': READER,
    '@a/two/package.json': '{ "name": "@a/two", "type": "module" }',
    '@a/two/index.js': READER,
    'no-source/package.json': '{ "name": "no-source" }',
  });
  const { code, stdout, stderr } = await runEval('fuzz', dir, '--packages', '9');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('2 packages, 2 files, 6 lines\n2 sites, 2 converted in 2 units, 2 files changed\n0 faults');
});

it('without a folder it is wrong usage', async () => {
  expect(await runEval('fuzz')).toMatchObject({ code: 2, stdout: '' });
});
