/** A resource that is lent, until it is given back. */
import type { Slot } from './slot.ts';

/** Whom a resource goes back to. */
export interface Lender<Resource> {
  /** Takes it back, for others. */
  readonly takeBack: (slot: Slot<Resource>) => void;
  /** Takes it back and lets go of it. */
  readonly discard: (slot: Slot<Resource>) => void;
}

/**
 * What `acquire` gives. After `release` or `destroy` it does nothing any more, so a resource that is another's by now
 * can't be given back a second time. `await using` and `using` release it.
 */
export class Lease<Resource> {
  /** What was asked for. Not to be used after `release`. */
  readonly resource: Resource;
  readonly #lender: Lender<Resource>;
  #slot: Slot<Resource> | undefined;

  constructor(slot: Slot<Resource>, lender: Lender<Resource>) {
    this.resource = slot.resource;
    this.#slot = slot;
    this.#lender = lender;
  }

  /** What the pool knows of it; undefined when it is given back. For the pool alone. */
  static slotOf<Resource>(lease: Lease<Resource>): Slot<Resource> | undefined {
    return lease.#slot;
  }

  /** Gives it back, for the next in line. */
  release(): void {
    const slot = this.#slot;
    this.#slot = undefined;
    if (slot) this.#lender.takeBack(slot);
  }

  /** Gives it back as broken: it is let go of, and another made when there is need. */
  destroy(): void {
    const slot = this.#slot;
    this.#slot = undefined;
    if (slot) this.#lender.discard(slot);
  }

  [Symbol.dispose](): void {
    this.release();
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.release();
    return Promise.resolve();
  }
}
