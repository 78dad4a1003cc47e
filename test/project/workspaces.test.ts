/** Workspaces: a package is analysed with its siblings, and told from them where services count. */
import { relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules as allRules } from '../../src/catalog/rules.ts';
import type { Finding } from '../../src/contracts.ts';
import { analyze } from '../../src/engine/analyze.ts';
import { projectRoot } from '../../src/project/root.ts';
import { tempTree } from './temp-tree.ts';

const rules = allRules.filter(({ id }) => id === 'sync-io');

const PACKAGE = { 'packages/a/package.json': '{ "name": "@acme/a" }', 'packages/a/src/a.js': '' };

describe('the root of a package', () => {
  it.each([
    ['npm', { 'package.json': '{ "workspaces": ["packages/*"] }' }, ''],
    ['Yarn', { 'package.json': '{ "workspaces": { "packages": ["./packages/{a,b}/"] } }' }, ''],
    ['pnpm', { 'package.json': '{}', 'pnpm-workspace.yaml': "packages:\n  # all\n  - 'packages/**'\n" }, ''],
    ['Lerna', { 'lerna.json': '{ "packages": ["packages/*"] }' }, ''],
    [
      'a workspace that leaves it out',
      { 'package.json': '{ "workspaces": ["packages/*", "!packages/a"] }' },
      'packages/a',
    ],
    ['a workspace of others', { 'package.json': '{ "name": "top", "workspaces": ["apps/*"] }' }, 'packages/a'],
    ['a broken workspace', { 'package.json': '{', 'pnpm-workspace.yaml': 'packages: [\n - : {' }, 'packages/a'],
    ['no workspace', { 'package.json': '{ "name": "top" }' }, 'packages/a'],
  ])('of %s', (_, files, expected) => {
    const top = tempTree({ ...PACKAGE, ...files });
    expect(relative(top, projectRoot(`${top}/packages/a/src`))).toBe(expected);
  });

  it('is never above the root of a repository', () => {
    const top = tempTree({ ...PACKAGE, 'package.json': '{ "workspaces": ["packages/*"] }', 'packages/.git/HEAD': '' });
    expect(relative(top, projectRoot(`${top}/packages/a`))).toBe('packages/a');
  });
});

const READ = "const fs = require('node:fs');\nexports.read = () => fs.readFileSync('a');\n";
const SERVER = [
  "const app = require('express')();",
  "const { read } = require('@acme/core');",
  "app.get('/', (req, res) => res.send(read()));",
].join('\n');

/** The findings in one file of a tree. */
async function findingsIn(
  files: Readonly<Record<string, string>>,
  file: string,
  cwd = '',
): Promise<readonly Pick<Finding, 'context' | 'factors' | 'chain'>[]> {
  const report = await analyze({ cwd: `${tempTree(files)}/${cwd}`, paths: [], rules });
  return report.files.filter(({ path }) => path === file).flatMap(({ findings }) => findings);
}

describe('a package of a workspace', () => {
  it('is reported on with the callers its siblings hold, and they are not', async () => {
    const files = {
      'package.json': '{ "workspaces": ["packages/*"] }',
      'packages/core/package.json': '{ "name": "@acme/core", "main": "index.js" }',
      'packages/core/index.js': READ,
      'packages/api/package.json': '{ "name": "@acme/api" }',
      'packages/api/server.js': `${SERVER}\napp.get('/x', () => require('fs').readFileSync('b'));`,
    };
    const top = tempTree(files);
    const report = await analyze({ cwd: top, paths: ['packages/core'], rules });
    expect(report.root).toBe('.');
    expect(report.files.map(({ path }) => path)).toEqual(['packages/core/index.js']);
    const names = report.files[0]?.findings[0]?.chain?.map(({ name }) => name);
    expect(names).toEqual(['GET /', 'read', 'fs.readFileSync']);
    expect(await findingsIn(files, 'packages/core/index.js', 'packages/core')).toMatchObject([{ context: 'request' }]);
  });

  const unused = {
    'package.json': '{ "private": true, "workspaces": ["packages/*"] }',
    'packages/core/index.js': READ,
  };
  const demo = (folder: string): Record<string, string> => ({
    [`${folder}/server.js`]: "require('express')().get('/', () => require('fs').readFileSync('b'));",
  });
  it.each([
    [
      'a library beside a demo server',
      { name: '@acme/core' },
      { ...demo('packages/demo'), 'packages/demo/package.json': '{ "name": "demo" }' },
      0.5,
    ],
    ['a library with a server among its examples', { name: '@acme/core' }, demo('packages/core/examples'), 0.5],
    ['a service', { name: '@acme/core' }, demo('packages/core'), 0.05],
    ['a private package of a service', { name: '@acme/core', private: true }, demo('packages/api'), 0.05],
    ['a private package of no service', { name: '@acme/core', private: true }, {}, 0.5],
  ])('%s: the factor of code nobody is seen to call', async (_, manifest, others, factor) => {
    const files = { ...unused, ...others, 'packages/core/package.json': JSON.stringify(manifest) };
    const [finding] = await findingsIn(files, 'packages/core/index.js');
    expect(finding?.factors.context).toBe(factor);
  });

  it('has tools in its own folder of scripts', async () => {
    const files = {
      ...unused,
      'packages/core/package.json': '{ "name": "core" }',
      'packages/core/scripts/make.js': READ,
    };
    expect(await findingsIn(files, 'packages/core/scripts/make.js')).toMatchObject([{ context: 'build' }]);
  });
});
