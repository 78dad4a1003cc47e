/** Which path is taken, and when: in normal mode only. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { onFallback } from '../../src/mode/index.ts';
import { contest } from '../../src/json/contest.ts';
import { serializer } from '../../src/json/index.ts';
import { SerializerRun } from '../../src/json/serializer.ts';
import { writerOf } from '../../src/json/writer.ts';
import { state } from '../../src/settings/state.ts';

const reasons: string[] = [];
let stop: () => void;
beforeEach(() => {
  reasons.length = 0;
  state().told.clear();
  stop = onFallback(({ reason }) => reasons.push(reason));
});
afterEach(() => {
  stop();
  vi.restoreAllMocks();
});

const user = { id: 7, name: 'Anna', isOpen: true };

/** Calls it until it has decided. */
function decide(run: { stringify: (value: unknown) => string; path: string }, value: unknown): string {
  for (let i = 0; i < 1_000 && (run.path === 'checking' || run.path === 'measuring'); i++) run.stringify(value);
  return run.path;
}

describe('the path of a serializer', () => {
  it('is JSON.stringify itself where that is faster', () => {
    const slow = new SerializerRun({}, (shape) => {
      const write = writerOf(shape);
      return (value) => {
        for (let i = 0; i < 200; i++) write(value);
        return write(value);
      };
    });
    expect(decide(slow, user)).toBe('plain');
    const spy = vi.spyOn(JSON, 'stringify');
    expect(slow.stringify(user)).toBe('{"id":7,"name":"Anna","isOpen":true}');
    expect(spy.mock.calls).toEqual([[user]]);
  });

  it('is its own where that is faster, without JSON.stringify', () => {
    const fast = new SerializerRun({}, () => () => '{"id":7,"name":"Anna","isOpen":true}');
    expect(decide(fast, user)).toBe('own');
    const spy = vi.spyOn(JSON, 'stringify');
    fast.stringify(user);
    expect(spy).not.toHaveBeenCalled();
  });

  it('is JSON.stringify for good after one output that is another, and says so', () => {
    let calls = 0;
    const wrong = new SerializerRun({}, (shape) => {
      const write = writerOf(shape);
      return (value) => (++calls === 5 ? '{"id":8}' : write(value));
    });
    for (let i = 0; i < 20; i++) expect(wrong.stringify(user)).toBe(JSON.stringify(user));
    expect([wrong.path, calls]).toEqual(['plain', 5]);
    expect(reasons).toEqual([expect.stringContaining('an output was another')]);
  });

  it('is JSON.stringify again where values come to be of another shape', () => {
    const run = new SerializerRun({}, (shape) => {
      const write = writerOf(shape);
      return (value) => (value === user ? '{"id":7,"name":"Anna","isOpen":true}' : write(value));
    });
    expect(decide(run, user)).toBe('own');
    for (let i = 0; i < 300; i++) expect(run.stringify({ id: i })).toBe(`{"id":${i}}`);
    expect(run.path).toBe('plain');
    expect(reasons).toEqual(['too many values are of another shape']);
  });

  it('is JSON.stringify for what has no shape, and where it is switched off', () => {
    const stringify = serializer();
    stringify([]);
    expect(stringify.path).toBe('plain');
    expect(serializer({ mode: 'off' }).path).toBe('plain');
    expect(reasons).toEqual(['the values have no shape to rely on', 'switched off by its own options']);
  });

  it('is JSON.stringify where no code may be made of texts', () => {
    const run = new SerializerRun({}, () => {
      throw new EvalError('not allowed');
    });
    expect(run.stringify(user)).toBe(JSON.stringify(user));
    expect(run.path).toBe('plain');
    expect(reasons).toContain('the process allows no code made of texts');
  });
});

describe('the contest', () => {
  it.each([
    [1, 2, 'first'],
    [2, 1, 'second'],
    [1, 1, 'second'],
  ])('of %i ms against %i ms is won by the %s', (first, second, winner) => {
    let clock = 0;
    const { round } = contest(() => clock);
    let result: string | undefined;
    for (let i = 0; result === undefined && i < 100; i++) {
      result = round(
        () => (clock += first),
        () => (clock += second),
      );
    }
    expect(result).toBe(winner);
  });
});
