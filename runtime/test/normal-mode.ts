/** For tests of concurrency, pooling and caching: of what PERFMIG_MODE=sync takes away. */
import { describe, it } from 'vitest';

/** A test that is there in normal mode only. Whole files of these are called `*.normal.test.ts`. */
export const inNormalMode: (name: string, test: () => unknown) => void =
  process.env['PERFMIG_MODE'] === 'sync' ? () => undefined : it;

/** The same for a suite. */
export const describeInNormalMode: (name: string, suite: () => void) => void =
  process.env['PERFMIG_MODE'] === 'sync' ? () => undefined : describe;
