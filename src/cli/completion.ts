/** `perfmig completion`: a script that completes commands, options, rules and formats in a shell. */
import type { Command } from 'commander';

const EXAMPLES = `
Examples:
  perfmig completion bash >> ~/.bashrc
  perfmig completion zsh > "\${fpath[1]}/_perfmig"
  perfmig completion fish > ~/.config/fish/completions/perfmig.fish`;

/** Adds the command. */
export function addCompletion(program: Command): void {
  program
    .command('completion <shell>')
    .description('print a completion script for bash, zsh or fish')
    .addHelpText('after', EXAMPLES)
    .action(async (shell: string) => {
      const { runCompletion } = await import('./run-completion.ts');
      await runCompletion(shell, program);
    });
}
