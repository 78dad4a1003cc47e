/** The twins, or where they are switched off what they are twins of. */
import { execFileSync, execSync, spawnSync } from 'node:child_process';
import { isOff } from '../settings/switches.ts';
import { execCommand as execTwin } from './exec-command.ts';
import { execProgram as programTwin } from './exec-program.ts';
import { spawnCommand as spawnTwin } from './spawn-command.ts';

/** A promise of what the blocking function returns or throws, where the part is switched off. */
function switched<Twin extends (...args: never[]) => Promise<unknown>>(
  twin: Twin,
  blocking: (...args: never[]) => unknown,
): Twin {
  const either = (...args: never[]): Promise<unknown> =>
    isOff('process') ? new Promise((resolve) => resolve(blocking(...args))) : twin(...args);
  return either as Twin;
}

/**
 * Runs a command in a shell and resolves to what it prints, as `execSync` returns it.
 * Rejects where it fails, with the status, the signal and the output, as `execSync` throws.
 */
export const execCommand: typeof execTwin = switched(execTwin, execSync);

/**
 * Runs a program and resolves to what it prints, as `execFileSync` returns it.
 * Rejects where it fails, with the status, the signal and the output, as `execFileSync` throws.
 */
export const execProgram: typeof programTwin = switched(programTwin, execFileSync);

/** Runs a program to its end; never rejects because of it. Resolves to what `spawnSync` returns. */
export const spawnCommand: typeof spawnTwin = switched(spawnTwin, spawnSync);
