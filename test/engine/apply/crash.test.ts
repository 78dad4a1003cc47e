/** Apply and undo are stopped at each operation on the disk; undo then restores every byte. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commit } from '../../../src/engine/apply/commit.ts';
import type { FileSystem } from '../../../src/engine/apply/file-system.ts';
import { undo } from '../../../src/engine/undo.ts';
import { smallCommission, smallTree } from './commission.ts';
import { counting, dyingAt, fullAt, quickDisk } from './faulty-disk.ts';
import { snapshot } from './tree.ts';

const undoAll = (cwd: string, fs: FileSystem, unit?: string) =>
  undo({ cwd, fs, force: false, codemodsFor: () => Promise.resolve([]), ...(unit !== undefined && { unit }) });

const stopped = (): undefined => undefined;

/** How many operations an apply takes, and an undo after it. */
async function operations(): Promise<{ readonly apply: number; readonly undo: number; readonly undoUnit: number }> {
  const root = smallTree();
  const [applying, undoing, undoingUnit] = [counting(), counting(), counting()];
  await commit(smallCommission(root, applying.fs));
  await undoAll(root, undoingUnit.fs, 'ones');
  await undoAll(root, undoing.fs);
  return { apply: applying.count(), undo: undoing.count(), undoUnit: undoingUnit.count() };
}

/** Nothing but `.gitignore` and empty folders is left in `.perfmig`. */
function leftovers(root: string): readonly string[] {
  const names = readdirSync(join(root, '.perfmig'), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => !['.gitignore', 'journal', 'locks'].includes(name) && !name.startsWith('locks/'));
}

describe('killed at each operation', () => {
  it('the counts are real', async () => {
    const count = await operations();
    expect(count.apply).toBeGreaterThan(50);
    expect(count.undo).toBeGreaterThan(20);
    expect(count.undoUnit).toBeGreaterThan(20);
  });

  it.each([false, true])('apply, the last write half done: %s', async (half) => {
    const count = await operations();
    for (let n = 1; n <= count.apply; n++) {
      const root = smallTree();
      const before = snapshot(root);
      await commit(smallCommission(root, dyingAt(n, half))).catch(stopped);
      await undoAll(root, quickDisk);
      expect(snapshot(root), `operation ${n}`).toEqual(before);
      if (existsSync(join(root, '.perfmig/journal'))) expect(leftovers(root), `operation ${n}`).toEqual([]);
    }
  });

  it.each([undefined, 'ones'])('undo of %s, and undone again', async (unit) => {
    const count = await operations();
    for (let n = 1; n <= (unit === undefined ? count.undo : count.undoUnit); n++) {
      const root = smallTree();
      const before = snapshot(root);
      await commit(smallCommission(root, quickDisk));
      await undoAll(root, dyingAt(n, n % 2 === 0), unit).catch(stopped);
      await undoAll(root, quickDisk);
      expect(snapshot(root), `operation ${n}`).toEqual(before);
      expect(leftovers(root), `operation ${n}`).toEqual([]);
    }
  });

  it('apply goes on after what was left of another', async () => {
    const count = await operations();
    for (let n = 1; n <= count.apply; n += 7) {
      const root = smallTree();
      await commit(smallCommission(root, dyingAt(n, false))).catch(stopped);
      await undoAll(root, quickDisk);
      await commit(smallCommission(root, quickDisk));
      expect(snapshot(root)['made/deep/new.js'], `operation ${n}`).toContain('made();');
    }
  });
});

describe('a full disk at each operation', () => {
  it.each([false, true])('and full from then on: %s', async (full) => {
    const count = await operations();
    for (let n = 1; n <= count.apply; n++) {
      const root = smallTree();
      const before = snapshot(root);
      const error: unknown = await commit(smallCommission(root, fullAt(n, full))).catch((thrown: unknown) => thrown);
      const isMade = Array.isArray(error);
      if (!isMade) expect(snapshot(root), `operation ${n}: ${String(error)}`).toEqual(before);
      await undoAll(root, quickDisk);
      expect(snapshot(root), `operation ${n}, undone`).toEqual(before);
    }
  });
});
