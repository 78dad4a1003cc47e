/** `perfmig report`: every format from a saved report, as analyze itself would have written it. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reporters } from '../../src/reporters/index.ts';
import { tempTree } from '../project/temp-tree.ts';
import { BIN, runCli } from './run-cli.ts';

const FILES = {
  'package.json': '{ "name": "orders", "dependencies": { "express": "^5.0.0" } }',
  'src/server.js': [
    "const app = require('express')();",
    "const fs = require('fs');",
    "function load(name) { return fs.readFileSync('größe-' + name, 'utf8'); }",
    "app.get('/orders', (req, res) => { res.type('json').end(JSON.stringify(load(req.query.id), null, 2)); });",
    '',
  ].join('\r\n'),
  'src/broken.js': "require('fs').readFileSync('a'; if\n",
  'test/a.test.js': "require('fs').readFileSync('a');\n",
};

let cwd: string;
let saved: string;

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'perfmig-report-'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
  const formats = Object.keys(reporters).flatMap((name) => ['--format', `${name}=analyze.${name}`]);
  const { stderr, exitCode } = await runCli(['analyze', ...formats], { cwd });
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  saved = readFileSync(join(cwd, 'analyze.json'), 'utf8');
});

afterAll(() => rmSync(cwd, { recursive: true, force: true }));

function written(name: string): string {
  return readFileSync(join(cwd, name), 'utf8');
}

/** A copy of the saved report with something else in it. */
function changed(name: string, changes: object): string {
  const text = JSON.stringify({ ...(JSON.parse(saved) as object), ...changes });
  writeFileSync(join(cwd, name), text);
  return name;
}

describe('report', () => {
  it.each(Object.keys(reporters))('writes %s as analyze does', async (name) => {
    const { stderr, exitCode } = await runCli(['report', 'analyze.json', '--format', `${name}=report.${name}`], {
      cwd,
    });
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(written(`report.${name}`)).toBe(written(`analyze.${name}`));
    expect(written(`report.${name}`)).toContain('src/server.js');
  });

  it('prints for people, from standard input too, with the options that choose what they see', async () => {
    const options = ['report', '-', '--all', '--explain-score', '--no-color'];
    const { stdout, stderr, status } = spawnSync(process.execPath, [BIN, ...options], { cwd, input: saved });
    expect({ stderr: stderr.toString(), status }).toEqual({ stderr: '', status: 0 });
    expect(stdout.toString()).toContain('src/server.js:3:30');
    expect(stdout.toString()).toMatch(/ cost × .* = /);
    const all = await runCli(['analyze', '--all', '--explain-score', '--no-color'], { cwd });
    const withoutTime = (text: string): string => text.replace(/in \d.*s/, '');
    expect(withoutTime(stdout.toString())).toBe(withoutTime(all.stdout));
  });

  it('has fixes from the sources that are there, and none from changed ones', async () => {
    await runCli(['report', 'analyze.json', '--format', 'rdjson=with.rdjson'], { cwd });
    expect(written('with.rdjson')).toContain('"suggestions"');
    const elsewhere = tempTree({ 'r.json': saved, 'src/server.js': `\n${FILES['src/server.js']}` });
    const { stdout } = await runCli(['report', 'r.json', '--format', 'rdjson'], { cwd: elsewhere });
    expect(JSON.parse(stdout)).toHaveProperty('diagnostics.0.code');
    expect(stdout).not.toContain('"suggestions"');
  });

  it('reads nothing outside the root, whatever paths a report names', async () => {
    const tree = tempTree({ 'secret.js': 'const password = 1; fs.readFileSync(a);\n', 'app/package.json': '{}' });
    const file = { path: '../secret.js', score: 9, lines: 1 };
    const [finding] = (JSON.parse(saved) as { files: { findings: object[] }[] }).files[0]?.findings ?? [];
    const findings = [{ ...finding, line: 1, excerpt: 'const', chain: [{ path: '../secret.js', line: 1, name: 'x' }] }];
    writeFileSync(join(tree, 'app/r.json'), JSON.stringify({ ...JSON.parse(saved), files: [{ ...file, findings }] }));
    for (const format of ['sarif', 'rdjson']) {
      const { stdout, stderr } = await runCli(['report', 'r.json', '--format', format], { cwd: join(tree, 'app') });
      expect(stderr).toBe('');
      expect(stdout).toContain('secret.js');
      expect(stdout).not.toContain('password');
    }
  });

  it('takes what later versions add, and reports of earlier ones, which know less', async () => {
    const text = saved.replaceAll(/"(?:factors": \{[^}]*\}|scope": "[^"]*"|excerpt": "(?:[^"\\]|\\.)*"),\s*/g, '');
    const file = changed('old.json', { ...(JSON.parse(text) as object), more: { to: 'come' } });
    expect(written('old.json')).not.toContain('excerpt');
    const { stdout, stderr, exitCode } = await runCli(['report', file, '--all'], { cwd });
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(stdout).toContain('src/server.js:3:30');
  });
});

describe('a saved report that is none', () => {
  it.each([
    ['is missing', 'no.json', undefined, /^perfmig: can't read the report no\.json: no such file or directory\n$/],
    ['is a folder', 'src', undefined, /^perfmig: can't read the report src: .*directory.*\n$/],
    ['is empty', 'bad.json', '', /: it is empty; save one with perfmig analyze --format json=FILE\n$/],
    ['is cut off', 'bad.json', 'half', /: it is not valid JSON: it ends too early; /],
    ['is no JSON', 'bad.json', 'Grade F\u001b[2J', /: it is not valid JSON; /],
    ['is a list', 'bad.json', '[]', /: it is no JSON object; /],
    ['is of another tool', 'bad.json', '{"version":1}', /: it is no report of perfmig analyze; /],
    ['is of a plan', 'bad.json', '{"version":1,"units":[]}', /: it is of perfmig plan or apply, not of analyze; /],
    ['is of another version', 'bad.json', 'v2', /: its version is 2, this perfmig knows 1; /],
    ['lacks what it must have', 'bad.json', 'no score', /: summary must have required property 'score'; /],
  ])('%s: one line and exit code 2', async (_, file, text, line) => {
    const contents: Readonly<Record<string, string>> = {
      half: saved.slice(0, saved.length / 2),
      v2: saved.replace('"version": 1', '"version": 2'),
      'no score': saved.replace(/"score": [\d.]+,\s*"grade"/, '"grade"'),
    };
    if (text !== undefined) writeFileSync(join(cwd, file), contents[text] ?? text);
    const { stdout, stderr, exitCode } = await runCli(['report', file, '--format', 'sarif=out.sarif'], { cwd });
    expect(stderr).toMatch(line);
    expect(stderr.trimEnd()).not.toContain('\n');
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
  });

  it('is told of an unknown format and a folder that is not there before anything is read', async () => {
    const run = await runCli(['report', 'no.json', '--format', 'sraif'], { cwd });
    expect(run).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/did you mean 'sarif'\?/) as string });
    expect((await runCli(['report'], { cwd })).exitCode).toBe(2);
  });
});
