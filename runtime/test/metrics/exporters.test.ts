/** The numbers arrive in Prometheus's text, in prom-client and in OpenTelemetry as they are. */
import { MeterProvider, MetricReader, type CollectionResult } from '@opentelemetry/sdk-metrics';
import fc from 'fast-check';
import { Registry } from 'prom-client';
import { expect, it, onTestFinished } from 'vitest';
import { Metrics, prometheusText, registerOpenTelemetry, registerPromClient } from '../../src/metrics/index.ts';

/** The grammar of a line, from the description of the format. */
const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{((?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\n"])*",?)*)\})? (\S+)$/;

function metricsOf(): Metrics {
  const metrics = new Metrics();
  onTestFinished(() => metrics.close());
  return metrics;
}

function filled(): Metrics {
  const metrics = metricsOf();
  for (const ms of [10, 20, 30, 40]) metrics.observe('load', ms);
  metrics.count('mail', 3);
  metrics.gauge('queue', () => 7);
  return metrics;
}

it('writes the text of Prometheus', () => {
  const text = prometheusText(filled().snapshot());
  expect(text).toContain('# TYPE perfmig_tasks_total counter\nperfmig_tasks_total{task="load"} 4\n');
  expect(text).toContain('perfmig_task_seconds_total{task="load"} 0.1\n');
  expect(text).toContain('perfmig_events_total{name="mail"} 3\n');
  expect(text).toContain('perfmig_gauge{name="queue"} 7\n');
  expect(text).toMatch(/perfmig_task_recent_seconds\{task="load",quantile="0.5"\} 0.02\d*\n/);
});

it('writes names and values of every kind so that they can be read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.double(), (name, value) => {
      using metrics = new Metrics();
      metrics.observe(name, 1);
      metrics.gauge(name, () => value);
      const text = prometheusText(metrics.snapshot());
      const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('# '));
      const found = samples.map((line) => SAMPLE.exec(line));
      expect(found).not.toContain(null);
      const label = found.find((match) => match?.[1] === 'perfmig_gauge')?.[2] ?? '';
      const unescaped = label
        .slice('name="'.length, -1)
        .replace(/\\(.)/g, (_, char) => (char === 'n' ? '\n' : String(char)));
      expect(unescaped).toBe(name);
    }),
  );
});

it('is read by a registry of prom-client, beside its own metrics', async () => {
  const metrics = filled();
  const registry = new Registry();
  const unregister = registerPromClient(metrics, registry);
  const text = await registry.metrics();
  const own = prometheusText(metrics.snapshot()).split('\n');
  const stable = own.filter((line) => /_total\{|perfmig_gauge\{|recent_seconds\{/.test(line));
  expect(stable.length).toBeGreaterThan(8);
  for (const line of stable) expect(text).toContain(line);
  metrics.count('mail');
  expect(await registry.metrics()).toContain('perfmig_events_total{name="mail"} 4\n');
  unregister();
  expect(await registry.metrics()).not.toContain('perfmig');
});

class TestReader extends MetricReader {
  protected override onForceFlush(): Promise<void> {
    return Promise.resolve();
  }

  protected override onShutdown(): Promise<void> {
    return Promise.resolve();
  }
}

/** `name{labels}` and value of every data point. */
function pointsOf({ resourceMetrics }: CollectionResult): Record<string, unknown> {
  const all = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
  return Object.fromEntries(
    all.flatMap(({ descriptor, dataPoints }) =>
      dataPoints.map(({ attributes, value }) => [`${descriptor.name}${JSON.stringify(attributes)}`, value]),
    ),
  );
}

it('is read by OpenTelemetry', async () => {
  const metrics = filled();
  const reader = new TestReader();
  const provider = new MeterProvider({ readers: [reader] });
  onTestFinished(() => provider.shutdown());
  const unregister = registerOpenTelemetry(metrics, provider.getMeter('test'));
  const points = pointsOf(await reader.collect());
  expect(points).toMatchObject({
    'perfmig.tasks.total{"task":"load"}': 4,
    'perfmig.events.total{"name":"mail"}': 3,
    'perfmig.gauge{"name":"queue"}': 7,
  });
  expect(points['perfmig.rss.bytes{}']).toBeGreaterThan(1_000_000);
  unregister();
  metrics.count('mail');
  expect(pointsOf(await reader.collect())['perfmig.events.total{"name":"mail"}']).not.toBe(4);
});
