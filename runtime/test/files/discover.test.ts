/** Files from several folders, patterns, and where programs look. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Files, standardTiers } from '../../src/files/index.ts';
import { matches } from '../../src/files/glob.ts';
import { emptyFolder } from './folder.ts';

function tree(paths: readonly string[]): string {
  const folder = emptyFolder();
  for (const path of paths) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), path);
  }
  return folder;
}

describe('discover', () => {
  it('takes each name from the nearest folder, and says what that hides', async () => {
    const folder = tree([
      'near/a.json',
      'user/a.json',
      'user/b.json',
      'system/a.json',
      'system/c.json',
      'system/d.txt',
    ]);
    const tiers = ['near', 'user', 'missing', 'system'].map((name) => join(folder, name));
    const found = await new Files().discover(tiers, '*.json');
    expect(found.map(({ name, path }) => [name, path.slice(folder.length + 1)])).toEqual([
      ['a.json', 'near/a.json'],
      ['b.json', 'user/b.json'],
      ['c.json', 'system/c.json'],
    ]);
    expect(found[0]?.shadowed).toEqual([join(folder, 'user/a.json'), join(folder, 'system/a.json')]);
  });

  it('goes into folders only where the pattern does, and follows links to files alone', async () => {
    const folder = tree(['x/a.md', 'x/deep/b.md', 'x/deep/er/c.md', 'elsewhere/d.md']);
    symlinkSync('../elsewhere', join(folder, 'x/folder'));
    symlinkSync('../elsewhere/d.md', join(folder, 'x/link.md'));
    symlinkSync('nowhere', join(folder, 'x/dead.md'));
    const names = async (pattern: string | ((name: string) => boolean)): Promise<string[]> =>
      (await new Files().discover([join(folder, 'x')], pattern)).map(({ name }) => name);
    expect(await names('*.md')).toEqual(['a.md', 'link.md']);
    expect(await names('*/*.md')).toEqual(['deep/b.md']);
    expect(await names('**/*.md')).toEqual(['a.md', 'deep/b.md', 'deep/er/c.md', 'link.md']);
    expect(await names((name) => name.endsWith('c.md'))).toEqual(['deep/er/c.md']);
  });

  it('fails where a folder is none, or nobody wants it', async () => {
    const folder = tree(['file']);
    expect(await new Files().discover([join(folder, 'file')], '*')).toEqual([]);
    symlinkSync('loop', join(folder, 'loop'));
    await expect(new Files().discover([join(folder, 'loop')], '*')).rejects.toMatchObject({ code: 'ELOOP' });
    await expect(new Files().discover([folder], '*', { signal: AbortSignal.abort(new Error('no')) })).rejects.toThrow(
      'no',
    );
  });
});

describe('patterns', () => {
  it('fit as the regular expression they stand for', () => {
    const step = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '.'), maxLength: 4 }),
      fc.constant('**'),
    );
    const name = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 4 }),
        fc.array(name, { minLength: 1, maxLength: 4 }),
        (p, n) => {
          expect(matches(p.join('/'), n.join('/'))).toBe(new RegExp(`^${sourceOf(p)}$`).test(`${n.join('/')}/`));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('do not take for ever', () => {
    expect(matches(`${'*a'.repeat(50)}b`, 'a'.repeat(5_000))).toBe(false);
    expect(matches(`${'**/a/'.repeat(50)}b`, 'a/'.repeat(5_000))).toBe(false);
  });
});

/** Of a name with a slash after each of its parts. */
function sourceOf(steps: readonly string[]): string {
  const one = (sign: string): string => (sign === '*' ? '[^/]*' : sign === '?' ? '[^/]' : sign.replace('.', '\\.'));
  return steps.map((step) => (step === '**' ? '(?:[^/]*/)*' : `${step.split('').map(one).join('')}/`)).join('');
}

describe('where programs look', () => {
  it('is the project, the user, the system', () => {
    const environment = { XDG_CONFIG_HOME: '/home/me/cfg', XDG_CONFIG_DIRS: '/etc/a:/etc/b' };
    expect(standardTiers('tool', '/project', 'linux', environment)).toEqual([
      '/project/.tool',
      '/home/me/cfg/tool',
      '/etc/a/tool',
      '/etc/b/tool',
    ]);
    expect(standardTiers('tool', '/project', 'linux', { XDG_CONFIG_HOME: '' }).at(1)).toMatch(/\.config\/tool$/);
    const windows = standardTiers('tool', '/p', 'win32', { APPDATA: '/roaming', ProgramData: '/all' });
    expect(windows).toEqual(['/p/.tool', '/roaming/tool', '/all/tool']);
  });
});
