/** Guesses what a mistyped name was meant to be. */
import { describe, expect, it } from 'vitest';
import { nearest, suggestion } from '../../src/project/nearest.ts';

describe('nearest', () => {
  it.each([
    ['scr', ['lib', 'src'], 'src'],
    ['sync-oi', ['sync-io', 'sync-process'], 'sync-io'],
    ['SRC', ['lib', 'src'], 'src'],
    ['conection-per-request', ['sync-io', 'connection-per-request'], 'connection-per-request'],
    ['frobnicate', ['sync-io', 'src'], undefined],
    ['a', ['b'], undefined],
    ['x', [], undefined],
  ])('takes %s of %j for %s', (name, candidates, meant) => {
    expect(nearest(name, candidates)).toBe(meant);
  });

  it('makes half a sentence of it, or nothing', () => {
    expect(suggestion('scr', ['src'])).toBe(", did you mean 'src'?");
    expect(suggestion('scr', ['documentation'])).toBe('');
  });
});
