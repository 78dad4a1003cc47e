/** How the tests run: the tests of this repository only, never those inside fixtures. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', '{runtime,eslint-plugin}/test/**/*.test.ts'],
    exclude: ['fixtures/**', '**/dist/**', 'node_modules/**'],
    reporters: ['default', './test/services/reporter.ts'],
    // Some tests start processes; on a busy machine that takes long, and is no failure.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
