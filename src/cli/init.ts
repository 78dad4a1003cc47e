/** `perfmig init`: looks at a project and writes a small configuration. */
import type { Command } from 'commander';

/** The options as commander gives them. */
export interface InitFlags {
  readonly force?: true;
  readonly dryRun?: true;
}

/** Adds the command. */
export function addInit(program: Command): void {
  program
    .command('init')
    .description('look at the project of the current folder and write perfmig.config.jsonc')
    .option('--dry-run', 'print what would be written, and write nothing')
    .option('--force', 'overwrite a perfmig.config.jsonc that is there')
    .action(async (flags: InitFlags) => {
      const { runInit } = await import('./run-init.ts');
      await runInit(flags);
    });
}
