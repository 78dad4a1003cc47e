/** Errors whose cause lies with the input or the machine; their message is one line for people. */
import { getSystemErrorMap } from 'node:util';

/** Any failure perfmig foresees. Everything else that is thrown is a fault of perfmig. */
export class PerfmigError extends Error {
  override readonly name: string = 'PerfmigError';
}

/** A wrong path, rule, format or option. */
export class UsageError extends PerfmigError {
  override readonly name = 'UsageError';
}

/** A configuration that can't be used; the message begins with its place. */
export class ConfigError extends PerfmigError {
  override readonly name = 'ConfigError';
}

/** A report that could not be written. */
export class OutputError extends PerfmigError {
  override readonly name = 'OutputError';
}

/** Another perfmig is at work on the same files. */
export class BusyError extends PerfmigError {
  override readonly name = 'BusyError';
}

/** The working tree is not what it must be: files are dirty, or were changed while perfmig was at work. */
export class TreeError extends PerfmigError {
  override readonly name = 'TreeError';
}

/** The `code` of an error of Node (`ENOENT`), or undefined. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Why a system call failed, in words and without the path: `permission denied`. */
export function reasonOf(error: unknown): string {
  const errno = error instanceof Error && 'errno' in error ? error.errno : undefined;
  const known = typeof errno === 'number' ? getSystemErrorMap().get(errno)?.[1] : undefined;
  return known ?? (error instanceof Error ? error.message : String(error));
}
