/** `perfmig list`: every rule and codemod, what it finds or does. */
import type { Command } from 'commander';

/** Adds the command. */
export function addList(program: Command): void {
  program
    .command('list')
    .description('list the rules and codemods')
    .option('--format <format>', 'print as pretty or json', 'pretty')
    .action(async ({ format }: { readonly format: string }) => {
      const { runList } = await import('./run-list.ts');
      await runList(format);
    });
}
