/** `perfmig explain`: the page of a rule or codemod, or of a word that reports use. */
import type { Command } from 'commander';

/** The options as commander gives them. */
export interface ExplainFlags {
  readonly color?: boolean;
}

/** Adds the command. */
export function addExplain(program: Command): void {
  program
    .command('explain <id>')
    .description(
      'explain a rule, a codemod, the code of a refusal, a context such as request, or one of: contexts, score, severity, grade',
    )
    .option('--color', 'use colours, whatever the terminal')
    .option('--no-color', 'use no colours')
    .action(async (id: string, flags: ExplainFlags) => {
      const { runExplain } = await import('./run-explain.ts');
      await runExplain(id, flags);
    });
}
