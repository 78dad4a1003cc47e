/** Runs the user's own command and keeps what it printed. */
import { spawn } from 'node:child_process';
import { failedTests } from './failures.ts';

/** How one run of the command ended. */
export interface CommandRun {
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
  /** Names of the tests that failed; empty where the output has none. */
  readonly failed: ReadonlySet<string>;
}

/** Characters of output that are kept; names of failures stand at the end. */
const MOST_OUTPUT = 20e6;

/**
 * Runs a command in the shell, as the user would.
 * @throws where there is no shell, or the signal is aborted
 */
export async function runCommand(command: string, cwd: string, signal?: AbortSignal): Promise<CommandRun> {
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(command, { cwd, shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const stop = (): void => void child.kill();
    let output = '';
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-MOST_OUTPUT);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    signal?.addEventListener('abort', stop);
    child.on('error', reject);
    child.on('close', (exitCode) => {
      signal?.removeEventListener('abort', stop);
      resolve({ exitCode, failed: failedTests(output) });
    });
  });
}
