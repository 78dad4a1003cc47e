/** The closing line of a test run without services. */
import { describe, expect, it } from 'vitest';
import { leftOutLine } from './reporter.ts';

describe('the closing line of left-out tests', () => {
  it('is absent where nothing was left out', () => {
    expect(leftOutLine([])).toBeUndefined();
  });

  it('names every test and every service once, and the command', () => {
    const postgres = 'PostgreSQL on 127.0.0.1:5432';
    const redis = 'Redis on 127.0.0.1:6379';
    const line = leftOutLine([
      { test: 'orders-service', services: [redis, postgres] },
      { test: 'reports', services: [postgres] },
    ]);
    expect(line).toBe(
      `Left out: orders-service; reports. No answer from ${postgres}, ${redis}; start with: docker compose up -d`,
    );
  });
});
