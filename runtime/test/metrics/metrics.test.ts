/** What metrics tell is what happened. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import fc from 'fast-check';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  LagSampler,
  Metrics,
  type MetricsOptions,
  type MetricsSnapshot,
  type SlowTask,
} from '../../src/metrics/index.ts';
import { Pool } from '../../src/pool/index.ts';
import { Recent } from '../../src/metrics/recent.ts';

function metricsOf(options: MetricsOptions = {}): Metrics {
  const metrics = new Metrics(options);
  onTestFinished(() => metrics.close());
  return metrics;
}

function blockFor(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end;);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

afterEach(() => {
  vi.useRealTimers();
});

describe('track', () => {
  it('gives what the task gives, and counts how it ended and how long it took', async () => {
    vi.useFakeTimers();
    const metrics = metricsOf();
    const good = metrics.track('load', () => pause(40).then(() => 'loaded'));
    const bad = metrics.track('load', async () => {
      await pause(60);
      throw new Error('no');
    });
    bad.catch(() => undefined);
    expect(metrics.snapshot().tasks['load']).toMatchObject({ running: 2, count: 0 });
    await vi.advanceTimersByTimeAsync(100);
    expect(await good).toBe('loaded');
    await expect(bad).rejects.toThrow('no');
    const { recentMs, ...counts } = metrics.snapshot().tasks['load'] as NonNullable<MetricsSnapshot['tasks'][string]>;
    expect(counts).toEqual({ count: 2, errors: 1, slow: 0, running: 0, totalMs: 100 });
    expect(recentMs).toMatchObject({ count: 2, mean: 50 });
    expect(recentMs.min).toBeCloseTo(40, 0);
    expect(recentMs.max).toBeCloseTo(60, 0);
  });

  it('tells of a slow task once, while it runs', async () => {
    vi.useFakeTimers();
    const told: SlowTask[] = [];
    const metrics = metricsOf({ onSlow: (task) => told.push(task) });
    const slow = metrics.track('report', () => pause(60_000));
    await vi.advanceTimersByTimeAsync(19_999);
    expect(told).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_001);
    expect(told.map(({ name }) => name)).toEqual(['report']);
    expect(told[0]?.ms).toBeGreaterThanOrEqual(20_000);
    await vi.advanceTimersByTimeAsync(60_000);
    await slow;
    expect(told).toHaveLength(1);
    expect(metrics.snapshot().tasks['report']).toMatchObject({ slow: 1, count: 1 });
  });

  it('tells of a slow task that blocked, when it has ended', async () => {
    const told: SlowTask[] = [];
    const metrics = metricsOf({ slowMs: 20, onSlow: (task) => told.push(task) });
    await metrics.track('block', () => blockFor(30));
    expect(told).toHaveLength(1);
  });

  it('forgets times after two intervals, and counts never', async () => {
    vi.useFakeTimers();
    const told: MetricsSnapshot[] = [];
    const metrics = metricsOf({ onInterval: (snapshot) => told.push(snapshot) });
    metrics.observe('load', 10);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toHaveLength(1);
    metrics.observe('load', 30);
    expect(metrics.snapshot().tasks['load']).toMatchObject({ count: 2, recentMs: { count: 2, mean: 20 } });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(metrics.snapshot().tasks['load']).toMatchObject({ count: 2, recentMs: { count: 1, mean: 30 } });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(metrics.snapshot().tasks['load']).toMatchObject({ count: 2, totalMs: 40, recentMs: { count: 0, mean: 0 } });
  });

  it('never has more names than allowed, and counts every task under one of them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ maxLength: 2 }), { maxLength: 60 }), async (names) => {
        using metrics = new Metrics({ maxNames: 5 });
        for (const name of names) {
          metrics.count(name);
          await metrics.track(name, () => undefined);
        }
        const { tasks, counters } = metrics.snapshot();
        expect(Object.keys(tasks).length).toBeLessThanOrEqual(6);
        expect(Object.values(tasks).reduce((sum, { count }) => sum + count, 0)).toBe(names.length);
        expect(Object.values(counters).reduce((sum, count) => sum + count, 0)).toBe(names.length);
      }),
    );
  });
});

describe('percentiles', () => {
  it('are within one part in a hundred of the exact ones', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3_600_000 }), { minLength: 1, maxLength: 200 }), (values) => {
        const recent = new Recent();
        for (const value of values) recent.record(value);
        const sorted = values.toSorted((a, b) => a - b);
        const spread = recent.spread();
        for (const [field, percentile] of [
          ['p50', 50],
          ['p90', 90],
          ['p99', 99],
        ] as const) {
          const exact = sorted[Math.max(Math.floor((percentile / 100) * sorted.length + 0.5), 1) - 1] as number;
          expect(Math.abs(spread[field] - exact)).toBeLessThanOrEqual(exact / 100);
        }
        expect(spread.count).toBe(values.length);
      }),
    );
  });
});

describe('gauges', () => {
  it('read pools and whatever else has numbers, when they are asked', async () => {
    const metrics = metricsOf();
    await using pool = new Pool({ create: () => ({}), min: 0 });
    const unwatch = metrics.watch('db', pool);
    let queued = 3;
    metrics.gauge('queue', () => queued);
    metrics.gauge('broken', () => {
      throw new Error('not now');
    });
    const lease = await pool.acquire();
    queued = 4;
    expect(metrics.snapshot().gauges).toMatchObject({ queue: 4, 'db.held': 1, 'db.size': 1, 'db.waiting': 0 });
    expect(metrics.snapshot().gauges).not.toHaveProperty('broken');
    lease.release();
    unwatch();
    expect(metrics.snapshot().gauges).toEqual({ queue: 4 });
  });

  it('tell the memory of the process', () => {
    const { heapUsedBytes, heapTotalBytes, rssBytes } = metricsOf().snapshot().process;
    expect(heapUsedBytes).toBeGreaterThan(1_000_000);
    expect(heapTotalBytes).toBeGreaterThanOrEqual(heapUsedBytes);
    expect(rssBytes).toBeGreaterThan(heapUsedBytes);
  });
});

describe('event-loop lag', () => {
  it('is seen from the first block on', async () => {
    using sampler = new LagSampler();
    blockFor(200);
    await pause(50);
    // Up to one look shorter; longer where the machine is busy.
    expect(sampler.spread().max).toBeGreaterThan(170);
    expect(sampler.currentMs).toBeGreaterThan(0);
  });

  it('is about what Node itself measures', async () => {
    using sampler = new LagSampler();
    const judge = monitorEventLoopDelay({ resolution: 10 });
    judge.enable();
    await pause(50);
    for (let i = 0; i < 5; i++) {
      blockFor(100);
      await pause(30);
    }
    judge.disable();
    expect(sampler.spread().max).toBeGreaterThan(judge.max / 1e6 - 40);
    expect(sampler.spread().max).toBeLessThan(judge.max / 1e6 + 100);
  });
});

it('lets the process end', async () => {
  const { execFile } = await import('node:child_process');
  const { promisify } = await import('node:util');
  const { ensureBuilt, RUNTIME } = await import('../package/built.ts');
  ensureBuilt();
  const program = "const { Metrics } = await import('@perfmig/runtime/metrics'); new Metrics(); console.log('end');";
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    cwd: RUNTIME,
  });
  expect(stdout).toBe('end\n');
});
