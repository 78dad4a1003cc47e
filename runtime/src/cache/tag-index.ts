/** Which entries have which tags. */
import type { Id } from './key.ts';

/** Both ways; entries without tags take no memory here. */
export class TagIndex {
  readonly #ids = new Map<string, Set<Id>>();
  readonly #tags = new Map<Id, readonly string[]>();

  /** Whether there is none at all. */
  get isEmpty(): boolean {
    return this.#tags.size === 0;
  }

  set(id: Id, tags: readonly string[]): void {
    this.delete(id);
    if (tags.length === 0) return;
    this.#tags.set(id, tags);
    for (const tag of tags) {
      const ids = this.#ids.get(tag);
      if (ids) ids.add(id);
      else this.#ids.set(tag, new Set([id]));
    }
  }

  delete(id: Id): void {
    const tags = this.#tags.get(id);
    if (!tags) return;
    this.#tags.delete(id);
    for (const tag of tags) {
      const ids = this.#ids.get(tag);
      ids?.delete(id);
      if (ids?.size === 0) this.#ids.delete(tag);
    }
  }

  /** The entries with a tag. */
  idsOf(tag: string): readonly Id[] {
    return [...(this.#ids.get(tag) ?? [])];
  }
}
