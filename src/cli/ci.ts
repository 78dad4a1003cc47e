/** `perfmig ci`: its options; what it does is loaded when it is asked for. */
import { Option, type Command } from 'commander';
import { collect, decimal, wholeNumber } from './option-values.ts';
import type { CommandContext } from './program.ts';

/** The options as commander gives them. */
export interface CiFlags {
  readonly base?: string;
  readonly head?: string;
  readonly format?: readonly string[];
  readonly failOn: 'new' | 'any' | 'score-drop' | 'none';
  readonly minScore?: number;
  readonly maxIssues?: number;
  readonly post?: 'github' | 'gitlab';
  /** A file that an earlier run wrote with `--format json=FILE`. */
  readonly from?: string;
  readonly pullRequest?: number;
  readonly maxComments: number;
  readonly key?: string;
  /** False for `--no-baseline`. */
  readonly baseline: boolean;
  readonly cache: boolean;
  readonly config?: string | false;
  readonly color?: boolean;
}

const FORMAT_HELP =
  'print as markdown (the default), json or a format of analyze, with =path into a file; may be repeated';

const EXAMPLES = `
Examples:
  perfmig ci --base origin/main                     what this branch makes better or worse
  perfmig ci --format json=perfmig.json --post github
  perfmig ci --from perfmig.json --post github      posts what another job has found

Exit codes: 0 the change keeps to the policy; 1 it doesn't; 2 wrong usage, or something could not be read or compared.
A comment that may not be written is no failure: it is said, and the summary of the job has it all.`;

/** Most comments at lines, where nobody says. */
const MOST_COMMENTS = 10;

/** Adds the command. */
export function addCi(program: Command, { signal, setExitCode }: CommandContext): void {
  const command = program
    .command('ci [paths...]')
    .description('compare a branch with where it began: what it makes better or worse, for pull requests');
  addComparing(command);
  addPosting(command);
  command.addHelpText('after', EXAMPLES).action(async (paths: readonly string[], flags: CiFlags) => {
    const { runCi } = await import('./run-ci.ts');
    setExitCode(await runCi(paths, flags, signal));
  });
}

function addComparing(command: Command): void {
  const policies = ['new', 'any', 'score-drop', 'none'];
  command
    .option('--base <ref>', 'compare with where head and this parted (default: what the build server says)')
    .option('--head <ref>', 'the commit to judge (default: HEAD)')
    .option('--format <format>', FORMAT_HELP, collect)
    .addOption(new Option('--fail-on <what>', 'exit with 1 for this').choices(policies).default('new'))
    .option('--min-score <points>', "count what has so many points (default: what is worth a day's work)", decimal)
    .option('--max-issues <n>', 'exit with 1 only if more findings than these count', wholeNumber)
    .option('--no-baseline', "count findings that the commit's own baseline accepts too")
    .option('--no-cache', 'neither use nor write .perfmig/cache')
    .option('--config <file>', 'use this configuration instead of those of the commits')
    .option('--no-config', 'use no configuration')
    .option('--color', 'use colours, whatever the terminal')
    .option('--no-color', 'use no colours');
}

function addPosting(command: Command): void {
  const comments = new Option('--max-comments <n>', 'write at most so many comments at lines');
  command
    .addOption(new Option('--post <where>', 'write it on the pull or merge request').choices(['github', 'gitlab']))
    .option('--from <file>', 'post what this file says, written by --format json; analyse nothing')
    .option('--pull-request <n>', 'number of the request (default: what the build server says)', wholeNumber)
    .addOption(comments.argParser(wholeNumber).default(MOST_COMMENTS))
    .option('--key <name>', 'tell this comment from others of perfmig on the same request');
}
