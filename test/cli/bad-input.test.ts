/** Bad input: one clear line, the right exit code, never a stack trace, never a clean-looking result. */
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempTree } from '../project/temp-tree.ts';
import { runCli, type Run } from './run-cli.ts';

const GOOD = { 'good.js': "const fs = require('fs');\nfs.readFileSync('a');\n" };

interface Json {
  readonly summary: { readonly files: number; readonly findings: number; readonly failures: number };
  readonly files: readonly {
    readonly path: string;
    readonly findings: readonly { readonly line: number; readonly column: number }[];
  }[];
  readonly failures: readonly { readonly path: string; readonly stage: string; readonly message: string }[];
}

/** A run in JSON that must end well. */
async function analyzed(cwd: string, asNobody = false): Promise<Json> {
  const { stdout, stderr, exitCode } = await runCli(['analyze', '--format', 'json'], { cwd, asNobody });
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  return JSON.parse(stdout) as Json;
}

/** The places of all findings: `good.js:2:1`. */
function placesIn({ files }: Json): readonly string[] {
  return files.flatMap(({ path, findings }) => findings.map(({ line, column }) => `${path}:${line}:${column}`));
}

/** What a run must look like that could not begin. */
function refused(line: RegExp): Run {
  return { stdout: '', stderr: expect.stringMatching(line) as string, exitCode: 2 };
}

describe('a wrong path', () => {
  it('that is not there is an error with the nearest name', async () => {
    const cwd = tempTree({ 'src/a.js': '' });
    expect(await runCli(['analyze', 'scr'], { cwd })).toEqual(
      refused(/^perfmig: no such file or folder: scr, did you mean 'src'\?\n$/),
    );
  });

  it('without a source file is an error that says what was looked for', async () => {
    const cwd = tempTree({ 'docs/a.md': '' });
    expect(await runCli(['analyze', 'docs'], { cwd })).toEqual(
      refused(/^perfmig: no source file in docs: looked for \.js \.mjs \.cjs \.jsx \.ts \.mts \.cts \.tsx, .*\n$/),
    );
  });

  it('that is a folder nobody may read is an error that says so', async () => {
    const cwd = tempTree({ 'secret/a.js': '' });
    chmodSync(join(cwd, 'secret'), 0);
    expect(await runCli(['analyze', 'secret'], { cwd, asNobody: true })).toEqual(
      refused(
        /^perfmig: no source file in secret: .*could not read \. \(can't read the folder: permission denied\)\n$/,
      ),
    );
  });
});

describe('a file among others', () => {
  it.each([
    ['that does not parse', "fs.readFileSync('a'; if\n", 'parse', /^line 1: ./],
    ['that does not parse, and holds nothing to find', 'const a = ;\n', 'parse', /^line 1: ./],
    ['of brackets 200,000 deep', `x = ${'[\n'.repeat(200_000)}`, 'parse', /nested too deeply to be analysed$/],
    [
      'of one sum of 200,000 parts',
      `x = ${"'a' +\n".repeat(200_000)}'';`,
      'parse',
      /nested too deeply to be analysed$/,
    ],
    ['of 50,000 else ifs', `if (a) b();\n${'else if (a) b();\n'.repeat(50_000)}`, 'parse', /nested too deeply/],
    ['of a chain of 50,000 calls', `x${'\n  .then(() => 1)'.repeat(50_000)};`, 'parse', /nested too deeply/],
    ['of 20 MB, minified', 'fs.readFileSync(a);'.repeat(1_100_000), 'skip', /^minified or generated: /],
    ['that is binary', Buffer.from('\u007FELF\0\0readFileSync\0'), 'skip', /^looks binary$/],
  ])('%s is named, the others are analysed', async (_, content, stage, message) => {
    const report = await analyzed(tempTree({ ...GOOD, 'bad.js': content }));
    expect(report.failures).toEqual([{ path: 'bad.js', stage, message: expect.stringMatching(message) as string }]);
    expect(placesIn(report)).toEqual(['good.js:2:1']);
  });

  it('that nobody may read is named, the others are analysed', async () => {
    const cwd = tempTree({ ...GOOD, 'locked.js': '' });
    chmodSync(join(cwd, 'locked.js'), 0);
    const report = await analyzed(cwd, true);
    expect(report.failures).toEqual([{ path: 'locked.js', stage: 'read', message: 'permission denied' }]);
    expect(placesIn(report)).toEqual(['good.js:2:1']);
  });

  it('in a folder that nobody may read is not missed in silence', async () => {
    const cwd = tempTree({ ...GOOD, 'locked/a.js': '' });
    chmodSync(join(cwd, 'locked'), 0);
    const report = await analyzed(cwd, true);
    expect(report.failures).toEqual([
      { path: 'locked', stage: 'read', message: "can't read the folder: permission denied" },
    ]);
    expect(placesIn(report)).toEqual(['good.js:2:1']);
  });

  it('that is a command without extension is one of them', async () => {
    const cwd = tempTree({ ...GOOD, 'bin/tool': `#!/usr/bin/env node\n${GOOD['good.js']}`, 'bin/sh': '#!/bin/sh\n' });
    expect(placesIn(await analyzed(cwd))).toEqual(['bin/tool:3:1', 'good.js:2:1']);
    const broken = tempTree({ 'bin/tool': '#!/usr/bin/env node\nif (\n' });
    const run = await runCli(['analyze', 'bin/tool'], { cwd: broken });
    expect(run.stderr).toBe('perfmig: nothing was analysed: the file had to be left out\n');
    expect(run.exitCode).toBe(2);
  });

  it('that is all there is, and left out, makes no clean run', async () => {
    const run = await runCli(['analyze'], { cwd: tempTree({ 'a.js': Buffer.from([1, 0, 2]) }) });
    expect(run.stderr).toBe('perfmig: nothing was analysed: the file had to be left out\n');
    expect(run.stdout).toContain('skip  a.js: looks binary\n');
    expect(run.exitCode).toBe(2);
  });
});

describe('encodings and line ends', () => {
  const source = "// ☕\r\nconst fs = require('fs');\r\nconst a = 'é', b = fs.readFileSync('a');\r\n";

  it.each([
    ['CRLF', Buffer.from(source)],
    ['a byte-order mark', Buffer.from(`\uFEFF${source}`)],
    ['little-endian UTF-16', Buffer.from(`\uFEFF${source}`, 'utf16le')],
    ['big-endian UTF-16', Buffer.from(`\uFEFF${source}`, 'utf16le').swap16()],
  ])('%s: lines and columns are those of an editor', async (_, bytes) => {
    const report = await analyzed(tempTree({ 'a.js': bytes }));
    expect(placesIn(report)).toEqual(['a.js:3:20']);
    expect(report.failures).toEqual([]);
  });

  it('a byte-order mark on the first line moves no column', async () => {
    expect(placesIn(await analyzed(tempTree({ 'a.js': "\uFEFFrequire('fs').readFileSync('a');" })))).toEqual([
      'a.js:1:1',
    ]);
  });
});

describe('a project', () => {
  it('with a loop of symbolic links ends', async () => {
    const cwd = tempTree(GOOD);
    mkdirSync(join(cwd, 'sub'));
    symlinkSync('..', join(cwd, 'sub/up'));
    symlinkSync('self.js', join(cwd, 'self.js'));
    const report = await analyzed(cwd);
    expect(placesIn(report)).toEqual(['good.js:2:1']);
    expect(report.failures).toEqual([
      { path: 'self.js', stage: 'read', message: 'too many symbolic links encountered' },
    ]);
  });

  it.each(['tsconfig.json', 'package.json'])('with a broken %s is analysed all the same', async (name) => {
    const report = await analyzed(tempTree({ ...GOOD, [name]: '{ "name": ' }));
    expect(report.failures).toEqual([
      { path: name, stage: 'config', message: expect.stringMatching(/^not valid JSON: .* at 1:\d+$/) as string },
    ]);
    expect(placesIn(report)).toEqual(['good.js:2:1']);
  });

  it('with names that hold terminal codes can control nobody', async () => {
    const name = '\u001B[2J\u202Ecod.js';
    const cwd = tempTree({ [name]: GOOD['good.js'], [`bad${name}`]: "fs.readFileSync('" });
    for (const format of ['pretty', 'json', 'markdown', 'github', 'gitlab', 'junit']) {
      const { stdout, stderr, exitCode } = await runCli(['analyze', '--all', '--format', format], { cwd });
      expect(exitCode).toBe(0);
      expect(stdout + stderr).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
      expect(stdout).toMatch(/\\(?:x|u00)1b\[2J\\u202ecod\.js/);
    }
    const { stderr } = await runCli(['analyze', `./\u001B[31m`], { cwd });
    expect(stderr).toBe('perfmig: no such file or folder: ./\\x1b[31m\n');
  });
});
