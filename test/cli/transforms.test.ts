/** Other people's codemods: jscodeshift transforms run unchanged, inside plan, checks and undo. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ApplyJson } from '../../src/reporters/migration-json.ts';
import { snapshot } from '../engine/apply/tree.ts';
import { tempTree } from '../project/temp-tree.ts';
import { runCli, type Run } from './run-cli.ts';

const perfmig = (cwd: string, ...args: readonly string[]): Promise<Run> => runCli(args, { cwd });
const publicTransform = (name: string): string => join(import.meta.dirname, '../../node_modules', name);

const PACKAGE = { 'package.json': '{ "name": "shop" }\n' };
const RENAME = `j(file.source).find(j.Identifier, { name: 'foo' }).replaceWith(j.identifier(options.to || 'bar')).toSource()`;

/** The same transform in every dialect a transform is written in. */
const DIALECTS: Readonly<Record<string, string>> = {
  'esm.js': `export default function (file, { j }, options) { return ${RENAME}; }`,
  'esm.mjs': `export default async (file, { jscodeshift: j }, options) => ${RENAME};`,
  'commonjs.cjs': `module.exports = (file, { j }, options) => ${RENAME};\nmodule.exports.parser = 'babel';`,
  'commonjs.js': `module.exports = function (file, api, options) { const j = api.jscodeshift; return ${RENAME}; };`,
  'compiled.js': `Object.defineProperty(exports, '__esModule', { value: true });\nexports.default = (file, { j }, options) => ${RENAME};\nexports.parser = 'flow';`,
  'typed.ts': `import type { API, FileInfo, Options } from 'jscodeshift';\nexport const parser = 'tsx';\nexport default function (file: FileInfo, { j }: API, options: Options): string { return ${RENAME}; }`,
};

describe('a transform', () => {
  it.each(Object.entries(DIALECTS))('written as %s runs', async (name, source) => {
    const root = tempTree({
      ...PACKAGE,
      'src/a.js': 'foo( 1 );\n',
      'src/b.ts': 'declare function foo(n: number): number;\nconst x: number = foo(2);\n',
      [name]: source,
    });
    const before = snapshot(root);
    const run = await perfmig(root, 'apply', 'src', '--codemod', `./${name}`, '--option', 'to=baz');
    expect(run.stderr).toBe('');
    expect(run.exitCode).toBe(0);
    expect(readFileSync(join(root, 'src/a.js'), 'utf8')).toBe('baz( 1 );\n');
    expect(readFileSync(join(root, 'src/b.ts'), 'utf8')).toBe(
      'declare function baz(n: number): number;\nconst x: number = baz(2);\n',
    );
    await perfmig(root, 'undo');
    expect(snapshot(root)).toEqual(before);
  });

  it.each(['undefined', 'null', "''", 'file.source'])('that returns %s changes nothing', async (result) => {
    const root = tempTree({ ...PACKAGE, 'src/a.js': 'foo();\n', 't.js': `module.exports = (file) => ${result};` });
    const { stdout, exitCode } = await perfmig(root, 'apply', 'src', '--codemod', './t.js');
    expect(stdout).toContain('Nothing to do: 1 file looked at, and nothing in it for t.js.');
    expect(exitCode).toBe(0);
  });

  it('that throws on a file fails there, and the others are changed', async () => {
    const source = `module.exports = (file) => { if (/bad/.test(file.path)) throw new Error('no idea'); return file.source + '// new\\n'; };`;
    const root = tempTree({ ...PACKAGE, 'src/bad.js': 'foo();\n', 'src/good.js': 'foo();\n', 't.js': source });
    const { stdout } = await perfmig(root, 'apply', 'src', '--codemod', './t.js', '--format', 'json');
    const report = JSON.parse(stdout) as ApplyJson;
    expect(report.failures).toEqual([
      { path: 'src/bad.js', stage: 'plan', message: 'transform t.js failed on this file: no idea' },
    ]);
    expect(report.summary).toMatchObject({ sites: 1, converted: 1, files: 1 });
  });

  it('that fails on every file is an error', async () => {
    const root = tempTree({
      ...PACKAGE,
      'src/a.js': 'foo();\n',
      't.js': `module.exports = () => { throw new Error('x'); };`,
    });
    expect((await perfmig(root, 'apply', 'src', '--codemod', './t.js')).exitCode).toBe(2);
  });

  it('whose text does not parse is rolled back, and the exit code is 1', async () => {
    const root = tempTree({ ...PACKAGE, 'src/a.js': 'foo();\n', 't.js': `module.exports = () => 'foo(;\\n';` });
    const run = await perfmig(root, 'apply', 'src', '--codemod', './t.js');
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('rolled back gate/parse');
    expect(readFileSync(join(root, 'src/a.js'), 'utf8')).toBe('foo();\n');
  });

  it('may count, report and print; standard output is for the report alone', async () => {
    const source = `module.exports = (file, api) => { api.stats('calls', 2); api.stats('calls'); api.report('seen'); console.log('noise'); };`;
    const root = tempTree({ ...PACKAGE, 'src/a.js': 'foo();\n', 't.js': source });
    const { stdout, stderr } = await perfmig(root, 'plan', 'src', '--codemod', './t.js');
    expect(stdout).toContain('src/a.js: seen\ncalls: 3');
    expect(stderr).toBe('noise\n');
    expect(stdout).not.toContain('noise');
  });

  it('keeps CRLF, a byte-order mark and a missing final newline', async () => {
    const root = tempTree({
      ...PACKAGE,
      'src/a.js': '\uFEFFfoo();\r\n\r\nrest();\r\n\tfoo()',
      'esm.js': DIALECTS['esm.js'] ?? '',
    });
    await perfmig(root, 'apply', 'src', '--codemod', './esm.js');
    expect(readFileSync(join(root, 'src/a.js'), 'utf8')).toBe('\uFEFFbar();\r\n\r\nrest();\r\n\tbar()');
  });

  it.each([
    ['none.js', '', /can't load the transform .*none.js|exports no transform/],
    ['throws.js', `throw new Error('boom');`, /can't load the transform .*throws.js: boom/],
    ['object.js', `module.exports = {};`, /exports no transform: a default export that is a function/],
    ['parser.js', `module.exports = () => {}; module.exports.parser = 3;`, /its export `parser` is neither/],
  ])('that is none is told: %s', async (name, source, message) => {
    const root = tempTree({ ...PACKAGE, 'src/a.js': 'foo();\n', [name]: source });
    const run = await perfmig(root, 'apply', 'src', '--codemod', `./${name}`);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toMatch(message);
  });
});

describe('a public transform', () => {
  it('5to6-codemod makes modules of CommonJS', async () => {
    const root = tempTree({ ...PACKAGE, 'src/a.js': `var path = require('path');\n\nmodule.exports = path.sep;\n` });
    const before = snapshot(root);
    const run = await perfmig(root, 'apply', '--codemod', publicTransform('5to6-codemod/transforms/cjs.js'));
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(readFileSync(join(root, 'src/a.js'), 'utf8')).toContain(`import path from 'path';`);
    await perfmig(root, 'undo');
    expect(snapshot(root)).toEqual(before);
  });

  it('@mui/codemod renames a prop, and leaves the rest of the file alone', async () => {
    const source = `import { Badge } from '@mui/material';\n\nexport const   b = <Badge overlap="circle"   >x</Badge>;\nexport const c   = 1;\n`;
    const root = tempTree({ ...PACKAGE, 'src/b.jsx': source });
    const transform = publicTransform('@mui/codemod/v5.0.0/badge-overlap-value.js');
    const run = await perfmig(root, 'apply', '--codemod', transform);
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    const after = readFileSync(join(root, 'src/b.jsx'), 'utf8');
    expect(after).toContain('overlap="circular"');
    expect(after).toContain('export const c   = 1;\n');
  });
});
