/** What a load is told of those who wait for it. */
import type { LoadContext } from './options.ts';
import type { Request } from './request.ts';

/**
 * Makes a signal when it is asked for: most loads don't, and one is dear. It is a class since V8 makes a new hidden class
 * for each object literal with a getter, and keeps it until the next full collection.
 */
export class Load<Key, Value> implements LoadContext {
  readonly #requests: readonly Request<Key, Value>[];
  #controller: AbortController | undefined;

  constructor(requests: readonly Request<Key, Value>[]) {
    this.#requests = requests;
  }

  get signal(): AbortSignal {
    return (this.#controller ??= this.#listen()).signal;
  }

  /** Aborted when nobody wants any of these. */
  #listen(): AbortController {
    const controller = new AbortController();
    const whenLeft = (reason: unknown): void => {
      if (!this.#requests.some(({ isWanted }) => isWanted)) controller.abort(reason);
    };
    for (const request of this.#requests) request.onceLeft(whenLeft);
    return controller;
  }
}
