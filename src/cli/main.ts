/** Runs the command line. Whatever goes wrong is one line on stderr and an exit code, never a stack trace. */
import { existsSync } from 'node:fs';
import { CommanderError } from 'commander';
import { UsageError } from '../project/errors.ts';
import { compileLess } from './compiler.ts';
import { FAILED, OK } from './exit-codes.ts';
import { handleSignals } from './signals.ts';
import { ignoreBrokenPipes, reportError } from './streams.ts';
import { buildProgram } from './program.ts';

/** Runs perfmig with these arguments and sets the exit code of the process. */
export async function main(args: readonly string[]): Promise<void> {
  compileLess();
  ignoreBrokenPipes();
  const signal = handleSignals();
  process.on('uncaughtException', (error) => {
    reportError(error);
    process.exit(FAILED);
  });
  process.exitCode = await run(args, signal);
}

async function run(args: readonly string[], signal: AbortSignal): Promise<number> {
  let exitCode = OK;
  const program = buildProgram(signal, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    const isAnswer = error instanceof CommanderError && error.exitCode === 0;
    if (isAnswer) return OK;
    // Help has been printed already; every other error of commander is left to us.
    if (!(error instanceof CommanderError && error.code === 'commander.help')) {
      reportError(forgottenCommand(error, args[0]) ?? error);
    }
    return FAILED;
  }
}

/** `perfmig src/` means `perfmig analyze src/`. */
function forgottenCommand(error: unknown, path = ''): UsageError | undefined {
  const isUnknown = error instanceof CommanderError && error.code === 'commander.unknownCommand';
  if (!isUnknown || !existsSync(path)) return undefined;
  return new UsageError(`unknown command '${path}', did you mean 'perfmig analyze ${path}'?`);
}
