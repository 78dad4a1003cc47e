/** What the assertion is given does what the call did. */
import { expect, it } from 'vitest';
import { outcomeOf } from '../../src/testing/index.ts';

it('returns what came out', async () => {
  const again = await outcomeOf(() => Promise.resolve('text'));
  expect(again()).toBe('text');
  expect(again()).toBe('text');
});

it('throws the very thing the promise was rejected with', async () => {
  const error = new TypeError('no');
  const again = await outcomeOf(() => Promise.reject(error));
  expect(again).toThrow(error);
  expect(again).toThrow(TypeError);
});

it('throws what the call threw before there was a promise', async () => {
  const again = await outcomeOf(() => {
    throw new RangeError('early');
  });
  expect(again).toThrow('early');
});

it('waits for the call', async () => {
  let isDone = false;
  await outcomeOf(async () => {
    await Promise.resolve();
    isDone = true;
  });
  expect(isDone).toBe(true);
});
