/** What a run loads: the compiler, jscodeshift and the codemods only where they are asked for. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { tempTree } from '../project/temp-tree.ts';
import { BIN } from './run-cli.ts';

const TOOL = join(import.meta.dirname, '../..');
const HOOK = pathToFileURL(join(import.meta.dirname, 'hooks/list-modules.mjs')).href;
const INDEX = pathToFileURL(join(TOOL, 'dist/src/index.js')).href;
const FILES = {
  'package.json': '{ "name": "shop" }\n',
  'tsconfig.json': '{}\n',
  'pretty.ts':
    "import express from 'express';\nconst app = express();\napp.get('/', (req, res) => res.type('json').send(JSON.stringify(req.query, null, 2)));\n",
  'transform.cjs': 'module.exports = (file) => file.source;\n',
};

/** Each with the addresses that only its modules have. */
const LATE = {
  typescript: /node_modules\/(?:ts-morph|@ts-morph\/common|typescript)\//,
  jscodeshift: /node_modules\/(?:jscodeshift|recast)\//,
  // Packed or as compiled.
  codemods: /dist\/(?:codemods\/|command\/codemods\.)/,
};

/** Which of them the process `node ARGS` loads. */
async function loadedBy(...args: readonly string[]): Promise<readonly string[]> {
  const addresses = await addressesFrom(args);
  return Object.entries(LATE).flatMap(([name, pattern]) => (addresses.some((one) => pattern.test(one)) ? [name] : []));
}

/** The address of every module that the process `node ARGS` loads. */
async function addressesFrom(args: readonly string[]): Promise<readonly string[]> {
  const cwd = tempTree(FILES);
  const list = join(tempTree({}), 'modules.txt');
  await promisify(execFile)(process.execPath, ['--import', HOOK, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], LIST_MODULES: list },
  });
  const addresses = existsSync(list) ? readFileSync(list, 'utf8').split('\n') : [];
  expect(addresses.some((address) => /dist\/(?:src|command)\//.test(address))).toBe(true);
  return addresses;
}

const importing = ['--input-type=module', '--eval', `await import(${JSON.stringify(INDEX)})`];

describe('the compiler, jscodeshift and the codemods', () => {
  it.each<[string, readonly string[]]>([
    ['analyze', [BIN, 'analyze']],
    ['list', [BIN, 'list']],
    ['explain', [BIN, 'explain', 'fast-json']],
    ['--help', [BIN, '--help']],
    ['undo', [BIN, 'undo']],
    ['an import of the package', importing],
  ])('are not loaded by %s', async (_, args) => {
    expect(await loadedBy(...args)).toEqual([]);
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['a codemod', ['--codemod', 'fast-json'], ['typescript', 'codemods']],
    ['a codemod without types', ['--codemod', 'fast-json', '--no-types'], ['codemods']],
    ['a transform', ['--codemod', './transform.cjs'], ['jscodeshift']],
  ])('are loaded as far as %s needs them', async (_, args, expected) => {
    expect(await loadedBy(BIN, 'plan', ...args)).toEqual(expected);
  });
});

describe('what only some reports need', () => {
  const PARTIAL = /node_modules\/(diff|string-width|wrap-ansi|yaml)\//;
  const partial = async (...args: readonly string[]): Promise<readonly string[]> => {
    const addresses = await addressesFrom([BIN, 'analyze', ...args]);
    return [...new Set(addresses.flatMap((address) => PARTIAL.exec(address)?.[1] ?? []))].sort();
  };

  it('is not loaded for JSON', async () => {
    expect(await partial('--format', 'json')).toEqual([]);
  });

  it('is loaded for a terminal', async () => {
    expect(await partial()).toEqual(['string-width', 'wrap-ansi']);
  });
});
