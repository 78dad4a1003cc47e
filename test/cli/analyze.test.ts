/** `perfmig analyze` on good input. */
import { describe, expect, it } from 'vitest';
import { tempTree } from '../project/temp-tree.ts';
import { runCli } from './run-cli.ts';

/** A small server with one synchronous read in a handler, two calls deep. */
const SERVER = {
  'package.json': '{ "name": "orders", "dependencies": { "express": "^5.0.0" } }',
  'src/server.js': [
    "const express = require('express');",
    "const { page } = require('./page');",
    'const app = express();',
    "app.get('/orders', (request, response) => response.send(page(request.query.id)));",
    'app.listen(3000);',
  ].join('\n'),
  'src/page.js': [
    "const fs = require('node:fs');",
    'exports.page = function page(id) {',
    '\treturn fs.readFileSync(id, "utf8");',
    '};',
  ].join('\r\n'),
};

interface Json {
  readonly root: string;
  readonly files: readonly { readonly path: string; readonly findings: readonly object[] }[];
}

describe('analyze', () => {
  it('prints a finding, the way to it and the grade, without colours into a pipe', async () => {
    const { stdout, stderr, exitCode } = await runCli(['analyze'], { cwd: tempTree(SERVER) });
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^(?:HIGH|MEDIUM|LOW) +src\/page\.js:3:9 {2}sync-io {2}request/);
    expect(stdout).toContain('│ return fs.readFileSync(id, "utf8");\n        │        ^^^^^^^');
    expect(stdout).toContain('GET /orders → page → fs.readFileSync\n');
    expect(stdout).toMatch(/^Grade [A-F]: /m);
    expect(stdout).not.toContain('\u001B');
  });

  it('gives paths relative to the current folder, from wherever it runs', async () => {
    const root = tempTree({ ...SERVER, 'src/views/empty.js': '' });
    const fromSource = await runCli(['analyze', 'page.js'], { cwd: `${root}/src` });
    expect(fromSource.stdout).toContain(' page.js:3:9 ');
    const above = await runCli(['analyze', '..'], { cwd: `${root}/src/views` });
    expect(above.stdout).toContain(' ../page.js:3:9 ');
    const absolute = await runCli(['analyze', `${root}/src`], { cwd: root });
    expect(absolute.stdout).toContain(' src/page.js:3:9 ');
  });

  it('reports on what is named alone, but knows its callers', async () => {
    const root = tempTree(SERVER);
    const { stdout } = await runCli(['analyze', 'src/page.js', '--format', 'json'], { cwd: root });
    const report = JSON.parse(stdout) as Json;
    expect(report.root).toBe('.');
    expect(report.files.map(({ path }) => path)).toEqual(['src/page.js']);
    expect(report.files[0]?.findings[0]).toMatchObject({ rule: 'sync-io', line: 3, column: 9, context: 'request' });
  });

  it('asks only the rules it is told', async () => {
    const { stdout } = await runCli(['analyze', '--rule', 'sync-process'], { cwd: tempTree(SERVER) });
    expect(stdout).toMatch(/^Grade A: no findings/);
  });

  it('lists what deserves work, and the rest where it is asked for', async () => {
    const cwd = tempTree({ ...SERVER, 'src/start.js': "require('fs').readFileSync('a');\n" });
    const places = async (...flags: string[]): Promise<string[]> => {
      const { stdout } = await runCli(['analyze', ...flags], { cwd });
      return [...stdout.matchAll(/^(?:HIGH|MEDIUM|LOW) +(\S+?):/gm)].map(([, path]) => path ?? '');
    };
    expect(await places()).toEqual(['src/page.js']);
    expect(await places('--all')).toEqual(['src/page.js', 'src/start.js']);
    expect(await places('--top', '0')).toEqual(['src/page.js', 'src/start.js']);
    expect(await places('--max-issues', '5')).toEqual(['src/page.js', 'src/start.js']);
    expect(await places('--min-score', '0.05')).toEqual(['src/page.js', 'src/start.js']);
    expect(await places('--all', '--top', '1')).toEqual(['src/page.js']);
  });

  it('limits the list and explains scores', async () => {
    const cwd = tempTree({ ...SERVER, 'src/start.js': "require('fs').readFileSync('a');\n" });
    const { stdout } = await runCli(['analyze', '--top', '1', '--explain-score'], { cwd });
    expect(stdout).toContain('1 of 2 findings shown; --top 0 shows all');
    expect(stdout).toMatch(/^ {8}5 cost × 1 request = 5$/m);
  });
});

describe('colours', () => {
  it.each([
    [[], {}, false],
    [['--color'], { NO_COLOR: '1' }, true],
    [[], { FORCE_COLOR: '1' }, true],
  ])('with %j and %j: %s', async (flags, env, expected) => {
    const { stdout, stderr } = await runCli(['analyze', ...flags], { cwd: tempTree(SERVER), env });
    expect(stdout.includes('\u001B[')).toBe(expected);
    expect(stderr).toBe('');
  });
});
