/** `perfmig init`: what it sees, what it writes, and that it overwrites nothing. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempTree } from '../project/temp-tree.ts';
import { runCli } from './run-cli.ts';

const CODE = 'export const a = 1;\n';

describe('init', () => {
  it('writes what differs from the defaults, in the root of the workspace', async () => {
    const cwd = tempTree({
      'package.json': '{ "workspaces": ["packages/*"] }',
      'yarn.lock': '',
      'packages/api/package.json': '{ "name": "api", "dependencies": { "express": "5" } }',
      'packages/api/tsconfig.json': '{ "compilerOptions": { "outDir": "out", "rootDir": "src" } }',
      'packages/api/src/a.ts': CODE,
      'packages/api/out/a.js': CODE,
      'packages/api/vendor/[x]/b.js': CODE,
      'packages/web/package.json': '{ "name": "web", "dependencies": { "react-dom": "19" } }',
      'packages/web/a.tsx': CODE,
    });
    const { stdout, exitCode } = await runCli(['init'], { cwd: join(cwd, 'packages/api') });
    expect(exitCode).toBe(0);
    expect(stdout).toBe('3 packages, Yarn\nknown to perfmig: express\n../../perfmig.config.jsonc written\n');
    expect(readFileSync(join(cwd, 'perfmig.config.jsonc'), 'utf8')).toBe(
      [
        '{',
        '  // Written by the build, or copied from elsewhere: not read.',
        '  "ignore": ["/packages/api/out/", "/packages/api/vendor/"],',
        '  // Runs in browsers, where nothing serves requests: read, but not reported.',
        '  "exclude": ["/packages/web/"],',
        '}\n',
      ].join('\n'),
    );
    expect((await runCli(['analyze'], { cwd })).exitCode).toBe(0);
  });

  it('writes nothing with --dry-run, and overwrites only with --force', async () => {
    const cwd = tempTree({ 'a.js': CODE });
    const dry = await runCli(['init', '--dry-run'], { cwd });
    expect(dry.stdout).toMatch(/^\{\n {2}\/\/ The defaults fit/);
    expect((await runCli(['init'], { cwd })).exitCode).toBe(0);
    expect(readFileSync(join(cwd, 'perfmig.config.jsonc'), 'utf8')).toBe(dry.stdout);
    expect(await runCli(['init'], { cwd })).toEqual({
      stdout: '',
      stderr:
        'perfmig: there is a configuration already: perfmig.config.jsonc; --force overwrites it, --dry-run prints what would be written\n',
      exitCode: 2,
    });
    expect((await runCli(['init', '--force'], { cwd })).exitCode).toBe(0);
  });

  it.each([
    ['perfmig.config.json', '{}'],
    ['package.json', '{ "perfmig": {} }'],
  ])('leaves a %s alone', async (name, text) => {
    const cwd = tempTree({ 'a.js': CODE, [name]: text });
    const { stderr, exitCode } = await runCli(['init', '--force'], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toBe(`perfmig: there is a configuration already: ${name}; remove it first\n`);
  });
});
