/** `perfmig baseline`: its options; what it does is loaded when it is asked for. */
import { Option, type Command } from 'commander';
import { collect } from './option-values.ts';
import type { CommandContext } from './program.ts';

/** The options as commander gives them. */
export interface BaselineFlags {
  readonly rule?: readonly string[];
  /** A path; undefined for the file in the root. */
  readonly baseline?: string;
  readonly update?: true;
  readonly prune?: true;
  readonly check?: true;
  /** `false` for `--no-cache`. */
  readonly cache: boolean;
  /** A path; `false` for `--no-config`. */
  readonly config?: string | false;
}

const HELP = `
Commit the file: perfmig analyze then reports only what it doesn't know. With paths or rules,
entries of other files and rules stay as they are.

Exit codes: 0 done; 1 with --check, where entries are stale; 2 wrong usage, or a file can't be read or written.`;

/** Adds the command. */
export function addBaseline(program: Command, { signal, setExitCode }: CommandContext): void {
  program
    .command('baseline [paths...]')
    .description('write the findings there are to perfmig-baseline.json, so that analyze reports new ones only')
    .option('--rule <id>', 'take in findings of this rule only; may be repeated', collect)
    .option('--baseline <file>', 'write this file instead of the one in the root')
    .addOption(new Option('--update', 'take in new findings, drop stale entries').conflicts(['prune', 'check']))
    .addOption(new Option('--prune', 'drop stale entries, take in nothing').conflicts('check'))
    .option('--check', 'write nothing; exit with 1 where entries are stale')
    .option('--no-cache', 'neither use nor write .perfmig/cache')
    .option('--config <file>', 'use this configuration instead of those of the project')
    .option('--no-config', 'use no configuration')
    .addHelpText('after', HELP)
    .action(async (paths: readonly string[], flags: BaselineFlags) => {
      const { runBaseline } = await import('./run-baseline.ts');
      setExitCode(await runBaseline(paths, flags, signal));
    });
}
