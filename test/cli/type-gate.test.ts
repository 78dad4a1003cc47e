/** The type gate: units that bring new type errors are rolled back, the others stay. */
import { join } from 'node:path';
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

/** Each: files, the word `OLD` in some of which becomes NEW, and whether a unit is rolled back. */
const PROJECTS: readonly (readonly [string, Readonly<Record<string, string>>, string, 'passes' | 'fails'])[] = [
  [
    'what the library has',
    { 'tsconfig.json': '{}', 'a.ts': 'export const a = OLD;\n' },
    "[Promise.resolve('a'.padEnd(2))].map(String)",
    'passes',
  ],
  [
    'what the library has not',
    { 'tsconfig.json': '{}', 'a.ts': 'export const a = OLD;\n' },
    "'a'.noSuchMember",
    'fails',
  ],
  [
    'options of a project behind a reference',
    {
      'tsconfig.json': '{ "files": [], "references": [{ "path": "./lib" }] }',
      'lib/tsconfig.json': '{ "compilerOptions": { "composite": true, "strict": true } }',
      'lib/a.ts': 'export const a = (b: string | undefined): number => OLD;\n',
    },
    'b.length',
    'fails',
  ],
  [
    'nothing strict, where the project did not ask for it',
    { 'tsconfig.json': '{}', 'a.ts': 'export const a = (b: string | undefined): number => OLD;\n' },
    'b.length',
    'passes',
  ],
  [
    'an index the project allows by an old option',
    {
      'tsconfig.json': '{ "compilerOptions": { "noImplicitAny": true, "suppressImplicitAnyIndexErrors": true } }',
      'a.ts': 'const a: { b: number } = { b: 1 };\nexport const c = (d: string) => OLD;\n',
    },
    'a[d]',
    'passes',
  ],
  [
    'aliases of two projects',
    {
      'tsconfig.json':
        '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler" }, "include": ["one.ts"] }',
      'one.ts': 'export const one = 1;\n',
      'two/tsconfig.json':
        '{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler", "paths": { "~/*": ["./*"] } } }',
      'two/b.ts': 'export const b = 1;\n',
      'two/a.ts': "import { b } from '~/b';\nexport const a: number = OLD;\n",
    },
    'b.toFixed()',
    'fails',
  ],
  ['JavaScript alone', { 'a.js': 'module.exports = OLD;\n' }, "'a'.noSuchMember", 'passes'],
];

it.each(PROJECTS)('the type gate knows %s', async (_, files, now, outcome) => {
  const transform = `module.exports = (file) => file.source.replace('OLD', ${JSON.stringify(now)});`;
  const cwd = tempTree({ 'package.json': '{}', ...files });
  const t = join(tempTree({ 't.cjs': transform }), 't.cjs');
  const run = await runCli(['plan', '--codemod', t, '--format', 'json'], { cwd });
  const { summary, refusals } = JSON.parse(run.stdout) as ApplyJson;
  expect(summary, JSON.stringify(refusals)).toMatchObject(
    outcome === 'fails' ? { converted: 0, rolledBack: 1 } : { converted: 1, rolledBack: 0 },
  );
});

describe('the runtime, where it is not installed yet', () => {
  const types = join(import.meta.dirname, '../../node_modules/@types');
  const files = {
    'package.json': '{ "name": "typed", "type": "module", "private": true }\n',
    'tsconfig.json': JSON.stringify({
      compilerOptions: { strict: true, module: 'nodenext', typeRoots: [types], types: ['node'] },
    }),
  };
  const line = "return execSync('git branch', { encoding: 'utf8' })";

  it.each([
    ['has types', `${line}.trim();`, 'planned'],
    ['has the right types', `${line}.toFixed();`, 'planned'],
  ])('%s', async (_name, body, status) => {
    const main = `import { execSync } from 'node:child_process';\nfunction branch() {\n  ${body}\n}\nconsole.log(branch());\n`;
    const cwd = tempTree({ ...files, 'main.ts': main });
    const args = ['plan', '--codemod', 'async-process', '--target', 'runtime', '--context', 'all', '--format', 'json'];
    const { stdout } = await runCli(args, { cwd });
    const { units, summary, diff } = JSON.parse(stdout) as ApplyJson;
    expect(units.map((unit) => unit.status)).toEqual([status]);
    expect(diff).toContain("+import { execCommand } from '@perfmig/runtime/process';");
    // The error that was there before is there after, in the same words: so the twin is known to give a string.
    expect([summary.typeErrorsBefore, summary.typeErrorsAfter]).toEqual(body.includes('toFixed') ? [1, 1] : [0, 0]);
  });
});
