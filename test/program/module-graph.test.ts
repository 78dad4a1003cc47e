/** Which file of the program a specifier names, in every way there is to name one. */
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ModuleGraph } from '../../src/program/module-graph.ts';
import { discover } from '../../src/project/discover.ts';
import { readConfigs } from '../../src/project/package-info.ts';
import { tempTree } from '../project/temp-tree.ts';

/** Files by their paths; JSON is given as an object. */
type Tree = Readonly<Record<string, string | object>>;

/** Writes a project and resolves in it, from a folder of it where one is given. */
function resolverOf(tree: Tree, folder = '.'): (from: string, specifier: string) => string | undefined {
  const entries = Object.entries(tree).map(([path, content]): [string, string] => [
    path,
    typeof content === 'string' ? content : JSON.stringify(content),
  ]);
  const { root, program, configs } = discover(join(tempTree(Object.fromEntries(entries)), folder), []);
  return new ModuleGraph(program, readConfigs(root, configs)).resolve;
}

/** Empty files. */
function files(...paths: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(paths.map((path) => [path, '']));
}

describe('a relative specifier', () => {
  const tree = files(
    'a.js',
    'b.mjs',
    'c.ts',
    'd.tsx',
    'e.cts',
    'lib/index.js',
    'lib/f.jsx',
    'g.ts',
    'g.js',
    'index.js',
    'h.x.js',
  );

  it.each([
    ['a.js', './a', 'a.js'],
    ['a.js', './a.js', 'a.js'],
    ['a.js', './b.mjs', 'b.mjs'],
    ['a.js', './c', 'c.ts'],
    ['a.js', './d', 'd.tsx'],
    ['a.js', './lib', 'lib/index.js'],
    ['a.js', './lib/', 'lib/index.js'],
    ['a.js', './lib/index', 'lib/index.js'],
    ['a.js', './h.x', 'h.x.js'],
    ['a.js', './a.js?worker', 'a.js'],
    ['lib/f.jsx', '../a', 'a.js'],
    ['lib/f.jsx', '.', 'lib/index.js'],
    ['lib/f.jsx', './', 'lib/index.js'],
    ['lib/f.jsx', '..', 'index.js'],
    ['lib/f.jsx', '../', 'index.js'],
  ])('from %s: %s is %s', (from, specifier, expected) => {
    expect(resolverOf(tree)(from, specifier)).toBe(expected);
  });

  it.each([
    ['./c.js', 'c.ts'],
    ['./d.js', 'd.tsx'],
    ['./d.jsx', 'd.tsx'],
    ['./e.cjs', 'e.cts'],
    ['./g.js', 'g.js'],
    ['./g', 'g.ts'],
  ])('%s may name the source of what the compiler writes: %s', (specifier, expected) => {
    expect(resolverOf(tree)('a.js', specifier)).toBe(expected);
  });

  it.each(['./nothing', './a.ts', '../a', '../../lib', './c.mjs', './lib/index.css'])(
    '%s names nothing',
    (specifier) => {
      expect(resolverOf(tree)('a.js', specifier)).toBeUndefined();
    },
  );

  it('to a folder with a package.json follows its main', () => {
    const inner = resolverOf({
      ...files('a.js', 'inner/start.js', 'inner/index.js'),
      'inner/package.json': { main: './start' },
    });
    expect(inner('a.js', './inner')).toBe('inner/start.js');
  });

  it('to a folder whose main is missing takes its index', () => {
    const inner = resolverOf({ ...files('a.js', 'inner/index.js'), 'inner/package.json': { main: 'gone.js' } });
    expect(inner('a.js', './inner')).toBe('inner/index.js');
  });

  it('to a file without extension takes it before others', () => {
    const bin = resolverOf({ ...files('bin/tool.js', 'a.js'), 'bin/tool': '#!/usr/bin/env node\n' });
    expect(bin('a.js', './bin/tool')).toBe('bin/tool');
  });
});

describe('what is outside the program', () => {
  const tree = {
    ...files('a.js', 'fs/index.js', 'express.js', 'node_modules/pg/index.js'),
    'node_modules/pg/package.json': { name: 'pg' },
    'package.json': { name: 'app', dependencies: { express: '*' } },
  };

  it.each(['fs', 'node:fs', 'fs/promises', 'express', 'pg', 'pg/lib/client', '@scope/x', '@scope', '', '/a.js'])(
    '%j is no file of it',
    (specifier) => {
      expect(resolverOf(tree)('a.js', specifier)).toBeUndefined();
    },
  );
});

describe('path aliases', () => {
  const paths = { '@/*': ['./src/*'], '~': ['./src'], '@db/*': ['./gone/*', './src/db/*'] };
  const sources = files('a.ts', 'src/index.ts', 'src/b.ts', 'src/db/pool.ts', 'src/db/index.ts', 'test/a.test.ts');

  it.each([
    ['@/b', 'src/b.ts'],
    ['@/b.js', 'src/b.ts'],
    ['@/db', 'src/db/index.ts'],
    ['~', 'src/index.ts'],
    ['@db/pool', 'src/db/pool.ts'],
    ['@/gone', undefined],
    ['@other/b', undefined],
  ])('of tsconfig.json: %s is %s', (specifier, expected) => {
    const resolve = resolverOf({ ...sources, 'tsconfig.json': { compilerOptions: { paths }, include: ['src'] } });
    expect(resolve('a.ts', specifier)).toBe(expected);
    // Tests are often left out of the build, and run with its aliases all the same.
    expect(resolve('test/a.test.ts', specifier)).toBe(expected);
  });

  it('lead from baseUrl, which alone gives names a meaning', () => {
    const compilerOptions = { baseUrl: './src/', paths: { 'database/*': ['db/*'] } };
    const resolve = resolverOf({ ...sources, 'tsconfig.json': { compilerOptions } });
    expect(resolve('a.ts', 'database/pool')).toBe('src/db/pool.ts');
    expect(resolve('a.ts', 'db/pool')).toBe('src/db/pool.ts');
    expect(resolve('a.ts', 'src/b')).toBeUndefined();
  });

  it('of jsconfig.json hold for JavaScript', () => {
    const resolve = resolverOf({
      ...files('a.js', 'lib/b.js'),
      'jsconfig.json': { compilerOptions: { baseUrl: '.' } },
    });
    expect(resolve('a.js', 'lib/b')).toBe('lib/b.js');
  });

  it('prefer the exact name, then the longest pattern', () => {
    const compilerOptions = {
      paths: { '*': ['./any/*'], '@/*': ['./one/*'], '@/db/*': ['./two/*'], '@/db/x': ['./x'] },
    };
    const resolve = resolverOf({
      ...files('any/a.ts', 'one/a.ts', 'two/a.ts', 'x.ts'),
      'tsconfig.json': { compilerOptions },
    });
    expect(['a', '@/a', '@/db/a', '@/db/x'].map((name) => resolve('x.ts', name))).toEqual([
      'any/a.ts',
      'one/a.ts',
      'two/a.ts',
      'x.ts',
    ]);
  });

  it.each([
    ['a file beside it', './base.json', 'config/base.json', 'config/src/b.ts'],
    ['a file without its extension', './base', 'config/base.json', 'config/src/b.ts'],
    ['a file elsewhere', '../shared/base.json', 'shared/base.json', 'shared/src/b.ts'],
    [
      'several files, of which one is not installed',
      ['@tsconfig/node20', './base.json'],
      'config/base.json',
      'config/src/b.ts',
    ],
  ])('are inherited from %s', (_, extended, base, expected) => {
    const resolve = resolverOf({
      ...files('config/a.ts', expected),
      'config/tsconfig.json': { extends: extended },
      [base]: { compilerOptions: { paths: { '@/*': ['./src/*'] } } },
    });
    expect(resolve('config/a.ts', '@/b')).toBe(expected);
  });

  it('stand although the file extends one that is missing, or itself', () => {
    for (const extended of ['@tsconfig/node20/tsconfig.json', './.nuxt/tsconfig.json', './tsconfig.json']) {
      const resolve = resolverOf({ ...sources, 'tsconfig.json': { extends: extended, compilerOptions: { paths } } });
      expect(resolve('a.ts', '@/b')).toBe('src/b.ts');
    }
  });

  it('of the nearest configuration come first, and then those around it', () => {
    const resolve = resolverOf({
      ...files('packages/p/src/b.ts', 'packages/p/a.ts', 'src/b.ts', 'src/c.ts'),
      'tsconfig.json': { compilerOptions: { paths } },
      'packages/p/tsconfig.json': { compilerOptions: { paths } },
    });
    expect(resolve('packages/p/a.ts', '@/b')).toBe('packages/p/src/b.ts');
    expect(resolve('packages/p/a.ts', '@/c')).toBe('src/c.ts');
    expect(resolve('src/c.ts', '@/b')).toBe('src/b.ts');
  });

  it('may stand in a file that only references name', () => {
    const resolve = resolverOf({
      ...sources,
      'tsconfig.json': { files: [], references: [{ path: './tsconfig.app.json' }] },
      'tsconfig.app.json': { compilerOptions: { paths } },
    });
    expect(resolve('a.ts', '@/b')).toBe('src/b.ts');
  });

  it('may come from above the root, within the repository', () => {
    const tree = {
      '.git/HEAD': '',
      'tsconfig.base.json': { compilerOptions: { paths: { '@p/*': ['packages/p/src/*'] } } },
      'packages/p/package.json': {},
      ...files('packages/p/src/a.ts'),
    };
    expect(resolverOf(tree, 'packages/p')('src/a.ts', '@p/a')).toBe('src/a.ts');
  });

  it('survive nonsense', () => {
    const nonsense = {
      compilerOptions: { paths: { '@/*': 'src/*', 'x/*/*': ['y'], z: [null, 3] }, baseUrl: 3, outDir: [] },
    };
    const resolve = resolverOf({ ...sources, 'tsconfig.json': { ...nonsense, extends: 3, include: 'src' } });
    expect(resolve('a.ts', 'z')).toBeUndefined();
    expect(resolve('a.ts', './src/b')).toBe('src/b.ts');
  });
});

describe('names of package.json', () => {
  const tree = {
    'package.json': {
      name: 'app',
      imports: {
        '#b': './lib/b.js',
        '#lib/*': './lib/*.js',
        '#db': { types: './types.d.ts', node: './lib/db.js' },
        '#pg': 'pg',
      },
      exports: { '.': './lib/main.js', './extra': { import: './lib/b.js' } },
    },
    ...files('a.js', 'lib/main.js', 'lib/b.js', 'lib/db.js'),
  };

  it.each([
    ['#b', 'lib/b.js'],
    ['#lib/db', 'lib/db.js'],
    ['#db', 'lib/db.js'],
    ['#pg', undefined],
    ['#gone', undefined],
    ['app', 'lib/main.js'],
    ['app/extra', 'lib/b.js'],
  ])('%s is %s', (specifier, expected) => {
    expect(resolverOf(tree)('a.js', specifier)).toBe(expected);
  });

  it('with # belong to the package of the file', () => {
    const inner = resolverOf({
      'package.json': { imports: { '#x': './x.js' } },
      'inner/package.json': { imports: { '#x': './y.js' } },
      ...files('x.js', 'inner/y.js', 'inner/a/z.js'),
    });
    expect(inner('inner/a/z.js', '#x')).toBe('inner/y.js');
    expect(inner('x.js', '#x')).toBe('x.js');
  });

  it('with # may be aliases of tsconfig.json instead', () => {
    const compilerOptions = { paths: { '#/*': ['./src/*'] } };
    expect(resolverOf({ ...files('src/a.ts'), 'tsconfig.json': { compilerOptions } })('b.ts', '#/a')).toBe('src/a.ts');
  });
});

describe('a package of the workspace', () => {
  const tree = {
    'package.json': { private: true, workspaces: ['packages/*'] },
    'packages/api/package.json': { name: '@acme/api', dependencies: { '@acme/core': '*' } },
    'packages/core/package.json': { name: '@acme/core', main: 'lib/start.js' },
    'packages/log/package.json': { name: 'log', exports: { import: './src/log.js' } },
    'packages/types/package.json': { name: '@acme/types', main: 'gone.js' },
    'packages/bare/package.json': { name: 'bare' },
    ...files('packages/api/a.js', 'packages/core/lib/start.js', 'packages/core/src/errors.ts', 'packages/core/util.js'),
    ...files('packages/log/src/log.js', 'packages/types/src/index.ts', 'packages/bare/index.js'),
  };

  it.each([
    ['@acme/core', 'packages/core/lib/start.js'],
    ['@acme/core/util', 'packages/core/util.js'],
    ['@acme/core/util.js', 'packages/core/util.js'],
    ['@acme/core/errors', 'packages/core/src/errors.ts'],
    ['@acme/core/lib/start', 'packages/core/lib/start.js'],
    ['@acme/core/gone', undefined],
    ['log', 'packages/log/src/log.js'],
    ['@acme/types', 'packages/types/src/index.ts'],
    ['bare', 'packages/bare/index.js'],
    ['@acme', undefined],
  ])('%s is %s', (specifier, expected) => {
    expect(resolverOf(tree)('packages/api/a.js', specifier)).toBe(expected);
  });

  it('is the folder itself, though it is linked into node_modules', () => {
    const root = tempTree({
      'packages/core/package.json': '{"name":"core"}',
      'packages/core/index.js': '',
      'a.js': '',
    });
    mkdirSync(join(root, 'node_modules'));
    symlinkSync('../packages/core', join(root, 'node_modules/core'));
    const { program, configs } = discover(root, []);
    expect(program).toEqual(['a.js', 'packages/core/index.js']);
    expect(new ModuleGraph(program, readConfigs(root, configs)).resolve('a.js', 'core')).toBe('packages/core/index.js');
  });

  it('made as a sample never hides an installed one of its name', () => {
    const samples = resolverOf({
      'package.json': { dependencies: { express: '*' } },
      'test/fixtures/express/package.json': { name: 'express' },
      'test/fixtures/package.json': {},
      ...files('src/a.js', 'test/fixtures/express/index.js', 'test/fixtures/app.js'),
    });
    expect(samples('src/a.js', 'express')).toBeUndefined();
    expect(samples('test/fixtures/app.js', 'express')).toBe('test/fixtures/express/index.js');
  });
});

describe('what only the build makes', () => {
  it('stands for its source in src, whatever the folder of output is called', () => {
    for (const output of ['lib', 'dist', 'build', 'out', 'output', 'esm', 'cjs', 'dist/cjs', 'lib/esm']) {
      const resolve = resolverOf({ ...files('src/cli.ts', 'src/index.ts', 'bin/run.js'), 'package.json': {} });
      expect(resolve('bin/run.js', `../${output}/cli.js`), output).toBe('src/cli.ts');
      expect(resolve('bin/run.js', `../${output}/cli`), output).toBe('src/cli.ts');
      expect(resolve('bin/run.js', `../${output}`), output).toBe('src/index.ts');
    }
  });

  it('stands for its source beside the folder of output', () => {
    const resolve = resolverOf({ ...files('server/index.ts', 'index.js'), 'package.json': {} });
    expect(resolve('index.js', './dist/server/index.js')).toBe('server/index.ts');
  });

  it('is not guessed where the folder holds files of the program', () => {
    const resolve = resolverOf({ ...files('lib/a.js', 'src/b.js'), 'package.json': {} });
    expect(resolve('src/b.js', '../lib/b')).toBeUndefined();
  });

  it.each([
    ['rootDir', { compilerOptions: { outDir: './release/', rootDir: 'source' } }],
    ['what it includes', { compilerOptions: { outDir: 'release' }, include: ['source/**/*.ts'] }],
  ])('is found by %s of tsconfig.json', (_, tsconfig) => {
    const resolve = resolverOf({ ...files('source/db/pool.ts', 'a.js'), 'tsconfig.json': tsconfig });
    expect(resolve('a.js', './release/db/pool.js')).toBe('source/db/pool.ts');
    expect(resolve('a.js', './release/db/gone.js')).toBeUndefined();
  });

  it('is where main and exports of a package lead', () => {
    const resolve = resolverOf({
      'package.json': {},
      'packages/core/package.json': {
        name: 'core',
        main: 'dist/index.js',
        exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' }, './db': './dist/db/pool.js' },
      },
      ...files('a.js', 'packages/core/src/index.ts', 'packages/core/src/db/pool.ts'),
    });
    expect(resolve('a.js', 'core')).toBe('packages/core/src/index.ts');
    expect(resolve('a.js', 'core/db')).toBe('packages/core/src/db/pool.ts');
    expect(resolve('a.js', './packages/core')).toBe('packages/core/src/index.ts');
    expect(resolve('a.js', './packages/core/dist/db/pool')).toBe('packages/core/src/db/pool.ts');
  });
});
