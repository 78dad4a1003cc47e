/** What is dropped while it is being loaded must not be kept: it was read before the change. */
import type { Id } from './key.ts';
import type { Invalidation } from './remote-tier.ts';

/** One load under way. */
export interface LoadFence {
  readonly id: Id;
  readonly tags: readonly string[];
  /** Whether what it gives was dropped since it began. */
  isVoid: boolean;
}

/** All loads under way that are to be kept. */
export class LoadFences {
  readonly #fences = new Set<LoadFence>();

  begin(id: Id, tags: readonly string[]): LoadFence {
    const fence: LoadFence = { id, tags, isVoid: false };
    this.#fences.add(fence);
    return fence;
  }

  end(fence: LoadFence): void {
    this.#fences.delete(fence);
  }

  /** Marks those that are dropped, and says which they are. */
  drop({ ids = [], tags = [], isAll = false }: Invalidation): readonly Id[] {
    const dropped = [...this.#fences].filter(
      (fence) => isAll || ids.includes(fence.id) || fence.tags.some((tag) => tags.includes(tag)),
    );
    for (const fence of dropped) {
      fence.isVoid = true;
      this.#fences.delete(fence);
    }
    return dropped.map(({ id }) => id);
  }
}
