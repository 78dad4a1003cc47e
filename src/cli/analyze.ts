/** `perfmig analyze`: its options; what it does is loaded when it is asked for. */
import { Option, type Command } from 'commander';
import { collect, decimal, wholeNumber } from './option-values.ts';
import type { CommandContext } from './program.ts';

/** The options as commander gives them. */
export interface AnalyzeFlags {
  readonly rule?: readonly string[];
  readonly format?: readonly string[];
  /** Undefined where only what deserves work is to be listed. */
  readonly top?: number;
  readonly all?: true;
  readonly explainScore?: true;
  /** A path; true where nothing was said, false for `--no-baseline`. */
  readonly baseline: string | boolean;
  readonly since?: string;
  readonly staged?: true;
  readonly minScore?: number;
  readonly maxIssues?: number;
  readonly maxNotices?: number;
  /** `false` for `--no-cache`. */
  readonly cache: boolean;
  /** A path; `false` for `--no-config`. */
  readonly config?: string | false;
  /** A path, or true for the project as a whole. */
  readonly printConfig?: string | true;
  /** Undefined where neither `--color` nor `--no-color` was given. */
  readonly color?: boolean;
}

/** Help of `--format`, also of other commands that write reports. */
export const FORMAT_HELP =
  'print as pretty (the default), json, markdown, github, gitlab, junit, html, sarif, rdjson or rdjsonl, with =path ' +
  'into a file; may be repeated';

const BASELINE_DEFAULT = 'perfmig-baseline.json in the root, if there';

const EXAMPLES = `
Examples:
  perfmig analyze                                   the project of the current folder
  perfmig analyze src/ --rule sync-io --all         all findings of one rule, in src/
  perfmig analyze --format pretty --format json=perfmig.json

Exit codes: 0 done, also with findings; 1 more findings than --max-issues or more notices than --max-notices;
2 wrong usage, or nothing could be analysed.`;

/** Adds the command. */
export function addAnalyze(program: Command, { signal, setExitCode }: CommandContext): void {
  program
    .command('analyze [paths...]')
    .description('list what stalls requests, worst first (default: the project of the current folder)')
    .option('--rule <id>', 'run only this rule; may be repeated', collect)
    .option('--format <format>', FORMAT_HELP, collect)
    .option('--all', 'list all findings, not only those worth a day of work')
    .option('--top <n>', 'list the n worst findings, whatever they are worth; 0 for all', wholeNumber)
    .option('--explain-score', 'show how the points of each finding came about')
    .option('--since <ref>', 'report what has changed since HEAD and this branch, tag or commit parted')
    .option('--staged', "analyse git's index, and report what it changes")
    .addOption(new Option('--baseline <file>', 'hide the findings this file knows').default(true, BASELINE_DEFAULT))
    .option('--no-baseline', 'report known findings too')
    .option('--min-score <points>', 'report findings of at least so many points', decimal)
    .option('--max-issues <n>', 'exit with 1 if more findings than these have points', wholeNumber)
    .option('--max-notices <n>', 'exit with 1 if there are more notices, such as unused comments', wholeNumber)
    .option('--no-cache', 'neither use nor write .perfmig/cache')
    .option('--config <file>', 'use this configuration instead of those of the project')
    .option('--no-config', 'use no configuration')
    .option('--print-config [path]', 'print what is configured for a path, and where, and end')
    .option('--color', 'use colours, whatever the terminal')
    .option('--no-color', 'use no colours')
    .addHelpText('after', EXAMPLES)
    .action(async (paths: readonly string[], flags: AnalyzeFlags) => {
      const { runAnalyze } = await import('./run-analyze.ts');
      setExitCode(await runAnalyze(paths, flags, signal));
    });
}
