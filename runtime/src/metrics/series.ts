/** A snapshot as series of labelled numbers, as Prometheus and OpenTelemetry know them. */
import type { MetricsSnapshot, Spread, TaskSnapshot } from './snapshot.ts';

/** One number. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Numbers of one kind; times are in seconds and sizes in bytes, as both systems want it. */
export interface Series {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  readonly samples: readonly Sample[];
}

const QUANTILES = { '0.5': 'p50', '0.9': 'p90', '0.95': 'p95', '0.99': 'p99', '1': 'max' } as const;

/** All of it. */
export function seriesOf(snapshot: MetricsSnapshot): readonly Series[] {
  return [...seriesOfTasks(snapshot), ...seriesOfNames(snapshot), ...seriesOfProcess(snapshot)];
}

function seriesOfTasks({ tasks }: MetricsSnapshot): readonly Series[] {
  const of = (value: (task: TaskSnapshot) => number): Sample[] =>
    Object.entries(tasks).map(([task, one]) => ({ labels: { task }, value: value(one) }));
  const quantiles = Object.entries(tasks).flatMap(([task, { recentMs }]) => quantilesOf(recentMs, { task }));
  return [
    counter(
      'perfmig_tasks_total',
      'Tasks that have ended.',
      of(({ count }) => count),
    ),
    counter(
      'perfmig_task_errors_total',
      'Tasks that have ended by an error.',
      of(({ errors }) => errors),
    ),
    counter(
      'perfmig_slow_tasks_total',
      'Tasks over the threshold.',
      of(({ slow }) => slow),
    ),
    counter(
      'perfmig_task_seconds_total',
      'Time of all ended tasks.',
      of(({ totalMs }) => totalMs / 1_000),
    ),
    gauge(
      'perfmig_tasks_running',
      'Tasks under way.',
      of(({ running }) => running),
    ),
    gauge('perfmig_task_recent_seconds', 'Time of tasks, of the last one to two intervals.', quantiles),
  ];
}

function seriesOfNames({ counters, gauges }: MetricsSnapshot): readonly Series[] {
  const of = (values: Readonly<Record<string, number>>): Sample[] =>
    Object.entries(values).map(([name, value]) => ({ labels: { name }, value }));
  return [
    counter('perfmig_events_total', 'What was counted.', of(counters)),
    gauge('perfmig_gauge', 'What was registered or is watched.', of(gauges)),
  ];
}

function seriesOfProcess({ process }: MetricsSnapshot): readonly Series[] {
  const of = (value: number): Sample[] => [{ labels: {}, value }];
  return [
    gauge('perfmig_heap_used_bytes', 'Heap in use.', of(process.heapUsedBytes)),
    gauge('perfmig_heap_total_bytes', 'Heap there is.', of(process.heapTotalBytes)),
    gauge('perfmig_rss_bytes', 'Resident memory.', of(process.rssBytes)),
    gauge('perfmig_event_loop_lag_seconds', 'How late the event loop is.', quantilesOf(process.lagMs, {})),
  ];
}

function counter(name: string, help: string, samples: readonly Sample[]): Series {
  return { name, help, type: 'counter', samples };
}

function gauge(name: string, help: string, samples: readonly Sample[]): Series {
  return { name, help, type: 'gauge', samples };
}

function quantilesOf(spread: Spread, labels: Readonly<Record<string, string>>): Sample[] {
  return Object.entries(QUANTILES).map(([quantile, field]) => ({
    labels: { ...labels, quantile },
    value: spread[field] / 1_000,
  }));
}
