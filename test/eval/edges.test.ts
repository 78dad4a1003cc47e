/** `npm run eval -- edges`: callers recorded while tests run, held against the call graph. */
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { corpusOf, runEval } from './run-eval.ts';

const PACKAGE = { 'package.json': '{ "name": "app", "private": true }' };
const READER =
  "const fs = require('fs');\nexports.load = function load() {\n  return fs.readFileSync(__filename);\n};\n";

async function edges(files: Readonly<Record<string, string>>, test: string): ReturnType<typeof runEval> {
  const { dir, list } = corpusOf({ ...PACKAGE, ...files }, { test });
  return runEval('edges', list, '--dir', dir);
}

/** The numbers of the one row. */
function rowOf(stdout: string): Readonly<Record<string, string>> {
  const [heading = '', , row = ''] = stdout.trimEnd().split('\n').slice(-3);
  const names = heading.split(/ {2,}/);
  return Object.fromEntries(row.split(/ {2,}/).map((cell, index) => [names[index] ?? '', cell]));
}

describe('npm run eval -- edges', { timeout: 60_000 }, () => {
  it('finds each recorded caller among the edges', async () => {
    const main = "const { load } = require('./read.js');\nfunction twice() {\n  return load() + load();\n}\ntwice();\n";
    const { code, stdout } = await edges({ 'read.js': READER, 'main.js': main }, 'node main.js');
    expect(stdout).toContain('app: nothing missing');
    expect(rowOf(stdout)).toMatchObject({ stacks: '2', 'calls run': '1', proved: '3', missing: '0' });
    expect(code).toBe(0);
  });

  it('names a caller that the graph lacks', async () => {
    const main = "const reader = require('./read.js');\nnew Function('f', 'f()')(eval('reader.lo' + 'ad'));\nreader;\n";
    const { code, stdout } = await edges({ 'read.js': READER, 'main.js': main }, 'node main.js');
    expect(stdout).toMatch(/^app main\.js:2:1, by way of others, → load \(read\.js:2:16\): a caller that is no edge$/m);
    expect(rowOf(stdout)).toMatchObject({ missing: '1' });
    expect(code).toBe(1);
  });

  it('names a call that is not found', async () => {
    const main = "const fs = eval('req' + 'uire')('fs');\nfs.readFileSync(__filename);\n";
    const { code, stdout } = await edges({ 'main.js': main }, 'node main.js');
    expect(stdout).toContain('app main.js:2:1: a synchronous call that is not found');
    expect(code).toBe(1);
  });

  it('looks into ES modules, child processes and worker threads', async () => {
    const { stdout } = await edges(
      {
        'a.mjs': "import { existsSync } from 'node:fs';\nexistsSync('a');\n",
        'b.js': "require('fs').existsSync('b');\n",
        'c.js': "new (require('worker_threads').Worker)(require('path').join(__dirname, 'b.js'));\n",
      },
      'node a.mjs && NODE_OPTIONS=--no-warnings node c.js',
    );
    expect(rowOf(stdout)).toMatchObject({ 'calls run': '2', of: '2', 'calls missing': '0' });
  });

  it.each([
    ['in a file of its own', false],
    ['in the code, run by vm', true],
  ])('reads places from a source map %s', async (_, inline) => {
    const source =
      "import * as fs from 'fs';\n\ninterface Wanted {\n  path: string;\n}\n\n" +
      'export function load(wanted: Wanted): string {\n  return fs.readFileSync(wanted.path, "utf8");\n}\n\nload({ path: __filename });\n';
    const compilerOptions = {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      ...(inline ? { inlineSourceMap: true } : { sourceMap: true }),
    };
    const { outputText, sourceMapText } = ts.transpileModule(source, {
      compilerOptions,
      fileName: 'load.ts',
    });
    const run = `const vm = require('vm');\nconst path = require('path').join(__dirname, '../src/load.ts');
const code = require('fs').readFileSync(require('path').join(__dirname, 'load.js'), 'utf8');
new vm.Script('(function (exports, require, __filename) {' + code + '\\n})', { filename: path }).runInThisContext()({}, require, path);\n`;
    const { dir, list } = corpusOf(
      {
        ...PACKAGE,
        '.gitignore': 'dist\n',
        'src/load.ts': source,
        'dist/load.js': outputText,
        'dist/run.js': run,
        ...(sourceMapText !== undefined && {
          'dist/load.js.map': sourceMapText.replace('"load.ts"', '"../src/load.ts"'),
        }),
      },
      { test: inline ? 'node dist/run.js' : 'node dist/load.js' },
    );
    const { stdout } = await runEval('edges', list, '--dir', dir);
    expect(stdout).toContain('app: nothing missing');
    expect(rowOf(stdout)).toMatchObject({ 'calls run': '1', proved: '1' });
  });

  it('says which repositories it could not run', async () => {
    const without = corpusOf(PACKAGE);
    expect(await runEval('edges', without.list, '--dir', without.dir)).toMatchObject({
      code: 2,
      stdout: expect.stringContaining('app: the list has no "test" command for it') as string,
    });
    expect(await edges({}, 'echo broken; exit 3')).toMatchObject({
      code: 2,
      stdout: expect.stringContaining('app: its tests ended with 3 before anything ran:\nbroken') as string,
    });
  });
});
