/** Bounds how many calls of a function are under way, in the order in which they were made. */

/** `call` with at most `limit` calls under way at a time; the others wait for their turn, first come, first served. */
export function limitConcurrency<Args extends unknown[], Result>(
  limit: number,
  call: (...args: Args) => Result | PromiseLike<Result>,
): (...args: Args) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let begun = 0;
  let running = 0;
  return async (...args) => {
    if (running < limit) running++;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await call(...args);
    } finally {
      // The place of a call that has ended goes to the next in line.
      const next = waiting[begun];
      if (next) begun++;
      else running--;
      if (next) next();
    }
  };
}
