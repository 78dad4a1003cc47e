/** The tasks of one name. */
import { Recent } from './recent.ts';
import type { TaskSnapshot } from './snapshot.ts';

/** One task under way. */
export interface Run {
  readonly name: string;
  /** Of `performance.now()`. */
  readonly begun: number;
  isSlow: boolean;
}

/** Counts the tasks of one name. */
export class Tasks {
  readonly #recent = new Recent();
  #count = 0;
  #errors = 0;
  #slow = 0;
  #running = 0;
  #totalMs = 0;

  begin(): void {
    this.#running++;
  }

  end(ms: number, isError: boolean): void {
    this.#running--;
    this.add(ms);
    if (isError) this.#errors++;
  }

  /** Counts one that was measured elsewhere. */
  add(ms: number): void {
    this.#count++;
    this.#totalMs += ms;
    this.#recent.record(ms);
  }

  addSlow(): void {
    this.#slow++;
  }

  turn(): void {
    this.#recent.turn();
  }

  snapshot(): TaskSnapshot {
    return {
      ...{ count: this.#count, errors: this.#errors, slow: this.#slow, running: this.#running },
      ...{ totalMs: this.#totalMs, recentMs: this.#recent.spread() },
    };
  }
}
