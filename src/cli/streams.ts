/** Standard output, which is for the report alone, and standard error. */
import { CommanderError } from 'commander';
import { codeOf, OutputError, PerfmigError, reasonOf } from '../project/errors.ts';
import { escapeControl } from '../reporters/escape.ts';

/** Whoever reads our output may stop reading (`| head`); that is no error. */
export function ignoreBrokenPipes(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/**
 * Writes text to standard output and waits until it is out; quiet where nobody reads any more.
 * @throws {OutputError} where it can't be written
 */
export async function writeOut(text: string): Promise<void> {
  const error = await new Promise<Error | null | undefined>((resolve) => {
    process.stdout.write(text, resolve);
  });
  if (!error || codeOf(error) === 'EPIPE' || codeOf(error) === 'ERR_STREAM_DESTROYED') return;
  throw new OutputError(`can't write to standard output: ${reasonOf(error)}`, { cause: error });
}

/** Writes one line to standard error. */
export function tell(line: string): void {
  process.stderr.write(`perfmig: ${escapeControl(line)}\n`);
}

/** Says in one line what went wrong; PERFMIG_DEBUG=1 adds the stack. */
export function reportError(error: unknown): void {
  tell(lineFor(error));
  if (!process.env['PERFMIG_DEBUG']) return;
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}

function lineFor(error: unknown): string {
  if (error instanceof CommanderError) {
    return error.message.replace(/^error: /, '').replace(/\s*\n\(Did you mean (.*)\?\)$/s, ", did you mean '$1'?");
  }
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof PerfmigError) return message;
  const [firstLine] = message.split('\n');
  return `unexpected error: ${firstLine ?? ''} (run again with PERFMIG_DEBUG=1 for the stack)`;
}
