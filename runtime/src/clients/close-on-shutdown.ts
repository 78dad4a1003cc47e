/** Closes all clients when the process is told to end. */
import { closeClients, type CloseClientsOptions } from './registry.ts';

/** What happens before, and upon which signals. */
export interface ShutdownOptions extends CloseClientsOptions {
  /** `SIGTERM` and `SIGINT` by default. */
  readonly signals?: readonly NodeJS.Signals[] | undefined;
  /** Done first: `() => new Promise((resolve) => server.close(resolve))`, so that requests under way keep their clients. Nothing by default. */
  readonly before?: (() => unknown) | undefined;
  /** Told of what goes wrong on the way; the process ends all the same. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/**
 * From now on the first of these signals runs `before`, closes all clients, and then ends the process as that signal
 * would have. A second one ends it at once. Not for programs that handle these signals themselves: those call
 * `closeClients()` as their last step.
 * @returns takes it back
 */
export function closeOnShutdown(options: ShutdownOptions = {}): () => void {
  const { signals = ['SIGTERM', 'SIGINT'] } = options;
  const stop = (): void => {
    for (const signal of signals) process.removeListener(signal, handle);
  };
  const handle = (signal: NodeJS.Signals): void => {
    // Gone before anything else, so that the second signal finds Node's own way.
    stop();
    void shutDown(options).finally(() => process.kill(process.pid, signal));
  };
  for (const signal of signals) process.on(signal, handle);
  return stop;
}

async function shutDown({ before, timeoutMs, onError }: ShutdownOptions): Promise<void> {
  for (const step of [() => before?.(), () => closeClients({ timeoutMs })]) {
    try {
      await step();
    } catch (error) {
      onError?.(error);
    }
  }
}
