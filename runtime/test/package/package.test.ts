/** The package as people get it: both builds load, each part has its sub-path, and the field's checkers have no complaint. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ensureBuilt, RUNTIME } from './built.ts';

const run = promisify(execFile);

/** Folders of sources that are no parts: what parts have in common. */
const INTERNAL = ['cache/redis', 'settings', 'waiting'];

interface Manifest {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly sideEffects: boolean;
}

const manifest = JSON.parse(readFileSync(join(RUNTIME, 'package.json'), 'utf8')) as Manifest;
/** Each folder with an index is a part; parts may have parts: `clients/pg`. */
const parts = readdirSync(join(RUNTIME, 'src'), { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('/index.ts'))
  .map((path) => path.slice(0, -'/index.ts'.length))
  .filter((part) => !INTERNAL.includes(part))
  .sort();

beforeAll(ensureBuilt);

it('exports each part under its name, and nothing else', () => {
  expect(Object.keys(manifest.exports)).toEqual([
    ...parts.map((part) => `./${part}`),
    './schema/configuration.json',
    './package.json',
  ]);
  expect(manifest.sideEffects).toBe(false);
});

describe.each(parts)('%s', (part) => {
  it('loads both ways, with the same names', async () => {
    const specifier = `@perfmig/runtime/${part}`;
    const required = createRequire(join(RUNTIME, 'package.json'))(specifier) as object;
    const { stdout } = await run(
      process.execPath,
      ['--input-type=module', '-e', `console.log(Object.keys(await import('${specifier}')).join())`],
      { cwd: RUNTIME },
    );
    expect(stdout.trim().split(',').sort()).toEqual(Object.keys(required).sort());
    expect(Object.keys(required)).not.toEqual([]);
  });
});

it('is as publint wants it', async () => {
  const { stdout } = await run('npx', ['publint', '--strict', RUNTIME], { cwd: RUNTIME });
  expect(stdout).toContain('All good!');
});

it('has types that resolve both ways, says @arethetypeswrong/cli', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'perfmig-runtime-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const packed = await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: RUNTIME });
  const tarball = join(folder, packed.stdout.trim());
  // It fails where there is a problem; those of the resolution of Node 10, which knows no sub-paths, are none.
  const { stdout } = await run('npx', ['attw', tarball, '--profile', 'node16', '--no-color'], { cwd: RUNTIME });
  for (const part of parts) expect(stdout).toContain(`"@perfmig/runtime/${part}"`);
});
