/** The type gate: units that bring new type errors are rolled back, the others stay. */
import { describe, expect, it } from 'vitest';
import type { ApplyJson } from '../../src/reporters/migration-json.ts';
import { tempTree } from '../project/temp-tree.ts';
import { runCli } from './run-cli.ts';

const FILES = {
  'package.json': '{ "name": "typed" }\n',
  'tsconfig.json': '{ "compilerOptions": { "strict": true, "module": "nodenext" }, "include": ["src"] }\n',
  'src/one.ts': 'export const one = 1;\n',
  'src/two.ts': 'export const two = 1;\n',
  'src/sum.ts': "import { one } from './one.js';\nexport const sum: number = one;\nexport const old: string = 3;\n",
  't.js': `module.exports = (file) => file.source.replace(/^(export const (?:one|two) =) 1/, '$1 "1"');`,
};

async function plan(...args: readonly string[]): Promise<ApplyJson> {
  const run = await runCli(['plan', 'src', '--codemod', './t.js', '--format', 'json', ...args], {
    cwd: tempTree(FILES),
  });
  return JSON.parse(run.stdout) as ApplyJson;
}

describe('the type gate', () => {
  it('charges an error in an importer to what it imports, and tells old errors from new ones', async () => {
    const { units, summary } = await plan();
    expect(units.map(({ files, status, refusal }) => [files[0], status, refusal?.code])).toEqual([
      ['src/one.ts', 'rolled-back', 'gate/types'],
      ['src/two.ts', 'planned', undefined],
    ]);
    expect(summary).toMatchObject({ converted: 1, rolledBack: 1 });
  });

  it('is left out by --no-types', async () => {
    expect((await plan('--no-types')).summary).toMatchObject({ converted: 2, rolledBack: 0 });
  });
});
