/** Pauses that grow from the first on, and stop growing. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { growingDelays } from '../../src/retry/index.ts';

it('begins with the pause given, doubles it up to ten times that, and adds a quarter at most', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), (firstMs) => {
      const next = growingDelays(firstMs);
      for (const factor of [1, 2, 4, 8, 10, 10, 10]) {
        const delay = next();
        expect(delay).toBeGreaterThanOrEqual(firstMs * factor);
        expect(delay).toBeLessThanOrEqual(Math.round(firstMs * factor * 1.25));
      }
    }),
  );
});

it('counts for each loop by itself', () => {
  const [one, other] = [growingDelays(1_000), growingDelays(1_000)];
  one();
  one();
  expect(other()).toBeLessThanOrEqual(1_250);
});
