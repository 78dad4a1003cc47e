/**
 * How the tests run: the tests of this repository only, never those inside fixtures. Those of the runtime run a second
 * time with every optimization switched off: results and errors are the same then.
 */
import { defineConfig } from 'vitest/config';

const IGNORED = ['fixtures/**', '**/dist/**', 'node_modules/**'];

/** Of the runtime's tests those of concurrency, pooling and the package, which mode sync takes away or doesn't touch. */
const NORMAL_MODE = [
  '**/*.normal.test.ts',
  'runtime/test/{clients,package,events,metrics}/**',
  'runtime/test/executor/{adaptive-limit,backpressure}.test.ts',
  'runtime/test/pool/{fail-over,postgres}.test.ts',
];

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: ['test/**/*.test.ts', '{runtime,eslint-plugin}/test/**/*.test.ts'],
          exclude: IGNORED,
        },
      },
      {
        extends: true,
        test: {
          name: 'PERFMIG_MODE=sync',
          include: ['runtime/test/**/*.test.ts'],
          exclude: [...IGNORED, ...NORMAL_MODE],
          env: { PERFMIG_MODE: 'sync' },
        },
      },
    ],
    reporters: ['default', './test/services/reporter.ts'],
    // Some tests start processes; on a busy machine that takes long, and is no failure.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
