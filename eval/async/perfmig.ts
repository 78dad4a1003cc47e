/** Runs the built perfmig as a user would. */
import { join } from 'node:path';
import type { ApplyJson } from '../../src/reporters/migration-json.ts';
import { measured } from './measured.ts';

/** What is handed on to `perfmig apply`. */
export interface AsyncOptions {
  readonly publicApi: string;
  readonly context: string;
}

export interface Applied {
  readonly result: ApplyJson;
  readonly cpuSeconds: number;
}

const PROGRAM = join(import.meta.dirname, '../../bin/perfmig.js');

/**
 * Applies the async codemods to the tree in a folder.
 * @throws {Error} with what it printed, where it prints no result
 */
export async function applyAsync(
  folder: string,
  options: AsyncOptions,
  more: readonly string[] = [],
): Promise<Applied> {
  const { publicApi, context } = options;
  const args = [
    'apply',
    '--codemod',
    'async',
    '--public-api',
    publicApi,
    '--context',
    context,
    '--format',
    'json',
    ...more,
  ];
  const { output, cpuSeconds } = await measured(commandOf(args), folder);
  const start = output.indexOf('{\n');
  if (start < 0) throw new Error(`perfmig apply: ${output.trim()}`);
  return { result: JSON.parse(output.slice(start, output.lastIndexOf('}') + 1)) as ApplyJson, cpuSeconds };
}

/** @throws {Error} with what it printed, where it fails */
export async function undo(folder: string): Promise<void> {
  const { exitCode, output } = await measured(commandOf(['undo']), folder);
  if (exitCode !== 0) throw new Error(`perfmig undo: ${output.trim()}`);
}

function commandOf(args: readonly string[]): string {
  return [process.execPath, PROGRAM, ...args].map((arg) => `'${arg}'`).join(' ');
}
