/** package-lock.json works everywhere: no download addresses, and the optional packages of every platform. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { completeLock, missingOptional, type LockFile } from '../../src/dev/lock-file.ts';

const path = join(import.meta.dirname, '../../package-lock.json');

describe('package-lock.json', async () => {
  const lock = JSON.parse(await readFile(path, 'utf8')) as LockFile;

  it('names the optional packages of every platform, or `npm ci` may refuse it', () => {
    const missing = missingOptional(lock).map(({ location }) => location);
    expect(missing, 'run `npm run lock`').toEqual([]);
  });

  it('says where the workspaces are', () => {
    expect(lock.packages['node_modules/@perfmig/runtime']).toEqual({ resolved: 'runtime', link: true });
  });

  it('has no download addresses', () => {
    const addressed = Object.entries(lock.packages).filter(([, entry]) => entry.resolved !== undefined && !entry.link);
    expect(addressed.map(([location]) => location)).toEqual([]);
  });
});

describe('completing a lock file', () => {
  const parser = { version: '2.0.0', optionalDependencies: { '@parser/binding-linux-x64-musl': '2.0.0' } };
  const older = { version: '1.0.0', dev: true, optionalDependencies: { '@parser/binding-win32-x64-msvc': '1.0.0' } };

  it('adds an entry that no other platform will install', () => {
    const { packages } = completeLock({ packages: { 'node_modules/parser': parser } });
    expect(packages['node_modules/@parser/binding-linux-x64-musl']).toEqual({
      version: '2.0.0',
      cpu: ['x64'],
      libc: ['musl'],
      optional: true,
      os: ['linux'],
    });
  });

  it('puts the package of a nested parent beside that parent', () => {
    const { packages } = completeLock({ packages: { 'node_modules/tool/node_modules/parser': older } });
    expect(packages['node_modules/tool/node_modules/@parser/binding-win32-x64-msvc']).toMatchObject({ dev: true });
  });

  it('leaves a complete lock file as it is, but for download addresses', () => {
    const complete = completeLock({ packages: { 'node_modules/parser': { ...parser, resolved: 'somewhere' } } });
    expect(complete.packages['node_modules/parser']).toEqual(parser);
    expect(completeLock(complete)).toEqual(complete);
  });

  it('keeps where a workspace is, without which npm finds nothing there', () => {
    const packages = { 'node_modules/@perfmig/runtime': { resolved: 'runtime', link: true } };
    expect(completeLock({ packages }).packages).toEqual(packages);
  });
});
