/** How the tests run: the tests of this repository only, never those inside fixtures. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['fixtures/**', 'dist/**', 'node_modules/**'],
    reporters: ['default', './test/services/reporter.ts'],
    testTimeout: 20_000,
  },
});
