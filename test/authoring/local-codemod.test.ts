/** A codemod whose units stay in one file: what its code needs besides comes along, once, and goes when the unit goes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defineLocalCodemod } from '../../src/authoring/codemod-local.ts';
import { rules } from '../../src/catalog/rules.ts';
import type { CodemodOptions, Migration } from '../../src/contracts.ts';
import { migrate } from '../../src/engine/migrate.ts';
import { undo } from '../../src/engine/undo.ts';
import { quickDisk } from '../engine/apply/faulty-disk.ts';
import { snapshot } from '../engine/apply/tree.ts';
import { tempTree } from '../project/temp-tree.ts';

/** Puts a lent pool in the place of each client. */
const codemod = defineLocalCodemod({
  ...{ id: 'toy', summary: '', gains: '', loses: '', safety: 'safe', rules: ['connection-per-request'] },
  rewrite({ file, node }, additions) {
    if (node.type !== 'NewExpression' || node.callee.type !== 'Identifier') {
      return { kind: 'refused', code: 'toy/not-new', message: 'is not made by new', hint: '' };
    }
    const lent = additions.helper('lentClient');
    const lender = additions.declaration('pools', (name) => `const ${name} = ${lent}('end');`);
    const pool = additions.member('pg', 'Pool');
    additions.frees(node.callee);
    const edit = { span: file.spanOf(node.callee), text: pool };
    const [start, end] = file.spanOf(node);
    return {
      kind: 'edits',
      safety: 'safe',
      edits: [{ span: [start, start], text: `${lender}.borrow(() => ` }, edit, { span: [end, end], text: ')' }],
    };
  },
});

const HANDLER = `  const client = new Client();
  await client.connect();
  res.json(await client.query('select 1'));
  await client.end();
`;
const ESM = `import { Client } from 'pg';

export async function list(req, res) {
${HANDLER}}

export async function show(req, res) {
${HANDLER}}
`;
const CJS = ESM.replace("import { Client } from 'pg';", "const { Client } = require('pg');")
  .replaceAll('export async', 'async')
  .concat('module.exports = { list, show };\n');

function run(root: string, options: Partial<CodemodOptions> = {}): Promise<Migration> {
  return migrate({
    ...{ cwd: root, paths: [], codemods: [codemod], rules, dryRun: false, allowDirty: true, only: [], fs: quickDisk },
    options: { target: 'node', publicApi: 'keep', context: 'all', maxFunctions: 25, allowHazards: [], ...options },
  });
}

function read(root: string, path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

describe('a local codemod', () => {
  it('imports, declares and writes the helper file once for all sites of a file', async () => {
    const root = tempTree({ 'package.json': '{ "name": "shop", "type": "module" }\n', 'src/app.js': ESM });
    await run(root);
    const text = read(root, 'src/app.js');
    expect(text.split('\n').slice(0, 7).join('\n')).toBe(
      `import { Pool } from 'pg';
import { lentClient } from './client-helpers.js';

const pools = lentClient('end');

export async function list(req, res) {
  const client = pools.borrow(() => new Pool());`,
    );
    expect(text.match(/lentClient/g)).toHaveLength(2);
    expect(read(root, 'src/client-helpers.js')).toMatch(/^\/\*\* Clients that requests share;[^]*export function lent/);
  });

  it('keeps an import that other code uses, and writes CommonJS where the file does', async () => {
    const root = tempTree({
      'package.json': '{ "name": "shop" }\n',
      'app.js': `${CJS}module.exports.Client = Client;\n`,
    });
    await run(root);
    expect(read(root, 'app.js').split('\n').slice(0, 4)).toEqual([
      "const { Client, Pool } = require('pg');",
      "const { lentClient } = require('./client-helpers');",
      '',
      "const pools = lentClient('end');",
    ]);
  });

  it('names the runtime in the package.json of the workspace, in its place, and takes it back', async () => {
    const manifest = '{\n  "name": "api",\n  "dependencies": {\n    "express": "5",\n    "pg": "8"\n  }\n}\n';
    const root = tempTree({
      'package.json': '{ "name": "all", "workspaces": ["api"] }\n',
      'api/package.json': manifest,
      'api/app.js': CJS,
    });
    const before = snapshot(root);
    const { notes } = await run(root, { target: 'runtime' });
    expect(read(root, 'api/package.json')).toBe(
      manifest.replace('{\n    "express', '{\n    "@perfmig/runtime": "^0.1.0",\n    "express'),
    );
    expect(read(root, 'api/app.js')).toContain("require('@perfmig/runtime/clients')");
    expect(notes.join('\n')).toContain('Run `npm install`: api/package.json');
    await undo({ cwd: root, fs: quickDisk, force: false, codemodsFor: () => Promise.resolve([codemod]) });
    expect(snapshot(root)).toEqual(before);
  });

  it('copies what it uses of the runtime, with its licence, and nothing else', async () => {
    const root = tempTree({ 'package.json': '{ "name": "shop" }\n', 'app.js': CJS });
    await run(root, { target: 'runtime', vendor: true });
    expect(read(root, 'package.json')).toContain('"@perfmig/runtime": "file:./vendor/perfmig-runtime"');
    const files = Object.keys(snapshot(root)).filter((path) => path.startsWith('vendor/'));
    expect(files).toContain('vendor/perfmig-runtime/dist/cjs/clients/lent-client.js');
    expect(files).toContain('vendor/perfmig-runtime/dist/esm/clients/index.d.ts');
    expect(files.filter((path) => path.includes('/process/'))).toEqual([]);
    expect(read(root, 'vendor/perfmig-runtime/LICENSE')).toContain('MIT');
    expect(JSON.parse(read(root, 'vendor/perfmig-runtime/package.json'))).toMatchObject({ license: 'MIT' });
  });
});
