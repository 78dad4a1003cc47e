/** `perfmig baseline`, and `perfmig analyze` with one. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from 'prettier';
import { describe, expect, it } from 'vitest';
import { tempTree } from '../project/temp-tree.ts';
import { runCli, type Run } from './run-cli.ts';

const HEAD = "const fs = require('fs');\n";
const FILES = {
  'package.json': '{ "name": "orders" }',
  'src/b.js': `${HEAD}exports.b = function b() { return fs.statSync('b'); };\n`,
  'src/a.js': `${HEAD}exports.a = function a() { return fs.statSync('a'); };\nfs.readFileSync('start');\n`,
};
const NAME = 'perfmig-baseline.json';

interface Baseline {
  readonly version: number;
  readonly findings: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

function entries(root: string, name = NAME): readonly string[] {
  const { findings } = JSON.parse(readFileSync(join(root, name), 'utf8')) as Baseline;
  return Object.entries(findings).flatMap(([path, own]) => Object.values(own).map((entry) => `${path}: ${entry}`));
}

async function analyzed(root: string, ...flags: readonly string[]): Promise<Record<string, never>> {
  const { stdout, exitCode } = await runCli(['analyze', '--format', 'json', ...flags], { cwd: root });
  expect(exitCode).toBe(0);
  return JSON.parse(stdout) as Record<string, never>;
}

async function withBaseline(files: Readonly<Record<string, string>> = FILES): Promise<string> {
  const root = tempTree(files);
  expect((await runCli(['baseline'], { cwd: root })).exitCode).toBe(0);
  return root;
}

async function perfmig(root: string, ...args: readonly string[]): Promise<Run> {
  return runCli(args, { cwd: root });
}

describe('baseline', () => {
  it('is written with the configuration that was chosen', async () => {
    const files = {
      ...FILES,
      'perfmig.config.json': '{ "ignore": ["src/a.js"] }',
      'all.json': '{ "exclude": ["src/b.js"] }',
    };
    const asked = [[], ['--config', 'all.json'], ['--no-config']];
    const written = asked.map(async (flags) => {
      const root = tempTree(files);
      expect((await perfmig(root, 'baseline', ...flags)).exitCode).toBe(0);
      return [...new Set(entries(root).map((entry) => entry.split(':')[0]))];
    });
    expect(await Promise.all(written)).toEqual([['src/b.js'], ['src/a.js'], ['src/a.js', 'src/b.js']]);
  });

  it('writes what is found, sorted, one line each, as Prettier has it', async () => {
    const root = tempTree(FILES);
    const { stdout, stderr, exitCode } = await perfmig(root, 'baseline');
    expect([stdout, stderr, exitCode]).toEqual([`${NAME}: 3 findings, 3 of them new, 0 dropped\n`, '', 0]);
    expect(entries(root)).toEqual([
      'src/a.js: sync-io startup fs.readFileSync',
      'src/a.js: sync-io unknown fs.statSync in a',
      'src/b.js: sync-io unknown fs.statSync in b',
    ]);
    const text = readFileSync(join(root, NAME), 'utf8');
    expect(await check(text, { filepath: NAME })).toBe(true);
    await perfmig(root, 'baseline', '--update');
    expect(readFileSync(join(root, NAME), 'utf8')).toBe(text);
  });

  it('hides what it knows, says so, and counts it in the grade alone', async () => {
    const root = await withBaseline();
    expect(await analyzed(root)).toMatchObject({
      summary: { findings: 0, score: 0, suppressed: { baseline: 3 }, notices: 0 },
      baseline: { path: NAME, entries: 3, stale: [] },
      files: [],
    });
    const { stdout } = await perfmig(root, 'analyze');
    expect(stdout).toMatch(/^Grade A with all that is known: no new findings;/);
    expect(stdout).toContain(`Findings not shown: 3 known to ${NAME}\n`);
    expect(await analyzed(root, '--no-baseline')).toMatchObject({
      summary: { findings: 3, suppressed: { baseline: 0 } },
    });
  });

  it('is not fooled by one mended and one new in the same file', async () => {
    const root = await withBaseline();
    writeFileSync(
      join(root, 'src/a.js'),
      `${HEAD}exports.a = function a() {};\nexports.c = function c() { return fs.statSync('a'); };\n\n\nfs.readFileSync("start");\n`,
    );
    expect(await analyzed(root)).toMatchObject({
      summary: { findings: 1, suppressed: { baseline: 2 }, notices: 1 },
      files: [{ path: 'src/a.js', findings: [{ line: 3 }] }],
      baseline: { stale: [{ path: 'src/a.js', finding: 'sync-io unknown fs.statSync in a' }] },
      notices: [{ code: 'stale-baseline', path: NAME }],
    });
    const text = (await perfmig(root, 'analyze')).stdout;
    expect(text).toContain(`${NAME}  1 entry is stale: mended or gone; perfmig baseline --prune drops them`);
  });

  it('knows a file that was moved, if the old one is gone', async () => {
    const root = await withBaseline();
    renameSync(join(root, 'src/b.js'), join(root, 'moved.js'));
    expect(await analyzed(root)).toMatchObject({ summary: { findings: 0, notices: 0 } });
    await perfmig(root, 'baseline', '--prune');
    expect(entries(root)).toContain('moved.js: sync-io unknown fs.statSync in b');
    writeFileSync(join(root, 'copied.js'), FILES['src/b.js']);
    expect(await analyzed(root)).toMatchObject({ files: [{ path: 'copied.js' }] });
  });

  it('shows again what has come to run for requests', async () => {
    const root = await withBaseline({ ...FILES, 'src/start.js': "require('./b').b();\n" });
    const server =
      "const app = require('express')();\napp.get('/', (req, res) => res.send(require('./b').b()));\napp.listen(1);\n";
    writeFileSync(join(root, 'src/server.js'), server);
    expect(await analyzed(root)).toMatchObject({
      summary: { findings: 1, suppressed: { baseline: 2 }, notices: 0 },
      files: [{ path: 'src/b.js', findings: [{ context: 'request' }] }],
    });
    await perfmig(root, 'baseline', '--prune');
    expect(await analyzed(root)).toMatchObject({ summary: { findings: 1 } });
    await perfmig(root, 'baseline', '--update');
    expect(await analyzed(root)).toMatchObject({ summary: { findings: 0 } });
  });

  it('updates, prunes and checks', async () => {
    const root = await withBaseline();
    rmSync(join(root, 'src/b.js'));
    writeFileSync(join(root, 'src/c.js'), `${HEAD}exports.c = (p) => fs.lstatSync(p);\n`);
    const checked = await perfmig(root, 'baseline', '--check');
    expect(checked).toEqual({
      stdout: 'stale: src/b.js: sync-io unknown fs.statSync in b\n',
      stderr: `perfmig: 1 stale entry in ${NAME}; perfmig baseline --prune drops them\n`,
      exitCode: 1,
    });
    const pruned = await perfmig(root, 'baseline', '--prune');
    expect(pruned.stdout).toBe(`${NAME}: 2 findings kept, 1 dropped; 1 new finding not taken in\n`);
    expect((await perfmig(root, 'baseline', '--check')).exitCode).toBe(0);
    expect((await perfmig(root, 'baseline', '--update')).stdout).toBe(
      `${NAME}: 3 findings, 1 of them new, 0 dropped\n`,
    );
    expect(entries(root)).toContain('src/c.js: sync-io unknown fs.lstatSync in c');
  });

  it('keeps the entries of files and rules it did not look at', async () => {
    const root = await withBaseline();
    writeFileSync(join(root, 'src/b.js'), '');
    await perfmig(root, 'baseline', '--prune', 'src/a.js');
    await perfmig(root, 'baseline', '--prune', '--rule', 'json-copy');
    expect(entries(root)).toHaveLength(3);
    writeFileSync(join(root, 'src/b.js'), 'if (');
    await perfmig(root, 'baseline', '--prune');
    expect(entries(root)).toHaveLength(3);
    expect((await perfmig(root, 'analyze', 'src/a.js')).stdout).not.toContain('stale');
  });

  it('may have another name, from any folder', async () => {
    const root = tempTree(FILES);
    await runCli(['baseline', '..', '--baseline', 'known.json'], { cwd: join(root, 'src') });
    expect(entries(root, 'src/known.json')).toHaveLength(3);
    expect(await analyzed(root, '--baseline', 'src/known.json')).toMatchObject({ summary: { findings: 0 } });
  });
});

describe('a baseline in the way', () => {
  it.each([
    ['none for --prune', ['baseline', '--prune'], undefined, `no such baseline: ${NAME}; perfmig baseline writes one`],
    ['none by the name', ['analyze', '--baseline', 'x.json'], undefined, 'no such baseline: x.json'],
    ['one already', ['baseline'], '{"version":1,"findings":{}}', `${NAME} is there already: --update takes in`],
    ['broken', ['analyze'], '{"version":1,\n<<<<<<< ours\n}', `can't use the baseline ${NAME}: not valid JSON: `],
    ['of a newer version', ['analyze'], '{"version":2,"findings":{}}', 'its version is 2, this perfmig knows 1'],
    ['something else', ['analyze'], '[]', 'it has no "findings"'],
    [
      'with strange entries',
      ['analyze'],
      '{"version":1,"findings":{"a.js":["x"]}}',
      'the entries of a.js are no texts',
    ],
    [
      'update and prune',
      ['baseline', '--update', '--prune'],
      undefined,
      "'--update' cannot be used with option '--prune'",
    ],
  ])('%s', async (_, args, text, message) => {
    const root = tempTree({ ...FILES, ...(text !== undefined && { [NAME]: text }) });
    const { stderr, stdout, exitCode } = await runCli(args, { cwd: root });
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    if (text !== undefined) expect(readFileSync(join(root, NAME), 'utf8')).toBe(text);
  });
});

describe('limits', () => {
  it.each([
    [['--max-issues', '3'], 0, ''],
    [['--max-issues', '2'], 1, 'perfmig: 3 findings, --max-issues allows 2\n'],
    [['--max-issues', '0', '--min-score', '1000'], 0, ''],
    [['--max-issues', '1', '--min-score', '0.5'], 1, 'perfmig: 2 findings, --max-issues allows 1\n'],
    [['--max-notices', '0'], 1, 'perfmig: 1 notice, --max-notices allows 0\n'],
    [['--max-notices', '1'], 0, ''],
  ])('%j: exit code %i', async (flags, code, message) => {
    const root = tempTree({ ...FILES, 'c.js': '// perfmig-disable-next-line sync-io -- x\n' });
    const { stderr, exitCode } = await perfmig(root, 'analyze', ...flags);
    expect([exitCode, stderr]).toEqual([code, message]);
  });

  it('refuses what is no number', async () => {
    const { stderr, exitCode } = await perfmig(tempTree(FILES), 'analyze', '--min-score', 'x');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('It must be a number, 0 or more.')]);
  });
});
