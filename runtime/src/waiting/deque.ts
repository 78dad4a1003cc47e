/** A first-in first-out queue whose ends cost the same however long it is. */

const FIRST_CAPACITY = 16;

/** A ring in an array that doubles when full; what is taken out is forgotten, so that nothing is held in memory. */
export class Deque<Item> {
  #ring: (Item | undefined)[] = new Array<Item | undefined>(FIRST_CAPACITY);
  #first = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(item: Item): void {
    if (this.#size === this.#ring.length) this.#grow();
    this.#ring[(this.#first + this.#size) & (this.#ring.length - 1)] = item;
    this.#size++;
  }

  shift(): Item | undefined {
    if (this.#size === 0) return undefined;
    const item = this.#ring[this.#first];
    this.#ring[this.#first] = undefined;
    this.#first = (this.#first + 1) & (this.#ring.length - 1);
    this.#size--;
    return item;
  }

  /** The first item, left where it is. */
  peek(): Item | undefined {
    return this.#size === 0 ? undefined : this.#ring[this.#first];
  }

  /** The items in their order, left where they are. */
  toArray(): Item[] {
    return Array.from(
      { length: this.#size },
      (_, i) => this.#ring[(this.#first + i) & (this.#ring.length - 1)] as Item,
    );
  }

  /** Keeps the items that fit, in their order. */
  keep(fits: (item: Item) => boolean): void {
    for (let left = this.#size; left > 0; left--) {
      const item = this.shift() as Item;
      if (fits(item)) this.push(item);
    }
  }

  #grow(): void {
    const { length } = this.#ring;
    const ring = new Array<Item | undefined>(length * 2);
    for (let i = 0; i < length; i++) ring[i] = this.#ring[(this.#first + i) & (length - 1)];
    this.#ring = ring;
    this.#first = 0;
  }
}
