/** Lines that somebody types at a terminal. */
import { createInterface } from 'node:readline';
import { UsageError } from '../../project/errors.ts';

/**
 * Questions need somebody who reads and answers them.
 * @throws {UsageError} where standard input or standard error is no terminal
 */
export function checkTerminal(): void {
  const missing = [
    ...(process.stdin.isTTY ? [] : ['standard input']),
    ...(process.stderr.isTTY ? [] : ['standard error']),
  ];
  if (missing.length === 0) return;
  const what = `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} none`;
  throw new UsageError(`--interactive asks at a terminal, and ${what}; name units with --only instead`);
}

/** Asks for lines until it is closed. */
export interface TerminalLines {
  /** What was typed, without white space around it; undefined at the end of the input (Ctrl-D). */
  ask(question: string): Promise<string | undefined>;
  close(): void;
}

/**
 * The terminal stays in its own line mode: it edits the line, and Ctrl-C is a signal as everywhere, so that nothing
 * has to be put back in order however the process ends.
 */
export function terminalLines(): TerminalLines {
  const reader = createInterface({ input: process.stdin, terminal: false });
  const lines = reader[Symbol.asyncIterator]();
  return {
    async ask(question) {
      process.stderr.write(question);
      const next = await lines.next();
      return next.done === true ? undefined : next.value.trim();
    },
    close() {
      reader.close();
      process.stdin.pause();
    },
  };
}
