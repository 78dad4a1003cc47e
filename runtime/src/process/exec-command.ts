/** The twin of `execSync`. */
import type {
  ExecSyncOptions,
  ExecSyncOptionsWithBufferEncoding,
  ExecSyncOptionsWithStringEncoding,
} from 'node:child_process';
import { outputOf } from './output-of.ts';
import { spawnCommand } from './spawn-command.ts';

/**
 * Runs a command in a shell and resolves to what it prints, as `execSync` returns it.
 * Rejects where it fails, with the status, the signal and the output, as `execSync` throws.
 */
export async function execCommand(command: string, options: ExecSyncOptionsWithStringEncoding): Promise<string>;
export async function execCommand(command: string, options?: ExecSyncOptionsWithBufferEncoding): Promise<Buffer>;
export async function execCommand(command: string, options?: ExecSyncOptions): Promise<string | Buffer>;
export async function execCommand(command: string, options: ExecSyncOptions = {}): Promise<string | Buffer> {
  const result = await spawnCommand(command, [], { ...options, shell: options.shell || true });
  return outputOf(result, command, options.stdio === undefined);
}
