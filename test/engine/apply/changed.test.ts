/** Files that somebody else changes while perfmig is at work are never overwritten. */
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commit } from '../../../src/engine/apply/commit.ts';
import { undo } from '../../../src/engine/undo.ts';
import { TreeError } from '../../../src/project/errors.ts';
import { smallCommission, smallTree } from './commission.ts';
import { quickDisk } from './faulty-disk.ts';
import { snapshot } from './tree.ts';

const undoAll = (cwd: string) => undo({ cwd, fs: quickDisk, force: false, codemodsFor: () => Promise.resolve([]) });

describe('between plan and write', () => {
  it.each<[string, (root: string) => void]>([
    [
      'edited',
      (root) => {
        appendFileSync(join(root, 'run.js'), '// mine\n');
      },
    ],
    [
      'removed',
      (root) => {
        rmSync(join(root, 'lib/end.js'));
      },
    ],
    [
      'edited behind a link',
      (root) => {
        appendFileSync(join(root, 'real/linked.js'), '// mine\n');
      },
    ],
    [
      'given another line end',
      (root) => {
        writeFileSync(join(root, 'lib/windows.js'), 'one();\ntwo();\n');
      },
    ],
  ])('a file %s: refused, nothing is written', async (_, change) => {
    const root = smallTree();
    const commission = smallCommission(root, quickDisk);
    change(root);
    const changed = snapshot(root, true);
    await expect(commit(commission)).rejects.toThrow(/was changed while the plan was made, so nothing was written/);
    expect(snapshot(root, true)).toEqual(changed);
    expect(existsSync(join(root, '.perfmig/journal'))).toBe(false);
  });

  it('a file that a unit only depends on: refused, nothing is written', async () => {
    const root = smallTree();
    const commission = smallCommission(root, quickDisk);
    commission.originals.get('package.json');
    const units = commission.plan.units.map((unit) => ({ ...unit, dependsOn: ['package.json'] }));
    writeFileSync(join(root, 'package.json'), '{ "name": "other" }\n');
    const changed = snapshot(root, true);
    await expect(commit({ ...commission, plan: { ...commission.plan, units } })).rejects.toThrow(TreeError);
    expect(snapshot(root, true)).toEqual(changed);
  });

  it('a file made where the plan makes one: refused, and left', async () => {
    const root = smallTree();
    const commission = smallCommission(root, quickDisk);
    writeFileSync(join(root, 'made'), 'mine');
    const changed = snapshot(root);
    await expect(commit(commission)).rejects.toThrow();
    expect(snapshot(root)).toEqual(changed);
  });
});

describe('while files are written', () => {
  it('a file edited before its turn keeps the edit, and the others are put back', async () => {
    const root = smallTree();
    const before = snapshot(root);
    let renames = 0;
    const edited = 'mine();\n';
    const fs = {
      ...quickDisk,
      rename: (from: string, to: string) => {
        quickDisk.rename(from, to);
        if (to.endsWith('.js') && ++renames === 1) writeFileSync(join(root, 'run.js'), edited);
      },
    };
    await expect(commit(smallCommission(root, fs))).rejects.toThrow(/run\.js was changed while perfmig was at work/);
    expect(readFileSync(join(root, 'run.js'), 'utf8')).toBe(edited);
    writeFileSync(join(root, 'run.js'), '#!/usr/bin/env node\none();\n');
    await undoAll(root);
    expect(snapshot(root)).toEqual(before);
  });
});
