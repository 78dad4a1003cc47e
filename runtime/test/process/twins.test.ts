/** The asynchronous twins of child_process do what the synchronous functions do, on the same commands. */
import {
  execFileSync,
  execSync,
  spawnSync,
  type ExecFileSyncOptions,
  type ExecSyncOptions,
  type SpawnSyncOptions,
} from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { execCommand } from '../../src/process/exec-command.ts';
import { execProgram } from '../../src/process/exec-program.ts';
import { spawnCommand } from '../../src/process/spawn-command.ts';

const COMMANDS: readonly (readonly [command: string, options: ExecSyncOptions])[] = [
  ['echo some', {}],
  ['echo some', { encoding: 'utf8' }],
  ['echo some', { encoding: 'hex' }],
  ['exit 3', { stdio: 'pipe' }],
  ['echo out; echo err >&2; exit 1', { stdio: 'pipe', encoding: 'utf8' }],
  ['kill -TERM $$', { stdio: 'pipe' }],
  ['cat', { input: 'given', encoding: 'utf8' }],
  ['cat', { encoding: 'utf8' }],
  ['true', { stdio: 'inherit' }],
  ['true', { stdio: 'ignore' }],
  ['no-such-command-at-all', { stdio: 'pipe', encoding: 'utf8' }],
  ['pwd', { cwd: '/', encoding: 'utf8' }],
  ['pwd', { cwd: '/no/such/folder', stdio: 'pipe' }],
  ['echo $SOME', { env: { SOME: 'value', PATH: process.env['PATH'] }, encoding: 'utf8' }],
  ['sleep 10', { timeout: 50, stdio: 'pipe' }],
  ['echo 12345678901; sleep 5', { maxBuffer: 10, stdio: 'pipe', encoding: 'utf8' }],
  ['echo one', { shell: '/bin/bash', encoding: 'utf8' }],
  ['echo one', { shell: undefined, encoding: 'utf8' }],
];

const PROGRAMS: readonly (readonly [file: string, args: readonly string[], options: SpawnSyncOptions])[] = [
  ['echo', ['a b', 'c'], { encoding: 'utf8' }],
  ['no-such-program-at-all', [], {}],
  ['sh', ['-c', 'exit 4'], {}],
  ['sh', ['-c', 'kill -KILL $$'], {}],
  ['cat', [], { input: Buffer.from('given') }],
  ['sleep', ['10'], { timeout: 50, killSignal: 'SIGKILL' }],
  ['echo', ['$HOME'], { shell: '/bin/sh', encoding: 'utf8' }],
];

describe('execCommand', () => {
  it.each(COMMANDS)('%s %j', async (command: string, options: ExecSyncOptions) => {
    expect(await outcome(() => execCommand(command, options))).toEqual(await outcome(() => execSync(command, options)));
  });
});

describe('execProgram', () => {
  it.each(PROGRAMS)('%s %j %j', async (file: string, args: readonly string[], options: SpawnSyncOptions) => {
    const given = { stdio: 'pipe', ...options } as ExecFileSyncOptions;
    expect(await outcome(() => execProgram(file, args, given))).toEqual(
      await outcome(() => execFileSync(file, args, given)),
    );
  });
});

describe('spawnCommand', () => {
  it.each(PROGRAMS)('%s %j %j', async (file: string, args: readonly string[], options: SpawnSyncOptions) => {
    expect(told(await spawnCommand(file, args, options))).toEqual(told(spawnSync(file, args, options)));
  });
});

/** What a call gives or throws, without the number of the process. */
async function outcome(run: () => unknown): Promise<unknown> {
  try {
    return { value: await run() };
  } catch (error) {
    return { thrown: error instanceof Error ? told(error) : error };
  }
}

function told(result: object): object {
  const { pid, error, ...rest } = result as { readonly pid?: number; readonly error?: Error };
  // What is thrown for a program that never started has itself as its `error`.
  const failure = error === undefined || error === result ? error?.message : told(error);
  const message = result instanceof Error ? result.message : undefined;
  return { ...rest, message, isStarted: pid !== 0 && pid !== undefined, failure };
}

describe('options in the second place', () => {
  const options = { input: 'given', encoding: 'utf8' } as const;

  it('are those of execProgram', async () => {
    expect(await execProgram('cat', options)).toBe(execFileSync('cat', options));
  });

  it('are those of spawnCommand', async () => {
    expect(told(await spawnCommand('cat', options))).toEqual(told(spawnSync('cat', options)));
  });

  it('may be left out, as arguments may', async () => {
    expect(told(await spawnCommand('true'))).toEqual(told(spawnSync('true')));
  });
});
