/** What package.json says, and what is said of a broken one. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfigs } from '../../src/project/package-info.ts';
import { tempTree } from './temp-tree.ts';

/** Reads one configuration file. */
function read(path: string, content: string | Uint8Array): ReturnType<typeof readConfigs> {
  return readConfigs(tempTree({ [path]: content }), [path]);
}

describe('package.json', () => {
  it('gives entry points, scripts and dependencies', () => {
    const json = {
      name: '@acme/orders',
      type: 'module',
      main: './lib/main.js',
      bin: { orders: './bin/orders.js' },
      exports: { '.': { import: './lib/main.js', types: './lib/main.d.ts' }, './*': './lib/*.js' },
      imports: { '#db': { node: './lib/db.js' }, '#pg': 'pg', '#none': null },
      scripts: { start: 'node lib/main.js', bad: 3 },
      dependencies: { pg: '^8.0.0' },
      devDependencies: { vitest: '^4.0.0', pg: '*' },
      workspaces: { packages: ['packages/*'] },
    };
    expect(read('app/package.json', `\uFEFF${JSON.stringify(json)}`).packages).toEqual([
      {
        folder: 'app',
        name: '@acme/orders',
        isPrivate: false,
        type: 'module',
        main: 'app/lib/main.js',
        bin: ['app/bin/orders.js'],
        exports: new Map([
          ['.', ['app/lib/main.js', 'app/lib/main.d.ts']],
          ['./*', ['app/lib/*.js']],
        ]),
        imports: new Map([
          ['#db', ['app/lib/db.js']],
          ['#pg', ['pg']],
        ]),
        scripts: new Map([['start', 'node lib/main.js']]),
        dependencies: new Map([
          ['vitest', '^4.0.0'],
          ['pg', '^8.0.0'],
        ]),
        workspaces: ['packages/*'],
      },
    ]);
  });

  it.each([
    ['a path', './a.js', new Map([['.', ['a.js']]])],
    ['conditions', { node: './a.js', default: ['./b.js'] }, new Map([['.', ['a.js', 'b.js']]])],
    ['subpaths', { '.': './a.js', './x': null }, new Map([['.', ['a.js']]])],
    ['nonsense', 3, new Map()],
  ])('may export %s', (_, exported, expected) => {
    const { packages } = read('package.json', JSON.stringify({ exports: exported }));
    expect(packages[0]?.exports).toEqual(expected);
  });

  it('may hold nothing, or nonsense', () => {
    const nonsense = '{"name":1,"bin":null,"scripts":[],"dependencies":"x","workspaces":{}}';
    for (const text of ['{}', nonsense]) {
      const { packages, failures } = read('package.json', text);
      expect(failures).toEqual([]);
      expect(packages).toMatchObject([{ folder: '.', name: undefined, type: 'commonjs', bin: [], workspaces: [] }]);
    }
  });

  it.each([
    ['an open brace', '{\n  "name": "x"\n', 'not valid JSON: close brace expected at 3:1'],
    ['a trailing comma', '{"a":1,}', 'not valid JSON: property name expected at 1:8'],
    ['a comment', '// no\n{}', 'not valid JSON: invalid comment token at 1:1'],
    ['no object', '[1]', 'not a JSON object'],
    ['nothing', '', 'not valid JSON: value expected at 1:1'],
    ['bytes', Buffer.from([0, 1, 2]), 'not valid JSON: looks binary'],
  ])('with %s is a failure', (_, content, message) => {
    expect(read('package.json', content)).toMatchObject({
      packages: [],
      failures: [{ path: 'package.json', stage: 'config', message }],
    });
  });

  it('nested without end is a failure too', () => {
    expect(read('package.json', '{"a":'.repeat(200_000)).failures).toHaveLength(1);
    expect(read('package.json', `${'{"exports":'.repeat(200_000)}1${'}'.repeat(200_000)}`).failures).toHaveLength(1);
  });

  it('that is gone is a failure', () => {
    expect(readConfigs(tempTree({}), ['package.json']).failures).toEqual([
      { path: 'package.json', stage: 'read', message: 'no such file or directory' },
    ]);
  });
});

describe('tsconfig.json', () => {
  it('may have comments and trailing commas, or be empty', () => {
    expect(read('tsconfig.json', '// yes\n{ "compilerOptions": { "strict": true, }, /* x */ }').failures).toEqual([]);
    expect(read('tsconfig.json', '').failures).toEqual([]);
  });

  it('gives aliases and folders, seen from the root, with what it extends', () => {
    const base = { compilerOptions: { outDir: '../out', baseUrl: '.', rootDir: 'src' } };
    const own = { extends: './config/base', compilerOptions: { rootDir: 'lib', paths: { '@/*': ['x/*'], '~': '.' } } };
    const root = tempTree({ 'app/tsconfig.json': JSON.stringify(own), 'app/config/base.json': JSON.stringify(base) });
    expect(readConfigs(root, ['app/tsconfig.json']).tsconfigs).toEqual([
      {
        folder: 'app',
        baseUrl: 'app/config',
        paths: new Map([
          ['@/*', ['app/config/x/*']],
          ['~', ['app/config']],
        ]),
        outDir: 'app/out',
        sourceRoots: ['app/lib'],
        checksJavaScript: false,
      },
    ]);
  });

  it('puts the plainest name first, and those above the root last', () => {
    const root = tempTree({
      '.git/HEAD': '',
      'tsconfig.json': '{}',
      'app/tsconfig.build.json': '{"include": ["src/**", "test/*.ts"]}',
      'app/tsconfig.json': '// nothing\n{}',
    });
    const { tsconfigs } = readConfigs(join(root, 'app'), ['tsconfig.build.json', 'tsconfig.json']);
    expect(tsconfigs.map(({ folder, sourceRoots }) => [folder, sourceRoots])).toEqual([
      ['.', ['src', '.']],
      ['.', ['src', 'test', '.']],
      ['..', ['../src', '..']],
    ]);
  });

  it('that is broken is a failure', () => {
    expect(read('tsconfig.base.json', '{ "compilerOptions": { ').failures).toEqual([
      { path: 'tsconfig.base.json', stage: 'config', message: 'not valid JSON: close brace expected at 1:24' },
    ]);
  });
});
