/** `perfmig undo`: takes back what was applied. */
import type { Command } from 'commander';
import type { CommandContext } from './program.ts';

/** The options as commander gives them. */
export interface UndoFlags {
  readonly unit?: string;
  readonly force?: true;
  readonly format: string;
}

const NOTES = `
Takes back the last apply; again, the one before. An apply that was interrupted is taken back as well.

Exit codes: 0 done, or nothing to do; 1 files edited since were left as they are; 2 wrong usage, or a file that can't
be written: run it again then.`;

/** Adds the command. */
export function addUndo(program: Command, { setExitCode }: CommandContext): void {
  program
    .command('undo')
    .description('take back the last apply')
    .option('--unit <id>', 'take back this unit alone')
    .option('--force', 'take back files that were edited since as well; those edits are lost')
    .option('--format <format>', 'print as pretty or json', 'pretty')
    .addHelpText('after', NOTES)
    .action(async (flags: UndoFlags) => {
      const { runUndo } = await import('./run-undo.ts');
      setExitCode(await runUndo(flags));
    });
}
