/** `perfmig report`: its options; what it does is loaded when it is asked for. */
import type { Command } from 'commander';
import { FORMAT_HELP } from './analyze.ts';
import { collect, wholeNumber } from './option-values.ts';
import type { CommandContext } from './program.ts';

/** The options as commander gives them. */
export interface ReportCommandFlags {
  readonly format?: readonly string[];
  readonly trend?: readonly string[];
  readonly top?: number;
  readonly all?: true;
  readonly explainScore?: true;
  readonly color?: boolean;
}

const EXAMPLES = `
Examples:
  perfmig report perfmig.json                                     print it
  perfmig report perfmig.json --format sarif=perfmig.sarif        for code scanning
  perfmig report perfmig.json --format html=perfmig.html --trend last-month.json last-week.json
  curl https://ci.example.com/perfmig.json | perfmig report -     from standard input

Exit codes: 0 written; 2 wrong usage, or the report can't be read or written.`;

/** Adds the command. */
export function addReport(program: Command, { setExitCode }: Pick<CommandContext, 'setExitCode'>): void {
  program
    .command('report <file>')
    .description('write a report that analyze saved with --format json in any format (- reads standard input)')
    .option('--format <format>', FORMAT_HELP, collect)
    .option('--trend <files...>', 'show in html how these earlier reports lead to this one, the oldest first')
    .option('--all', 'list all findings, not only those worth a day of work')
    .option('--top <n>', 'list the n worst findings, whatever they are worth; 0 for all', wholeNumber)
    .option('--explain-score', 'show how the points of each finding came about')
    .option('--color', 'use colours, whatever the terminal')
    .option('--no-color', 'use no colours')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string, flags: ReportCommandFlags) => {
      const { runReport } = await import('./run-report.ts');
      setExitCode(await runReport(file, flags));
    });
}
