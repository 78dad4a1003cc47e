/** Wrong usage: one line with the nearest name, exit code 2. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tempTree } from '../project/temp-tree.ts';
import { runCli } from './run-cli.ts';

const FILES = { 'a.js': 'run();\n' };

describe('wrong usage', () => {
  it.each([
    [['analyze', '--rule', 'sync-oi'], "unknown rule 'sync-oi', did you mean 'sync-io'? (perfmig list names them all)"],
    [['analyze', '--rule', 'frobnicate'], "unknown rule 'frobnicate' (perfmig list names them all)"],
    [['analyze', '--formt', 'json'], "unknown option '--formt', did you mean '--format'?"],
    [['analyze', '--format'], "option '--format <format>' argument missing"],
    [['analyze', '--top', '-1'], "option '--top <n>' argument '-1' is invalid. It must be a whole number, 0 or more."],
    [['anlyze'], "unknown command 'anlyze', did you mean 'analyze'?"],
    [['a.js'], "unknown command 'a.js', did you mean 'perfmig analyze a.js'?"],
    [['list', '--format', 'jsn'], "unknown format 'jsn', did you mean 'json'? (there are pretty, json)"],
    [
      ['explain', 'scor'],
      "nothing to explain by the name 'scor', did you mean 'score'? " +
        '(there are contexts, score, severity, grade, each context, and the rules and codemods of perfmig list)',
    ],
    [['explain'], "missing required argument 'id'"],
    [['analyze', '--\u001B[31m'], "unknown option '--\\x1b[31m'"],
  ])('%j', async (args, line) => {
    expect(await runCli(args, { cwd: tempTree(FILES) })).toEqual({
      stdout: '',
      stderr: `perfmig: ${line}\n`,
      exitCode: 2,
    });
  });

  it('without a command prints the help on stderr', async () => {
    const { stdout, stderr, exitCode } = await runCli([], { cwd: tempTree(FILES) });
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toMatch(/^Usage: perfmig \[options\] \[command\]\n/);
  });
});

describe('answers', () => {
  it('--version is that of package.json', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    const { stdout, exitCode } = await runCli(['--version'], { cwd: tempTree({}) });
    expect({ stdout, exitCode }).toEqual({ stdout: `${version}\n`, exitCode: 0 });
  });

  it('--help says what there is', async () => {
    const { stdout, exitCode } = await runCli(['analyze', '--help'], { cwd: tempTree({}) });
    expect(exitCode).toBe(0);
    for (const option of ['--rule', '--format', '--top', '--explain-score', '--no-color', 'Exit codes']) {
      expect(stdout).toContain(option);
    }
    expect(stdout).not.toContain('[]');
  });
});

describe('list', () => {
  it('names every rule, what it finds and where', async () => {
    const { stdout, exitCode } = await runCli(['list'], { cwd: tempTree({}) });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^rule +finds +reported in\n/);
    expect(stdout).toMatch(/^sync-io {2,}\S.* {2,}(?:\w+, )*request/m);
  });

  it('does so in JSON', async () => {
    const { stdout } = await runCli(['list', '--format', 'json'], { cwd: tempTree({}) });
    const { version, rules } = JSON.parse(stdout) as { version: number; rules: { id: string; contexts: string[] }[] };
    expect(version).toBe(1);
    expect(rules.find(({ id }) => id === 'sync-io')?.contexts).toContain('request');
  });
});

describe('explain', () => {
  it('prints the page of a rule without marks', async () => {
    const { stdout, exitCode } = await runCli(['explain', 'sync-io'], { cwd: tempTree({}) });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^sync-io\n\n/);
    expect(stdout).not.toMatch(/^#|<!--|^```|^\|/m);
  });

  it('prints pages on contexts and the score', async () => {
    const cwd = tempTree({});
    expect((await runCli(['explain', 'worker'], { cwd })).stdout).toMatch(/^Contexts\n\n/);
    expect((await runCli(['explain', 'score'], { cwd })).stdout).toContain('cost of one run × context × loop');
  });
});
