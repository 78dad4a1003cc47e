/** Runs a task that is told when nobody wants its result any more. */
import { onAbort } from './on-abort.ts';
import { within } from './within.ts';

/** When the result isn't wanted any more. */
export interface UnderSignalOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds; `Infinity` for no bound. */
  readonly timeoutMs: number;
  /** What takes too long then, for the message. */
  readonly what: string;
}

/**
 * The task's result, if it comes in time. The task gets a signal of its own, aborted with the caller's or when the time
 * is up. What it still gives or throws afterwards is ignored.
 * @throws {TimeoutError}, the signal's reason, and what the task throws
 */
export async function underSignal<Result>(
  task: (signal: AbortSignal) => Result | PromiseLike<Result>,
  { signal, timeoutMs, what }: UnderSignalOptions,
): Promise<Result> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const unlisten = signal && onAbort(signal, () => controller.abort(signal.reason));
  const running = (async () => task(controller.signal))();
  try {
    return await within(running, timeoutMs, what, signal);
  } catch (error) {
    controller.abort(error);
    throw error;
  } finally {
    unlisten?.();
  }
}
