/** The last events. */
import { Deque } from '../waiting/deque.ts';
import type { EventRecord, HistoryFilter } from './options.ts';

/** Keeps so many and forgets the oldest. */
export class History<Name, Data> {
  readonly #limit: number;
  readonly #records = new Deque<EventRecord<Name, Data>>();
  #count = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(name: Name, data: Data, correlationId: string | undefined): void {
    this.#records.push({ number: ++this.#count, name, data, correlationId, at: Date.now() });
    if (this.#records.size > this.#limit) this.#records.shift();
  }

  /** The oldest first. */
  list({ name, correlationId, after = 0 }: HistoryFilter<Name>): EventRecord<Name, Data>[] {
    return this.#records
      .toArray()
      .filter(
        (record) =>
          (name === undefined || record.name === name) &&
          (correlationId === undefined || record.correlationId === correlationId) &&
          record.number > after,
      );
  }
}
