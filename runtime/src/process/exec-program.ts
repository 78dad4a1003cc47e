/** The twin of `execFileSync`. */
import type {
  ExecFileSyncOptions,
  ExecFileSyncOptionsWithBufferEncoding,
  ExecFileSyncOptionsWithStringEncoding,
} from 'node:child_process';
import { argsAndOptions } from './args-and-options.ts';
import { outputOf } from './output-of.ts';
import { spawnCommand } from './spawn-command.ts';

/**
 * Runs a program and resolves to what it prints, as `execFileSync` returns it.
 * Rejects where it fails, with the status, the signal and the output, as `execFileSync` throws.
 */
export async function execProgram(
  file: string,
  args: readonly string[],
  options: ExecFileSyncOptionsWithStringEncoding,
): Promise<string>;
export async function execProgram(file: string, options: ExecFileSyncOptionsWithStringEncoding): Promise<string>;
export async function execProgram(
  file: string,
  args?: readonly string[] | ExecFileSyncOptionsWithBufferEncoding,
  options?: ExecFileSyncOptionsWithBufferEncoding,
): Promise<Buffer>;
export async function execProgram(
  file: string,
  args?: readonly string[] | ExecFileSyncOptions,
  options?: ExecFileSyncOptions,
): Promise<string | Buffer>;
export async function execProgram(
  file: string,
  given?: readonly string[] | ExecFileSyncOptions,
  more?: ExecFileSyncOptions,
): Promise<string | Buffer> {
  const [args, options] = argsAndOptions(given, more);
  const result = await spawnCommand(file, args, options);
  return outputOf(result, [file, ...args].join(' '), options.stdio === undefined);
}
