/** A plan over a small tree of odd files, for tests of writing and undoing. */
import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Unit } from '../../../src/contracts.ts';
import type { Commission } from '../../../src/engine/apply/commit.ts';
import type { FileSystem } from '../../../src/engine/apply/file-system.ts';
import { derivePlan } from '../../../src/engine/plan/derive.ts';
import { OriginalFiles } from '../../../src/engine/plan/original.ts';
import { madeUnit, replacingUnit } from '../plan/made-unit.ts';
import { tempTree } from '../../project/temp-tree.ts';

const FILES = {
  'package.json': '{ "name": "small" }\n',
  'run.js': '#!/usr/bin/env node\none();\n',
  'lib/windows.js': '\uFEFFone();\r\ntwo();\r\n',
  'lib/end.js': 'two()',
  'real/linked.js': 'one();\n',
};

/** The tree: an executable, CRLF with a byte-order mark, no final newline, a link. */
export function smallTree(): string {
  const root = tempTree(FILES);
  chmodSync(join(root, 'run.js'), 0o755);
  chmodSync(join(root, 'lib/end.js'), 0o640);
  symlinkSync('../real/linked.js', join(root, 'lib/link.js'));
  return root;
}

/** Three units over it: two share a file, one makes a file in a new folder. */
function smallUnits(originals: OriginalFiles): readonly Unit[] {
  const text = (path: string): string => originals.text(path) ?? '';
  const edits = (id: string, path: string, from: string, to: string) =>
    replacingUnit(id, path, text(path), from, to).changes;
  return [
    madeUnit('ones', [
      ...edits('ones', 'run.js', 'one', '1'),
      ...edits('ones', 'lib/windows.js', 'one', '1'),
      ...edits('ones', 'lib/link.js', 'one', '1'),
    ]),
    madeUnit('twos', [...edits('twos', 'lib/windows.js', 'two', '2'), ...edits('twos', 'lib/end.js', 'two', '2')]),
    madeUnit('new', [{ kind: 'create', path: 'made/deep/new.js', text: 'made();\n' }]),
  ];
}

/** All that `commit` wants. */
export function smallCommission(root: string, fs: FileSystem): Commission {
  const originals = new OriginalFiles(root);
  const plan = derivePlan(smallUnits(originals), originals.text);
  return { fs, root, state: join(root, '.perfmig'), codemods: ['made'], plan, originals, finishers: new Map() };
}
