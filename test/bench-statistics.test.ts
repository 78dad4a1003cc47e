/** The statistics that the benchmarks' verdicts rest on. */
import { describe, expect, it } from 'vitest';
import { estimate, judge, median, ratios } from '../bench/statistics.ts';

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

describe('median', () => {
  it('is the middle of an odd number of values, in whatever order', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  it('is the mean of the two in the middle of an even number', () => {
    expect(median([4, 1, 2, 100])).toBe(3);
  });

  it('leaves its argument as it is', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });

  it('refuses an empty list', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('estimate', () => {
  it('takes the second and the second to last of 11, which hold the median 98.8 % of the time', () => {
    const { low, high, coverage, count } = estimate(upTo(11));
    expect([low, high, count]).toEqual([2, 10, 11]);
    expect(coverage).toBeCloseTo(0.9883, 4);
  });

  it('takes the extremes of 6, the fewest values that reach 95 %', () => {
    const { low, high, coverage } = estimate(upTo(6));
    expect([low, high]).toEqual([1, 6]);
    expect(coverage).toBeCloseTo(0.96875, 5);
  });

  it('says how little the extremes of 5 hold', () => {
    expect(estimate(upTo(5)).coverage).toBeCloseTo(0.9375, 5);
  });

  it('is certain of nothing after one round', () => {
    expect(estimate([7])).toEqual({ median: 7, low: 7, high: 7, coverage: 0, count: 1 });
  });

  it('is not moved by one wild round', () => {
    expect(estimate([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 50])).toMatchObject({ median: 1, low: 1, high: 1 });
  });

  it('holds the true median about as often as it says', () => {
    let state = 1;
    const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const hits = upTo(4_000).filter(() => {
      const { low, high } = estimate(upTo(11).map(random));
      return low <= 0.5 && 0.5 <= high;
    });
    expect(hits.length / 4_000).toBeCloseTo(0.988, 2);
  });
});

describe('judge', () => {
  const between = (low: number, high: number) => ({ median: (low + high) / 2, low, high, coverage: 0.95, count: 11 });

  it.each([
    [between(0.8, 0.9), 'met'],
    [between(0.8, 1), 'met'],
    [between(1.1, 1.2), 'missed'],
    [between(0.9, 1.1), 'undecided'],
    [between(1, 1.2), 'undecided'],
  ])('of %o beside a bar of 1 is %s', (ratio, verdict) => {
    expect(judge(ratio, 1)).toBe(verdict);
  });

  it('decides nothing after too few rounds', () => {
    expect(judge(estimate([0.1, 0.1, 0.1]), 1)).toBe('undecided');
  });
});

describe('ratios', () => {
  it('pairs rounds, and leaves out those that one side did not run', () => {
    expect(ratios([2, 6, 9], [1, 2])).toEqual([2, 3]);
  });
});
