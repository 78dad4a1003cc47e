/** Gathers events for a handler of lists. */

/** Lists of events, each handed over once. */
export class EventBatch<Data> {
  readonly #handler: (list: readonly Data[]) => unknown;
  readonly #maxSize: number;
  readonly #delayMs: number | undefined;
  #gathered: Data[] = [];
  #handed: PromiseWithResolvers | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    handler: (list: readonly Data[]) => unknown,
    { maxSize = 100, delayMs }: { readonly maxSize?: number | undefined; readonly delayMs?: number | undefined },
  ) {
    if (!(maxSize >= 1)) throw new RangeError(`maxSize is a number from 1, not ${maxSize}`);
    this.#handler = handler;
    this.#maxSize = maxSize;
    this.#delayMs = delayMs;
  }

  /** The promise of its list, so that whoever publishes waits for it. */
  add(data: Data): Promise<unknown> {
    this.#handed ??= this.#begin();
    const { promise } = this.#handed;
    this.#gathered.push(data);
    if (this.#gathered.length >= this.#maxSize) this.flush();
    return promise;
  }

  /** Hands over what is gathered. */
  flush(): void {
    const [list, handed] = [this.#gathered, this.#handed];
    clearTimeout(this.#timer);
    this.#gathered = [];
    this.#handed = undefined;
    handed?.resolve(Promise.resolve(list).then(this.#handler));
  }

  #begin(): PromiseWithResolvers {
    const handed = withResolvers();
    const flush = (): void => {
      if (this.#handed === handed) this.flush();
    };
    // Somebody may wait for it, so this timer may keep the process alive.
    if (this.#delayMs !== undefined) this.#timer = setTimeout(flush, this.#delayMs);
    else void Promise.resolve().then(() => process.nextTick(flush));
    return handed;
  }
}

interface PromiseWithResolvers {
  readonly promise: Promise<unknown>;
  readonly resolve: (value: unknown) => void;
}

/** Node has `Promise.withResolvers` since version 22. */
function withResolvers(): PromiseWithResolvers {
  let resolve: (value: unknown) => void = () => undefined;
  const promise = new Promise<unknown>((own) => (resolve = own));
  return { promise, resolve };
}
