/** Which tests are broken: those that passed in every run before, and don't after. Pure. */
import type { TestRun } from './test-output.ts';

/**
 * Their names; where a runner names only failures, those that never failed before; and where it names none, a sentence
 * with the counts.
 */
export function brokenTests(before: readonly TestRun[], after: TestRun): readonly string[] {
  const failedBefore = new Set(before.flatMap((run) => [...run.failed]));
  const failing = [...after.failed].filter((name) => !failedBefore.has(name));
  const [first] = before;
  const missing = [...(first?.passed.keys() ?? [])].filter((name) => timesIn(after, name) < leastTimes(before, name));
  const named = [...new Set([...failing, ...missing])];
  return named.length > 0 ? named : fewer(before, after);
}

function timesIn({ passed }: TestRun, name: string): number {
  return passed.get(name) ?? 0;
}

function leastTimes(runs: readonly TestRun[], name: string): number {
  return Math.min(...runs.map((run) => timesIn(run, name)));
}

function fewer(before: readonly TestRun[], { passedCount = 0 }: TestRun): readonly string[] {
  const least = Math.min(...before.map((run) => run.passedCount ?? 0));
  return passedCount < least ? [`${least} passed in each run before, ${passedCount} after`] : [];
}
