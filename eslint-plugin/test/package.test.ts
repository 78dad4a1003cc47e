/** The built package: what it loads, and that every linter it is for can run it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Linter as LinterType } from 'eslint';
import * as eslint9 from 'eslint-9';
import { rolldown, type OutputChunk } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import config from '../rolldown.config.ts';
import { tempTree } from '../../test/project/temp-tree.ts';

const repository = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'perfmig-package-'));
const path = join(folder, 'index.js');
let chunk: OutputChunk;

beforeAll(async () => {
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  const bundle = await rolldown(config);
  const { output } = await bundle.write({ ...config.output, dir: folder, cleanDir: false });
  chunk = output[0];
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const APP = `import { readFileSync } from 'node:fs';
import express from 'express';
const app = express();
app.get('/pages', async (req, res) => {
  res.send(readFileSync(req.query.path, 'utf8'));
});
readFileSync('page.html');
`;

const FIXED = APP.replace(
  "import { readFileSync } from 'node:fs';\nimport express from 'express';\n",
  `import { readFileSync } from 'node:fs';
import express from 'express';
import { readFile } from 'node:fs/promises';
`,
).replace('res.send(readFileSync', 'res.send(await readFile');

const MESSAGE = 'fs.readFileSync blocks the event loop while the file is read (request: GET /pages → fs.readFileSync)';

function run(program: string, args: readonly string[], cwd: string): string {
  return execFileSync(program, args, { cwd, encoding: 'utf8' });
}

describe('the package', () => {
  it('loads nothing but Node itself, and holds no parser, no type checker and no codemod', () => {
    expect([...chunk.imports, ...chunk.dynamicImports].filter((name) => !isBuiltin(name))).toEqual([]);
    const held = chunk.moduleIds.map((id) => id.replaceAll('\\', '/').slice(repository.length + 1));
    expect(held).toContain('src/catalog/rules.ts');
    expect(
      held.filter((id) => /^codemods\/|^src\/(?:cli|bot|dev)\/|oxc-parser|ts-morph|typescript\/|jscodeshift/.test(id)),
    ).toEqual([]);
  });

  it('can be imported and required', () => {
    const names = 'Object.keys(plugin.configs).join()';
    const url = JSON.stringify(pathToFileURL(path).href);
    const imported = `import(${url}).then(({ default: plugin }) => console.log(${names}))`;
    expect(run(process.execPath, ['-e', imported], folder)).toBe('recommended,strict,migrate\n');
    const required = `const plugin = require(${JSON.stringify(path)}); console.log(${names})`;
    expect(run(process.execPath, ['-e', required], folder)).toBe('recommended,strict,migrate\n');
  });
});

describe.each([
  ['9', eslint9.Linter as unknown as typeof LinterType],
  ['10', LinterType],
])('ESLint %s', (major, Linter) => {
  it('reports and fixes', async () => {
    expect(Linter.version.split('.')[0]).toBe(major);
    const { default: plugin } = (await import(pathToFileURL(path).href)) as {
      default: { configs: Record<'recommended', LinterType.Config> };
    };
    const cwd = tempTree({ 'package.json': '{ "name": "app", "private": true }\n' });
    const { output, messages } = new Linter({ cwd }).verifyAndFix(APP, [plugin.configs.recommended], {
      filename: join(cwd, 'app.mjs'),
    });
    expect(output).toBe(FIXED);
    expect(messages).toEqual([]);
    const [message] = new Linter({ cwd }).verify(APP, [plugin.configs.recommended], join(cwd, 'app.mjs'));
    expect(message).toMatchObject({ ruleId: 'perfmig/sync-io', severity: 2, line: 5, column: 12, message: MESSAGE });
  });
});

describe('oxlint', () => {
  const bin = join(repository, 'node_modules/oxlint/bin/oxlint');

  it('reports and fixes', () => {
    const options = { jsPlugins: [path], categories: { correctness: 'off' }, rules: { 'perfmig/sync-io': 'error' } };
    const cwd = tempTree({ '.oxlintrc.json': JSON.stringify(options), 'package.json': '{}', 'app.mjs': APP });
    const { stdout } = spawnSync(process.execPath, [bin, '--format', 'json', 'app.mjs'], { cwd, encoding: 'utf8' });
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly object[] };
    expect(diagnostics).toMatchObject([
      { code: 'perfmig(sync-io)', message: MESSAGE, labels: [{ span: { line: 5, column: 12, length: 12 } }] },
    ]);
    run(process.execPath, [bin, '--fix', 'app.mjs'], cwd);
    expect(run(process.execPath, ['-e', "process.stdout.write(require('fs').readFileSync('app.mjs'))"], cwd)).toBe(
      FIXED,
    );
  });
});
