/** Ctrl-C and termination: one line, and the exit code shells expect. */
import { writeSync } from 'node:fs';
import { INTERRUPTED, TERMINATED } from './exit-codes.ts';

/** Ends the process on SIGINT and SIGTERM. The signal is aborted first, so that others can tidy the terminal. */
export function handleSignals(): AbortSignal {
  const controller = new AbortController();
  const end = (line: string, exitCode: number) => (): void => {
    controller.abort();
    try {
      writeSync(process.stderr.fd, `${line}\n`);
    } finally {
      process.exit(exitCode);
    }
  };
  process.on('SIGINT', end('perfmig: interrupted', INTERRUPTED));
  process.on('SIGTERM', end('perfmig: terminated', TERMINATED));
  return controller.signal;
}
