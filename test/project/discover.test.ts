/** Which files belong to a project, and which of them a report is about. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { discover } from '../../src/project/discover.ts';
import { UsageError } from '../../src/project/errors.ts';
import { tempTree } from './temp-tree.ts';

/** The reported files, sorted. */
function reportedIn(root: string, paths: readonly string[] = []): readonly string[] {
  const { program, reported } = discover(root, paths);
  return reported === 'all' ? program : [...reported].sort();
}

describe('the program', () => {
  it('holds every source file, sorted, whatever its extension, and no declaration file', () => {
    const names = ['b.js', 'a.mjs', 'c.cjs', 'd.jsx', 'e.ts', 'f.mts', 'g.cts', 'h.tsx'];
    const others = ['i.d.ts', 'j.d.mts', 'k.d.cts', 'l.json', 'm.md', 'js', 'n.js.map'];
    const root = tempTree(Object.fromEntries([...names, ...others].map((name) => [name, ''])));
    expect(discover(root, [])).toMatchObject({ root, program: [...names].sort(), reported: 'all', failures: [] });
  });

  it('leaves out installed and generated folders', () => {
    const root = tempTree({
      'src/a.js': '',
      'node_modules/x/index.js': '',
      'packages/p/node_modules/y/index.js': '',
      'dist/a.js': '',
      'coverage/lcov.js': '',
      '.git/hook.js': '',
      '.next/server.js': '',
      '.config/kept.js': '',
    });
    expect(discover(root, []).program).toEqual(['.config/kept.js', 'src/a.js']);
  });

  it('is the whole project where only a folder in it is named', () => {
    const root = tempTree({ 'package.json': '{}', 'server.js': '', 'src/a.js': '', 'src/lib/b.js': '' });
    expect(discover(root, ['src/lib'])).toMatchObject({
      root,
      program: ['server.js', 'src/a.js', 'src/lib/b.js'],
      reported: new Set(['src/lib/b.js']),
    });
    expect(discover(join(root, 'src'), [])).toMatchObject({ root, reported: new Set(['src/a.js', 'src/lib/b.js']) });
  });

  it('finds the configuration files on its way', () => {
    const root = tempTree({ 'a.js': '', 'package.json': '{}', 'packages/p/tsconfig.build.json': '{}', 'x.json': '{}' });
    expect(discover(root, []).configs).toEqual(['package.json', 'packages/p/tsconfig.build.json']);
  });
});

describe('a file without extension', () => {
  const NODE = '#!/usr/bin/env node\nrun();\n';

  it('belongs to it in a bin folder, where its first line names node', () => {
    const root = tempTree({
      'bin/tool': NODE,
      'bin/old': '#!/usr/bin/nodejs --harmony\r\nrun();\r\n',
      'bin/flags': '#!/usr/bin/env -S node --no-warnings\n',
      'packages/p/bin/www': NODE,
      'bin/shell': '#!/bin/sh\nnode server.js\n',
      'bin/text': 'node\n',
      'bin/empty': '',
      'bin/binary': Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]),
      'bin/tool.cmd': NODE,
      'bin/deep/tool': NODE,
      'scripts/tool': NODE,
      LICENSE: 'MIT',
    });
    expect(discover(root, []).program).toEqual(['bin/flags', 'bin/old', 'bin/tool', 'packages/p/bin/www']);
  });

  it('belongs to it anywhere, where package.json makes it a command', () => {
    const root = tempTree({
      'package.json': '{"bin": "./cli"}',
      'packages/p/package.json': '{"bin": {"a": "cmd/a", "b": "./cmd/b", "c": "cmd/gone"}}',
      'packages/q/package.json': '{"bin": [3], ',
      cli: NODE,
      'packages/p/cmd/a': NODE,
      'packages/p/cmd/b': '#!/bin/bash\n',
    });
    expect(discover(root, []).program).toEqual(['cli', 'packages/p/cmd/a']);
  });

  it('is left out where git leaves it out', () => {
    const root = tempTree({ '.gitignore': 'bin/built\n', 'bin/built': NODE, 'bin/tool': NODE });
    expect(discover(root, []).program).toEqual(['bin/tool']);
  });

  it('can be named wherever it lies', () => {
    const root = tempTree({ 'package.json': '{}', 'tasks/run': NODE, 'tasks/notes': 'x', 'bin/tool': NODE });
    expect(reportedIn(root, ['tasks/run'])).toEqual(['tasks/run']);
    expect(reportedIn(root, ['bin'])).toEqual(['bin/tool']);
    expect(() => discover(root, ['tasks/notes'])).toThrow(/^not a source file: tasks\/notes/);
  });

  it('that nobody may read is left out', () => {
    const root = tempTree({ 'a.js': '', 'bin/.keep': '' });
    symlinkSync('nowhere', join(root, 'bin/tool'));
    expect(discover(root, []).program).toEqual(['a.js']);
  });
});

describe('the root', () => {
  it('is the nearest package around everything named', () => {
    const root = tempTree({
      'package.json': '{}',
      'packages/a/package.json': '{}',
      'packages/a/src/x.js': '',
      'packages/b/package.json': '{}',
      'packages/b/y.js': '',
    });
    expect(discover(root, ['packages/a/src/x.js']).root).toBe(join(root, 'packages/a'));
    expect(discover(root, ['packages/a', 'packages/b']).root).toBe(root);
    expect(reportedIn(root, ['packages/b', 'packages/a/src'])).toEqual(['packages/a/src/x.js', 'packages/b/y.js']);
  });

  it('is not a folder whose package.json only says how files are loaded, unless there is no other', () => {
    const root = tempTree({
      'app/package.json': '{"name": "app"}',
      'app/server.js': '',
      'app/src/package.json': '{"type": "module"}',
      'app/src/a.js': '',
      'app/own/package.json': '{"scripts": {}}',
      'app/own/b.js': '',
      'app/broken/package.json': '{',
      'app/broken/c.js': '',
      'other/package.json': '{"type": "commonjs"}',
      'other/lib/d.js': '',
    });
    expect(discover(root, ['app/src']).root).toBe(join(root, 'app'));
    expect(reportedIn(root, ['app/src'])).toEqual(['src/a.js']);
    expect(discover(root, ['app/own']).root).toBe(join(root, 'app/own'));
    expect(discover(root, ['app/broken']).root).toBe(join(root, 'app/broken'));
    expect(discover(root, ['other/lib']).root).toBe(join(root, 'other'));
  });

  it('is the named folder where there is no package', () => {
    const root = tempTree({ 'scripts/a.js': '', 'b.js': '' });
    expect(discover(root, ['scripts']).root).toBe(join(root, 'scripts'));
    expect(discover(root, ['scripts/a.js']).root).toBe(join(root, 'scripts'));
  });

  it('never lies above the git root', () => {
    const root = tempTree({ 'package.json': '{}', 'repo/.git/HEAD': '', 'repo/src/a.js': '' });
    expect(discover(root, ['repo/src']).root).toBe(join(root, 'repo/src'));
  });
});

describe('.gitignore', () => {
  it('holds in nested folders and from above the root, as for git itself', () => {
    const files = {
      '.gitignore': '/out/*\n!/out/keep\n*.gen.js\n# comment\nfoo/**/bar.js\nlogs/\n!important.gen.js\n',
      'app/package.json': '{}',
      'app/.gitignore': '\uFEFF!wanted.gen.js\n/local.js\n',
      'app/a.js': '',
      'app/a.gen.js': '',
      'app/wanted.gen.js': '',
      'app/important.gen.js': '',
      'app/local.js': '',
      'app/sub/local.js': '',
      'app/foo/x/y/bar.js': '',
      'app/foo/other.js': '',
      'app/logs/b.js': '',
      'app/out/c.js': '',
    };
    const root = tempTree(files);
    execFileSync('git', ['init', '-q', root]);
    const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'app'], {
      cwd: root,
      encoding: 'utf8',
    });
    const expected = listed.split('\n').filter((path) => path.endsWith('.js'));
    expect(discover(root, ['app']).program.map((path) => `app/${path}`)).toEqual(expected.sort());
  });

  it('does not hold for what is named', () => {
    const root = tempTree({
      'package.json': '{}',
      '.gitignore': 'build/\nsecret.js\n',
      'a.js': '',
      'secret.js': '',
      'build/b.js': '',
      'build/deep/c.js': '',
      'dist/d.js': '',
      'dist/node_modules/e.js': '',
    });
    expect(reportedIn(root)).toEqual(['a.js']);
    expect(reportedIn(root, ['build'])).toEqual(['build/b.js', 'build/deep/c.js']);
    expect(reportedIn(root, ['dist', 'secret.js'])).toEqual(['dist/d.js', 'secret.js']);
    expect(discover(root, ['dist']).program).toEqual(['a.js', 'dist/d.js']);
  });

  it('does not hide a project that lies in an ignored folder', () => {
    const root = tempTree({
      '.git/HEAD': '',
      '.gitignore': 'vendor\n',
      'vendor/p/package.json': '{}',
      'vendor/p/a.js': '',
    });
    expect(reportedIn(join(root, 'vendor/p'))).toEqual(['a.js']);
  });
});

describe('symbolic links', () => {
  it('end where they loop', () => {
    const root = tempTree({ 'a/x.js': '' });
    symlinkSync('..', join(root, 'a/up'));
    symlinkSync('self', join(root, 'self'));
    symlinkSync('.', join(root, 'here'));
    expect(discover(root, [])).toMatchObject({ program: ['a/x.js'], failures: [] });
  });

  it('out of the project are followed once', () => {
    const shared = tempTree({ 'lib/s.js': '', 'one.js': '' });
    symlinkSync('.', join(shared, 'lib/loop'));
    const root = tempTree({ 'a.js': '' });
    symlinkSync(join(shared, 'lib'), join(root, 'first'));
    symlinkSync(join(shared, 'lib'), join(root, 'second'));
    symlinkSync(join(shared, 'one.js'), join(root, 'one.js'));
    const { program } = discover(root, []);
    expect(program).toHaveLength(3);
    expect(program.filter((path) => path.endsWith('s.js'))).toHaveLength(1);
    expect(program).toContain('one.js');
  });

  it('within the project give no file twice', () => {
    const root = tempTree({ 'package.json': '{}', 'src/x.js': '' });
    symlinkSync('src', join(root, 'a-link'));
    symlinkSync('src/x.js', join(root, 'a.js'));
    expect(discover(root, []).program).toEqual(['src/x.js']);
    expect(reportedIn(root, ['a-link'])).toEqual(['src/x.js']);
  });

  it('that lead nowhere belong to it where they look like a source file, so that reading them fails', () => {
    const root = tempTree({ 'a.js': '' });
    symlinkSync('gone', join(root, 'broken.js'));
    symlinkSync('gone', join(root, 'broken'));
    expect(discover(root, []).program).toEqual(['a.js', 'broken.js']);
  });
});

describe('a wrong path', () => {
  it('is an error with the nearest name', () => {
    const root = tempTree({ 'src/server/orders.js': '' });
    expect(() => discover(root, ['scr/server'])).toThrow(
      new UsageError("no such file or folder: scr/server, did you mean 'src'?"),
    );
    expect(() => discover(root, ['src/server/order.js'])).toThrow(/did you mean 'src\/server\/orders\.js'\?$/);
    expect(() => discover(root, ['src/SERVER'])).toThrow(/did you mean 'src\/server'\?$/);
    expect(() => discover(root, ['nothing/like/it'])).toThrow(/^no such file or folder: nothing\/like\/it$/);
  });

  it('is an error where it leads through a file, or is empty', () => {
    const root = tempTree({ 'a.js': '' });
    expect(() => discover(root, ['a.js/b'])).toThrow(/^no such file or folder: a\.js\/b/);
    expect(() => discover(root, [''])).toThrow(/a path is empty/);
  });

  it('is an error where it holds no source file', () => {
    const root = tempTree({ 'package.json': '{}', 'a.js': '', 'docs/x.md': '', 'x.txt': '', 'empty/y.json': '' });
    expect(() => discover(root, ['docs'])).toThrow(/^no source file in docs: looked for \.js \.mjs \.cjs \.jsx \.ts/);
    expect(() => discover(root, ['a.js', 'empty'])).toThrow(/^no source file in empty: /);
    expect(() => discover(root, ['x.txt'])).toThrow(/^not a source file: x\.txt; looked for \.js /);
    mkdirSync(join(root, 'void'));
    expect(() => discover(join(root, 'void'), [])).toThrow(UsageError);
  });
});
