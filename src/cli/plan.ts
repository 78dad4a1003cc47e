/** `perfmig plan`: what a codemod would do; writes nothing. */
import type { Command } from 'commander';
import { addMigrateOptions, type MigrateFlags } from './migrate-options.ts';
import type { CommandContext } from './program.ts';

const EXAMPLES = `
Examples:
  perfmig plan --codemod fast-json                       diff, units, and what is refused and why
  perfmig plan src/ --codemod fast-json --format markdown=plan.md
  perfmig plan --codemod ./transform.ts --option quote=single

Exit codes: 0 done, also with refusals; 1 a check found that some units would break something; 2 wrong usage.`;

/** Adds the command. */
export function addPlan(program: Command, { signal, setExitCode }: CommandContext): void {
  addMigrateOptions(program.command('plan [paths...]'))
    .description('show what a codemod would change; writes nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (paths: readonly string[], flags: MigrateFlags) => {
      const { runMigrate } = await import('./run-migrate.ts');
      setExitCode(await runMigrate(paths, { ...flags, dryRun: true }, signal));
    });
}
