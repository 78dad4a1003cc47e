/** What `perfmig completion` prints: a script made from the commands there are. */
import type { Command } from 'commander';
import { UsageError } from '../project/errors.ts';
import { suggestion } from '../project/nearest.ts';
import { bashScript } from './completion/bash.ts';
import { fishScript } from './completion/fish.ts';
import { completable, type Completable } from './completion/completable.ts';
import { zshScript } from './completion/zsh.ts';
import { writeOut } from './streams.ts';

const SCRIPTS: ReadonlyMap<string, (program: Completable) => string> = new Map([
  ['bash', bashScript],
  ['zsh', zshScript],
  ['fish', fishScript],
]);

/**
 * Prints the script.
 * @throws {UsageError} for an unknown shell
 */
export async function runCompletion(shell: string, program: Command): Promise<void> {
  const shells = [...SCRIPTS.keys()];
  const script = SCRIPTS.get(shell);
  if (script === undefined) {
    throw new UsageError(`no completion for '${shell}'${suggestion(shell, shells)} (there are ${shells.join(', ')})`);
  }
  await writeOut(script(completable(program, shells)));
}
