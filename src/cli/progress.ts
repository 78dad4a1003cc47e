/** Says on a terminal how far a long run has come. */
import yoctoSpinner, { type Spinner } from 'yocto-spinner';

/** Shorter runs need no company. */
const QUIET_MILLISECONDS = 1000;

export interface Progress {
  readonly update: (done: number, total: number) => void;
  /** Clears the line. */
  readonly stop: () => void;
}

/** Begins to count; nothing is shown for the first second, and never where `stream` is no terminal. */
export function trackProgress(stream: NodeJS.WriteStream, signal: AbortSignal): Progress {
  const isWatched = stream.isTTY && process.env['TERM'] !== 'dumb' && !('CI' in process.env);
  if (!isWatched) return { update: () => undefined, stop: () => undefined };
  const begin = performance.now();
  let spinner: Spinner | undefined;
  const stop = (): void => {
    spinner?.stop();
  };
  signal.addEventListener('abort', stop);
  return {
    stop,
    update(done, total) {
      if (performance.now() - begin < QUIET_MILLISECONDS) return;
      const text = `analysing: ${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} files`;
      spinner ??= yoctoSpinner({ stream, text, handleSignals: false }).start();
      if (spinner.text !== text) spinner.text = text;
    },
  };
}
