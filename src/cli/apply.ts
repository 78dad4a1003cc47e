/** `perfmig apply`: changes files by a codemod, so that all can be taken back. */
import type { Command } from 'commander';
import { addMigrateOptions, type MigrateFlags } from './migrate-options.ts';
import type { CommandContext } from './program.ts';

const EXAMPLES = `
Examples:
  perfmig apply --codemod fast-json
  perfmig apply --codemod fast-json --only src/orders.js:12
  perfmig apply --codemod ./transform.js --verify "npm test"
  perfmig undo                                           takes it back

Exit codes: 0 done, also with refusals; 1 units were rolled back, since a check or the command of --verify failed;
2 wrong usage, a dirty tree, or a file that can't be read or written: nothing is changed then.`;

const VERIFY_HELP = 'run this command before and after; roll back the units that make it fail more';

/** Adds the command. */
export function addApply(program: Command, { signal, setExitCode }: CommandContext): void {
  addMigrateOptions(program.command('apply [paths...]'))
    .description('change files by a codemod; perfmig undo takes it back')
    .option('--dry-run', 'show what would be done, as perfmig plan does; write nothing')
    .option('--interactive', 'show each unit and ask; answers are kept until all is said')
    .option('--verify <command>', VERIFY_HELP)
    .option('--allow-dirty', 'work on a tree with uncommitted changes too')
    .addHelpText('after', EXAMPLES)
    .action(async (paths: readonly string[], flags: MigrateFlags) => {
      const { runMigrate } = await import('./run-migrate.ts');
      setExitCode(await runMigrate(paths, flags, signal));
    });
}
