/** `--format format=path`. */
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempTree } from '../project/temp-tree.ts';
import { runCli } from './run-cli.ts';

const FILES = { 'src/a.js': "require('fs').readFileSync('x');\n" };

describe('--format format=path', () => {
  it('writes each file, and to standard output what has no path', async () => {
    const cwd = tempTree(FILES);
    const formats = ['json=report.json', 'markdown=report=1.md', 'pretty'].flatMap((value) => ['--format', value]);
    const { stdout, stderr, exitCode } = await runCli(['analyze', '--all', '--color', ...formats], { cwd });
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8'))).toMatchObject({ version: 1, root: '.' });
    expect(readFileSync(join(cwd, 'report=1.md'), 'utf8')).toMatch(/^# perfmig: grade [A-F]\n/);
    expect(stdout).toContain('src/a.js:1:1');
    expect(readdirSync(cwd).sort()).toEqual(['.perfmig', 'report.json', 'report=1.md', 'src']);
  });

  it('keeps colours out of files, and standard output quiet where it is not asked for', async () => {
    const cwd = tempTree(FILES);
    const { stdout } = await runCli(['analyze', '--color', '--format', 'pretty=report.txt'], { cwd });
    expect(stdout).toBe('');
    expect(readFileSync(join(cwd, 'report.txt'), 'utf8')).not.toContain('\u001B');
  });

  it('replaces the target of a link, not the link', async () => {
    const cwd = tempTree({ ...FILES, 'old.json': 'old' });
    symlinkSync('old.json', join(cwd, 'latest.json'));
    await runCli(['analyze', '--format', 'json=latest.json'], { cwd });
    expect(readFileSync(join(cwd, 'old.json'), 'utf8')).toContain('"version": 1');
  });

  it.runIf(existsSync('/dev/null'))('writes into a device instead of replacing it', async () => {
    const { stdout, exitCode } = await runCli(['analyze', '--format', 'json=/dev/null'], { cwd: tempTree(FILES) });
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 0 });
  });

  it.each([
    ['a folder that is not there', 'json=no/such/report.json', /^perfmig: no such folder for a report: .*no\/such\n$/],
    ['a folder in its place', 'json=src', /^perfmig: a report can't take the place of a folder: .*src\n$/],
    ['no path', 'json=', /^perfmig: no path behind 'json='\n$/],
    ['an unknown format', 'jsn=x', /^perfmig: unknown format 'jsn', did you mean 'json'\? \(there are [\w, ]+\)\n$/],
    ['a name of Object.prototype', 'constructor', /^perfmig: unknown format 'constructor' /],
  ])('says in one line: %s', async (_, value, line) => {
    const { stdout, stderr, exitCode } = await runCli(['analyze', '--format', value], { cwd: tempTree(FILES) });
    expect(stderr).toMatch(line);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
  });

  it('refuses two formats for one place', async () => {
    const formats = ['--format', 'json=r', '--format', 'markdown=./r'];
    const { stderr, exitCode } = await runCli(['analyze', ...formats], { cwd: tempTree(FILES) });
    expect(stderr).toMatch(/^perfmig: two formats for .*\/r; give one of them another path: format=path\n$/);
    expect(exitCode).toBe(2);
  });

  it('says in one line that it may not write, and leaves nothing behind', async () => {
    const cwd = tempTree({ ...FILES, 'out/report.json': 'old' });
    chmodSync(join(cwd, 'out'), 0o555);
    const args = ['analyze', '--format', 'json=out/report.json'];
    const { stderr, exitCode } = await runCli(args, { cwd, asNobody: true });
    expect(stderr).toMatch(/^perfmig: can't write .*out\/report\.json: permission denied\n$/);
    expect(exitCode).toBe(2);
    expect(readdirSync(join(cwd, 'out'))).toEqual(['report.json']);
    expect(readFileSync(join(cwd, 'out/report.json'), 'utf8')).toBe('old');
  });

  it.runIf(existsSync('/dev/full'))('says in one line that the disk is full', async () => {
    const { stderr, exitCode } = await runCli(['analyze', '--format', 'json=/dev/full'], { cwd: tempTree(FILES) });
    expect(stderr).toBe("perfmig: can't write /dev/full: no space left on device\n");
    expect(exitCode).toBe(2);
  });

  it('keeps the mode of a file it replaces', async () => {
    const cwd = tempTree(FILES);
    writeFileSync(join(cwd, 'r.json'), 'old', { mode: 0o600 });
    await runCli(['analyze', '--format', 'json=r.json'], { cwd });
    expect(statSync(join(cwd, 'r.json')).mode & 0o777).toBe(0o600);
  });
});
