/** `perfmig analyze`: its options; what it does is loaded when it is asked for. */
import { InvalidArgumentError, type Command } from 'commander';
import type { CommandContext } from './program.ts';

/** The options as commander gives them. */
export interface AnalyzeFlags {
  readonly rule?: readonly string[];
  readonly format?: readonly string[];
  readonly top: number;
  readonly explainScore?: true;
  /** Undefined where neither `--color` nor `--no-color` was given. */
  readonly color?: boolean;
}

const FORMAT_HELP = 'print as pretty (the default), json or markdown, with =path into a file; may be repeated';

const EXAMPLES = `
Examples:
  perfmig analyze                                   the project of the current folder
  perfmig analyze src/ --rule sync-io --top 0       all findings of one rule, in src/
  perfmig analyze --format pretty --format json=perfmig.json

Exit codes: 0 done, also with findings; 2 wrong usage, or nothing could be analysed.`;

/** Adds the command. */
export function addAnalyze(program: Command, { signal, setExitCode }: CommandContext): void {
  program
    .command('analyze [paths...]')
    .description('list what stalls requests, worst first (default: the project of the current folder)')
    .option('--rule <id>', 'run only this rule; may be repeated', collect)
    .option('--format <format>', FORMAT_HELP, collect)
    .option('--top <n>', 'list this many findings, 0 for all', wholeNumber, 20)
    .option('--explain-score', 'show how the points of each finding came about')
    .option('--color', 'use colours, whatever the terminal')
    .option('--no-color', 'use no colours')
    .addHelpText('after', EXAMPLES)
    .action(async (paths: readonly string[], flags: AnalyzeFlags) => {
      const { runAnalyze } = await import('./run-analyze.ts');
      setExitCode(await runAnalyze(paths, flags, signal));
    });
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function wholeNumber(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('It must be a whole number, 0 or more.');
  return Number(value);
}
