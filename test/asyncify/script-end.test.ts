/** A script whose last statement is the call: whether it is awaited can't be seen from outside, so no fixture shows it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { codemod } from '../../codemods/async-fs/codemod.ts';
import { rules } from '../../src/catalog/rules.ts';
import { migrate } from '../../src/engine/migrate.ts';
import { tempTree } from '../project/temp-tree.ts';

it('is moved as any other', async () => {
  const root = tempTree({
    'package.json': '{ "name": "shop", "scripts": { "build": "node -r ./env build && echo done" } }\n',
    'env.js': "const fs = require('fs');\nfs.mkdirSync('out');\n",
    'build.js': "const fs = require('fs');\n\nconst text = 'made';\nfs.writeFileSync('out/made.txt', text);\n",
  });
  const migration = await migrate({
    ...{ cwd: root, paths: [], codemods: [codemod], rules, dryRun: false, allowDirty: true, only: [] },
    options: { target: 'node', publicApi: 'keep', context: 'all', maxFunctions: 25, allowHazards: [] },
  });
  expect(migration.refusals).toMatchObject([{ path: 'env.js', code: 'barrier/top-level' }]);
  expect(readFileSync(join(root, 'build.js'), 'utf8')).toBe(
    "const fs = require('fs');\n\nconst text = 'made';\nasync function main() {\n" +
      "  await fs.promises.writeFile('out/made.txt', text);\n}\n\nmain();\n",
  );
});
