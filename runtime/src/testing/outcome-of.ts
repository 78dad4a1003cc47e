/** What became of a call, for assertions that know functions only. */

/**
 * Calls a function, waits for what it gives, and returns a function that returns or throws the same at once: for
 * `expect(await outcomeOf(load)).to.throw(/ENOENT/)`, where the assertions have no form for promises.
 */
export async function outcomeOf<Result>(call: () => Result | PromiseLike<Result>): Promise<() => Result> {
  try {
    const result = await call();
    return () => result;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
