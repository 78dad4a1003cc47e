/** Our matcher of ignore patterns agrees with the library ESLint uses, and takes no pattern long. */
import ignore from 'ignore';
import { describe, expect, it } from 'vitest';
import { compileGlob, expandBraces, matchesGlob } from '../../src/project/globs.ts';
import { IgnorePatterns } from '../../src/project/ignore-patterns.ts';

const LISTS: readonly (readonly string[])[] = [
  ['*.log', '!keep.log'],
  ['build'],
  ['build/'],
  ['/build'],
  ['/build/', '!/build/kept.js'],
  ['src/*.js'],
  ['src/**/*.js', '!src/lib/**'],
  ['**/lib'],
  ['**/lib/a.js'],
  ['a/**/lib'],
  ['src/**'],
  ['**'],
  ['*', '!src', '!src/**'],
  ['# a comment', '', '   ', '\\#hash', '\\!bang', 'space\\ ', 'trailing   '],
  ['[abc].js', '[!a-c]x.js', 'file[0-9].js'],
  ['?.js'],
  ['a?c/**'],
  ['foo/*', '!foo/bar'],
  ['foo/*', '!foo/bar/', 'foo/bar/*.js'],
  ['a**b'],
  ['/*', '!/src'],
  ['lib/'],
  ['*.min.*'],
  ['dist\r', '*.tmp\r'],
  ['/'],
  ['!'],
];

const PATHS = [
  ...['a.js', 'x.js', 'dx.js', 'ax.js', 'file7.js', 'a.log', 'keep.log', 'build', 'dist', 'x.tmp', '#hash', '!bang'],
  ...['space ', 'trailing', 'a.min.js', 'src', 'src/a.js', 'src/lib', 'src/lib/a.js', 'src/lib/deep/b.js'],
  ...['build/a.js', 'build/kept.js', 'deep/build/a.js', 'deep/build', 'lib/a.js', 'a/lib', 'a/b/lib', 'a/b/c/lib/x.js'],
  ...['abc/x.js', 'abc', 'foo', 'foo/bar', 'foo/bar/a.js', 'foo/bar/a.ts', 'foo/baz', 'aXXb', 'ab', 'deep/src/a.js'],
];

describe('ignore patterns', () => {
  it.each(LISTS.map((list) => [JSON.stringify(list), list] as const))('%s', (_, list) => {
    const ours = new IgnorePatterns(list);
    const theirs = ignore({ ignorecase: false }).add(list.join('\n'));
    const asked = PATHS.flatMap((path) => [path, `${path}/`]);
    const answers = asked.map((path) => {
      const isFolder = path.endsWith('/');
      return `${path}: ${ours.verdict(isFolder ? path.slice(0, -1) : path, isFolder ? 'folder' : 'file') ?? 'nothing'}`;
    });
    const expected = asked.map((path) => {
      const { ignored, unignored } = theirs.test(path);
      return `${path}: ${ignored ? 'ignored' : unignored ? 'let in' : 'nothing'}`;
    });
    expect(answers).toEqual(expected);
  });

  it('takes patterns that keep regular expressions busy for minutes', () => {
    const folders = new IgnorePatterns([`${'**/a/'.repeat(30)}b`]);
    expect(folders.verdict(`${'a/'.repeat(1500)}c`, 'file')).toBeUndefined();
    const stars = new IgnorePatterns([`${'a*'.repeat(100)}b`]);
    expect(stars.verdict('a'.repeat(4000), 'file')).toBeUndefined();
  });
});

describe('globs', () => {
  it.each([
    ['packages/*', 'packages/a', true],
    ['packages/*', 'packages/a/b', false],
    ['packages/**', 'packages/a/b', true],
    ['packages/**', 'packages', false],
    ['./apps/web/', 'apps/web', true],
    ['**/*.ts', 'a.ts', true],
    ['[', '[', true],
    ['a\\*b', 'a*b', true],
    ['a\\*b', 'axb', false],
  ])('%s and %s: %s', (pattern, path, expected) => {
    expect(matchesGlob(compileGlob(pattern), path)).toBe(expected);
  });

  it('expand braces, nested ones too, but not without end', () => {
    expect(expandBraces('src/{a,b{1,2}}/*.{js,ts}')).toEqual([
      ...['src/a/*.js', 'src/a/*.ts', 'src/b1/*.js', 'src/b1/*.ts', 'src/b2/*.js', 'src/b2/*.ts'],
    ]);
    expect(expandBraces('a{b')).toEqual(['a{b']);
    expect(expandBraces('{a,b}'.repeat(30))).toBeUndefined();
    expect(expandBraces('{'.repeat(10_000))).toEqual(['{'.repeat(10_000)]);
  });
});
