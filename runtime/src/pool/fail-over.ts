/** Makes resources at the first of several places that answers. */
import type { CreateContext } from './options.ts';

/**
 * A `create` for a pool that asks one target after the other, beginning with the one that answered last, so that a
 * server which is down isn't asked first each time. It goes back to an earlier one only when the others fail.
 * @throws {RangeError} without targets
 * @returns a function that throws what the only target failed with, or an AggregateError of what each failed with
 */
export function failOver<Target, Resource>(
  targets: readonly Target[],
  connect: (target: Target, context: CreateContext) => Resource | PromiseLike<Resource>,
): (context: CreateContext) => Promise<Resource> {
  if (targets.length === 0) throw new RangeError('fail-over needs at least one target');
  let current = 0;
  return async (context) => {
    const first = current;
    const errors: unknown[] = [];
    for (let i = 0; i < targets.length; i++) {
      const index = (first + i) % targets.length;
      const leave = (): void => {
        // Others may have gone on from here meanwhile.
        if (current === index) current = (index + 1) % targets.length;
      };
      // One that hangs is told of by the signal, and isn't asked first the next time.
      context.signal.addEventListener('abort', leave, { once: true });
      try {
        return await connect(targets[index] as Target, context);
      } catch (error) {
        errors.push(error);
        leave();
        if (context.signal.aborted) break;
      } finally {
        context.signal.removeEventListener('abort', leave);
      }
    }
    throw errors.length === 1 ? errors[0] : new AggregateError(errors, `none of ${targets.length} targets answers`);
  };
}
