/** Readers that stop reading, full disks, Ctrl-C. */
import { execFile, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { tempTree } from '../project/temp-tree.ts';
import { BIN, runCli, startCli, type Run } from './run-cli.ts';

/** Enough files that left out fill more than a pipe holds. */
const MANY = Object.fromEntries(
  Array.from({ length: 600 }, (_, index) => [`${'long-'.repeat(40)}${index}.min.js`, '']),
);
const LONG = { ...MANY, 'a.js': 'run();\n' };

/** Reads a little of what a command prints, then closes its standard output. */
async function resultAfterFirstChunk(child: ChildProcess): Promise<Run> {
  const errors = child.stderr ? text(child.stderr) : '';
  const [chunk] = child.stdout ? ((await once(child.stdout, 'data')) as [Buffer]) : [''];
  child.stdout?.destroy();
  await once(child, 'close');
  return { stdout: String(chunk), stderr: await errors, exitCode: child.exitCode };
}

describe('standard output', () => {
  it('closed early is no error', async () => {
    const { stdout, stderr, exitCode } = await resultAfterFirstChunk(
      startCli(['analyze', '--top', '0'], { cwd: tempTree(LONG) }),
    );
    expect(stdout.length).toBeGreaterThan(0);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  });

  it('closed by head is no error', async () => {
    const command = `set -o pipefail; '${process.execPath}' '${BIN}' analyze --top 0 | head -n 1`;
    const { stdout, stderr } = await promisify(execFile)('bash', ['-c', command], { cwd: tempTree(LONG) });
    expect(stdout).toBe('Left out or not fully analysed\n');
    expect(stderr).toBe('');
  });

  it.runIf(existsSync('/dev/full'))('that is full is said in one line', async () => {
    const command = `'${process.execPath}' '${BIN}' analyze > /dev/full`;
    const run = promisify(execFile)('bash', ['-c', command], { cwd: tempTree({ 'a.js': '' }) });
    await expect(run).rejects.toMatchObject({
      code: 2,
      stderr: "perfmig: can't write to standard output: no space left on device\n",
    });
  });
});

describe('Ctrl-C', () => {
  /** Sends the signal from within, in the middle of the run: when the file is read. */
  const interruptOnRead = (signal: string): string => `
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    const read = fs.readFileSync;
    fs.readFileSync = (path, ...rest) => {
      if (String(path).endsWith('middle.js')) process.kill(process.pid, '${signal}');
      return read(path, ...rest);
    };
    syncBuiltinESMExports();
  `;
  const body = "import { readFileSync } from 'node:fs';\nexport const load = (path) => readFileSync(path);\n".repeat(
    20,
  );
  const files = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`n${index}.js`, body]));

  it.each([
    ['SIGINT', 'perfmig: interrupted\n', 130],
    ['SIGTERM', 'perfmig: terminated\n', 143],
  ])('%s ends the run with one line', async (signal, line, exitCode) => {
    const hook = tempTree({ 'hook.mjs': interruptOnRead(signal) });
    const env = { NODE_OPTIONS: `--import ${join(hook, 'hook.mjs')}` };
    const run = await runCli(['analyze'], { cwd: tempTree({ ...files, 'middle.js': '' }), env });
    expect(run).toEqual({ stdout: '', stderr: line, exitCode });
  });
});

describe('a fault of perfmig', () => {
  /** Makes something fail that nobody foresees. */
  const FAULT = `
    import os from 'node:os';
    import { syncBuiltinESMExports } from 'node:module';
    os.homedir = () => { throw new TypeError('no\\u001B[31mway\\nreally'); };
    syncBuiltinESMExports();
  `;

  it('is one line that says how to learn more', async () => {
    const env = { NODE_OPTIONS: `--import ${join(tempTree({ 'hook.mjs': FAULT }), 'hook.mjs')}` };
    const cwd = tempTree({ 'a.js': '' });
    expect(await runCli(['analyze'], { cwd, env })).toEqual({
      stdout: '',
      stderr: 'perfmig: unexpected error: no\\x1b[31mway (run again with PERFMIG_DEBUG=1 for the stack)\n',
      exitCode: 2,
    });
    const { stderr } = await runCli(['analyze'], { cwd, env: { ...env, PERFMIG_DEBUG: '1' } });
    expect(stderr).toMatch(/^ {4}at /m);
  });
});
