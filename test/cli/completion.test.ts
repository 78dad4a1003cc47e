/** Completion scripts: bash's is asked in a real bash, those of the others are looked through. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/catalog/rules.ts';
import { tempTree } from '../project/temp-tree.ts';
import { runCli } from './run-cli.ts';

const ids = rules.map(({ id }) => id);

async function script(shell: string): Promise<string> {
  const { stdout, stderr, exitCode } = await runCli(['completion', shell], { cwd: tempTree({}) });
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  return stdout;
}

/** What bash offers for a line, cut into words as bash cuts it. */
async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const ask = `COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _perfmig; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', `${await script('bash')}\n${ask}`, 'bash', ...words], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
}

describe('bash', () => {
  it.each([
    [['perfmig', 'ana'], ['analyze']],
    [['perfmig', 'explain', 'json-c'], ids.filter((id) => id.startsWith('json-c'))],
    [['perfmig', 'explain', 'barrier/con'], ['barrier/constructor']],
    [['perfmig', 'explain', 'fast-j'], ['fast-json']],
    [['perfmig', 'plan', '--codemod', 'async-c'], ['async-compute']],
    [['perfmig', 'apply', '--allow-hazard', 'hazard/sh'], ['hazard/shared-state']],
    [
      ['perfmig', 'apply', '--public-api', ''],
      ['keep', 'dual', 'break'],
    ],
    [['perfmig', 'plan', '--format', 'mark'], ['markdown']],
    [['perfmig', 'analyze', '--ru'], ['--rule']],
    [['perfmig', 'analyze', 'src', '--rule', 'sync-'], ids.filter((id) => id.startsWith('sync-'))],
    [['perfmig', 'analyze', '--format', '=', 'js'], ['json']],
    [
      ['perfmig', 'analyze', '--format', '='],
      ['pretty', 'json', 'markdown', 'github', 'gitlab', 'junit', 'html', 'sarif', 'rdjson', 'rdjsonl'],
    ],
    [
      ['perfmig', 'list', '--format', ''],
      ['pretty', 'json'],
    ],
    [
      ['perfmig', 'completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['perfmig', 'analyze', 'src'], []],
    [['perfmig', 'analyze', '--config', 'per'], []],
  ])('offers for %j', async (words, expected) => {
    expect(await offered(...words)).toEqual(expected);
  });

  it('offers every command', async () => {
    const { stdout } = await runCli(['--help'], { cwd: tempTree({}) });
    const commands = [...stdout.matchAll(/^ {2}([a-z]+) /gm)].map((match) => match[1]);
    expect(commands).toContain('analyze');
    expect(await offered('perfmig', '')).toEqual(expect.arrayContaining(commands));
  });
});

describe.each(['zsh', 'fish'])('%s', (shell) => {
  it('is told of commands, options and rules', async () => {
    const text = await script(shell);
    for (const word of ['analyze', 'explain', ...ids]) expect(text).toContain(word);
    expect(text).toMatch(shell === 'fish' ? /-l print-config / : /'--print-config\[/);
    // Every quote is closed on its line.
    const lines = text.split('\n').filter((line) => !line.startsWith('#'));
    const open = lines.filter((line) => line.replaceAll("\\'", '').split("'").length % 2 === 0);
    expect(open).toEqual([]);
  });
});

it('an unknown shell is an error with the nearest name', async () => {
  const { stderr, exitCode } = await runCli(['completion', 'bsh'], { cwd: tempTree({}) });
  expect(stderr).toBe("perfmig: no completion for 'bsh', did you mean 'bash'? (there are bash, zsh, fish)\n");
  expect(exitCode).toBe(2);
});
