/** What loops become: bounded, in order, and failing as the loop would have. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limitConcurrency, mapConcurrent } from '../../src/executor/index.ts';
import { inNormalMode } from '../normal-mode.ts';

const lists = fc.array(fc.record({ value: fc.integer(), fails: fc.integer({ max: 9, min: 0 }) }), { maxLength: 25 });

describe('mapConcurrent', () => {
  inNormalMode('keeps order and bound, and fails with the earliest failure, whatever ends first', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), lists, fc.integer({ min: 1, max: 6 }), async (scheduler, list, limit) => {
        let [running, most, begun] = [0, 0, 0];
        const visit = async ({ value, fails }: (typeof list)[number], index: number): Promise<string> => {
          begun++;
          most = Math.max(most, ++running);
          await scheduler.schedule(Promise.resolve());
          running--;
          if (fails === 0) throw new Error(String(index));
          return `${index}: ${value}`;
        };
        const outcome = await scheduler.waitFor(
          mapConcurrent(list, limit, visit).catch((error: unknown) => (error as Error).message),
        );
        const first = list.findIndex(({ fails }) => fails === 0);
        expect(outcome).toEqual(first === -1 ? list.map(({ value }, i) => `${i}: ${value}`) : String(first));
        expect(running, 'nothing is left under way').toBe(0);
        expect(most).toBeLessThanOrEqual(limit);
        if (first === -1) expect(most).toBe(Math.min(limit, list.length));
        if (first === -1) expect(begun).toBe(list.length);
      }),
      { numRuns: 300 },
    );
  });

  it('begins no visit after a failure', async () => {
    const begun: number[] = [];
    const visit = async (item: number): Promise<void> => {
      begun.push(item);
      await Promise.resolve();
      if (item === 1) throw new Error('one');
    };
    await expect(mapConcurrent([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 2, visit)).rejects.toThrow('one');
    expect(begun.length).toBeLessThanOrEqual(4);
  });

  it('takes any iterable, and visits that throw at once or give a plain value', async () => {
    expect(await mapConcurrent(new Set(['a', 'b']), 4, (item, index) => item + String(index))).toEqual(['a0', 'b1']);
    const thrower = (): never => {
      throw new Error('at once');
    };
    await expect(mapConcurrent(new Map([[1, 2]]), 4, thrower)).rejects.toThrow('at once');
    expect(await mapConcurrent([], 4, thrower)).toEqual([]);
  });
});

describe('limitConcurrency', () => {
  inNormalMode('hands on arguments and outcomes, and begins in the order of the calls', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), lists, fc.integer({ min: 1, max: 6 }), async (scheduler, list, limit) => {
        let [running, most] = [0, 0];
        const begun: number[] = [];
        const call = async ({ value, fails }: (typeof list)[number], index: number): Promise<number> => {
          begun.push(index);
          most = Math.max(most, ++running);
          await scheduler.schedule(Promise.resolve());
          running--;
          if (fails === 0) throw new Error(String(index));
          return value;
        };
        const outcomes = await scheduler.waitFor(Promise.allSettled(list.map(limitConcurrency(limit, call))));
        expect(outcomes.map((one) => (one.status === 'fulfilled' ? one.value : 'failed'))).toEqual(
          list.map(({ value, fails }) => (fails === 0 ? 'failed' : value)),
        );
        expect(begun).toEqual(list.map((_, index) => index));
        expect(most).toBe(Math.min(limit, list.length));
      }),
      { numRuns: 300 },
    );
  });

  it('begins as many as may run before the first call returns', () => {
    const begun: number[] = [];
    const call = limitConcurrency(2, (item: number) => {
      begun.push(item);
      return new Promise<void>(() => undefined);
    });
    for (const item of [1, 2, 3]) void call(item);
    expect(begun.slice(0, 1)).toEqual([1]);
    expect(begun.length).toBeLessThanOrEqual(2);
  });

  it('makes a promise of what is thrown at once', async () => {
    const call = limitConcurrency(1, (): number => {
      throw new Error('at once');
    });
    await expect(call()).rejects.toThrow('at once');
    await expect(call(), 'the place is free again').rejects.toThrow('at once');
  });
});
