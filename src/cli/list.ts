/** `perfmig list`: every rule, what it finds and where. */
import type { Command } from 'commander';

/** Adds the command. */
export function addList(program: Command): void {
  program
    .command('list')
    .description('list the rules')
    .option('--format <format>', 'print as pretty or json', 'pretty')
    .action(async ({ format }: { readonly format: string }) => {
      const { runList } = await import('./run-list.ts');
      await runList(format);
    });
}
