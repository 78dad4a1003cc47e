/** What is to be dropped as soon as the server can be asked again. */
import type { Id } from '../key.ts';
import type { Invalidation } from '../remote-tier.ts';

/** Beyond so many everything is dropped, which takes no memory. */
const MOST = 10_000;

/** Gathers invalidations. */
export class PendingDrops {
  #ids = new Set<Id>();
  #tags = new Set<string>();
  #isAll = false;

  add({ ids = [], tags = [], isAll = false }: Invalidation): void {
    for (const id of ids) this.#ids.add(id);
    for (const tag of tags) this.#tags.add(tag);
    this.#isAll ||= isAll || this.#ids.size + this.#tags.size > MOST;
    if (!this.#isAll) return;
    this.#ids.clear();
    this.#tags.clear();
  }

  /** All of it; nothing is left here. */
  take(): Invalidation {
    const taken = { ids: [...this.#ids], tags: [...this.#tags], isAll: this.#isAll };
    this.#ids = new Set();
    this.#tags = new Set();
    this.#isAll = false;
    return taken;
  }
}
