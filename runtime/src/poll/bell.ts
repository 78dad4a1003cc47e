/** A rest that can be cut short. */
import { sleep } from '../retry/sleep.ts';
import { onAbort } from '../waiting/on-abort.ts';

const RUNG = new Error('rung');

/** Rung while somebody rests, it ends the rest; rung before, it makes the next rest none at all. */
export class Bell {
  #isRung = false;
  #wake: (() => void) | undefined;

  ring(): void {
    this.#isRung = true;
    this.#wake?.();
  }

  /** Forgets that it was rung. */
  reset(): void {
    this.#isRung = false;
  }

  /** Resolves after so many milliseconds, or when it is rung; rejects with the signal's reason. */
  async rest(ms: number, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (this.#isRung) return;
    const controller = new AbortController();
    const unlisten = signal && onAbort(signal, () => controller.abort(signal.reason));
    this.#wake = () => controller.abort(RUNG);
    try {
      await sleep(ms, { signal: controller.signal });
    } catch (error) {
      if (error !== RUNG) throw error;
    } finally {
      this.#wake = undefined;
      unlisten?.();
    }
  }
}
