/** The public API: plan, apply and undo. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { apply, plan, undo, UsageError, type Codemod } from '../../src/index.ts';
import { snapshot } from '../engine/apply/tree.ts';
import { tempTree } from '../project/temp-tree.ts';

const FILES = {
  'package.json': '{ "name": "shop" }\n',
  'orders.js': `
const app = require('express')();
app.get('/', (req, res) => res.type('json').send(JSON.stringify(req.query, null, 2)));
`,
};

/** Makes a file. */
const making: Codemod = {
  ...{ id: 'making', summary: 'makes a file', rules: [], safety: 'safe', gains: 'a file', loses: 'nothing' },
  plan: () => ({
    failures: [],
    units: [
      {
        ...{
          id: 'making-1',
          codemod: 'making',
          status: 'planned',
          safety: 'safe',
          functionsMadeAsync: [],
          hazards: [],
        },
        sites: [{ path: 'made.js', line: 1, column: 1, api: 'made' }],
        changes: [{ kind: 'create', path: 'made.js', text: 'made();\n' }],
      },
    ],
  }),
};

describe('plan, apply and undo', () => {
  it('show, change and take back', async () => {
    const cwd = tempTree(FILES);
    const before = snapshot(cwd);
    const planned = await plan({ cwd, codemods: ['fast-json'] });
    expect(planned.summary).toMatchObject({ sites: 1, converted: 1 });
    expect(planned.diff).toContain('-app.get(');
    expect(snapshot(cwd)).toEqual(before);
    expect((await apply({ cwd, codemods: ['fast-json'] })).units[0]?.status).toBe('applied');
    expect(readFileSync(join(cwd, 'orders.js'), 'utf8')).toContain('JSON.stringify(req.query))');
    expect(await undo({ cwd })).toMatchObject({ kind: 'undone', restored: ['orders.js'], left: [] });
    expect(snapshot(cwd)).toEqual(before);
    expect(await undo({ cwd })).toEqual({ kind: 'nothing', left: [] });
  });

  it('take codemods of your own, and one unit', async () => {
    const cwd = tempTree(FILES);
    const made = await apply({ cwd, codemods: ['fast-json', making], only: ['making-1'] });
    expect(made.units.map(({ id }) => id)).toEqual(['making-1']);
    expect(readFileSync(join(cwd, 'made.js'), 'utf8')).toBe('made();\n');
    expect(readFileSync(join(cwd, 'orders.js'), 'utf8')).toBe(FILES['orders.js']);
    await undo({ cwd, unit: 'making-1' });
    expect(Object.keys(snapshot(cwd))).toEqual(['orders.js', 'package.json']);
  });

  it('throw UsageError for an unknown codemod, and name the nearest', async () => {
    const wrong = plan({ cwd: tempTree(FILES), codemods: ['fast-jsno'] });
    await expect(wrong).rejects.toThrow(UsageError);
    await expect(wrong).rejects.toThrow(/did you mean 'fast-json'/);
  });
});
