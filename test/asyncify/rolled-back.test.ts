/** A codemod that forgets an await: the unit is rolled back, and the others are made. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { codemod as asyncFs } from '../../codemods/async-fs/codemod.ts';
import { rules } from '../../src/catalog/rules.ts';
import type { Codemod, Unit } from '../../src/contracts.ts';
import { migrate } from '../../src/engine/migrate.ts';
import { tempTree } from '../project/temp-tree.ts';

const FILES = {
  'package.json': '{ "name": "shop", "private": true }\n',
  'read.js': `const fs = require('fs');
exports.isOpen = (name) => fs.statSync(name).size > 0;
exports.isShut = (name) => fs.statSync(name).size === 0;
`,
  'open.js': `const { isOpen } = require('./read');
exports.first = async () => {
  await null;
  if (!isOpen('a')) throw new Error('shut');
};
`,
  'shut.js': `const { isShut } = require('./read');
exports.second = async () => {
  await null;
  if (!isShut('a')) throw new Error('open');
};
`,
};

/** As it is, but for the await of a call that is negated in this file. */
function forgetting(path: string): Codemod {
  const forget = (unit: Unit): Unit => ({
    ...unit,
    changes: unit.changes.map((change) =>
      change.kind === 'edit' && change.path === path ? { ...change, edits: [] } : change,
    ),
  });
  return {
    ...asyncFs,
    plan: async (input) => {
      const plan = await asyncFs.plan(input);
      return { ...plan, units: plan.units.map(forget) };
    },
  };
}

it('costs the unit whose call it is, and no other', async () => {
  const root = tempTree(FILES);
  const migration = await migrate({
    ...{ cwd: root, paths: [], codemods: [forgetting('open.js')], rules, dryRun: false, allowDirty: true, only: [] },
    options: { target: 'node', publicApi: 'keep', context: 'all', maxFunctions: 25, allowHazards: [] },
  });
  expect(migration.summary).toMatchObject({ converted: 1, rolledBack: 1, refused: 0 });
  expect(migration.refusals).toMatchObject([
    { code: 'gate/unawaited', line: 2, message: expect.stringMatching(/open\.js, line 4/) as string },
  ]);
  expect(readFileSync(join(root, 'open.js'), 'utf8')).toBe(FILES['open.js']);
  expect(readFileSync(join(root, 'shut.js'), 'utf8')).toMatch(/!\(?await isShut\('a'\)/);
});
