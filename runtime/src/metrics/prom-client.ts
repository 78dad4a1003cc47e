/** Metrics among those of `prom-client`. */
import type { Metrics } from './metrics.ts';
import { seriesOf, type Series } from './series.ts';

/** What is needed of prom-client's `Registry`; nothing is imported from that package. */
export interface PromRegistry {
  // Its own type of a metric is that of its classes, whose `get` is all that is ever called.
  readonly registerMetric: (metric: never) => void;
  readonly removeSingleMetric: (name: string) => void;
}

/**
 * Puts the metrics into a registry of prom-client, to be read whenever that is.
 * @returns takes them out again
 * @throws where the registry has some of these names already
 */
export function registerPromClient(metrics: Metrics, registry: PromRegistry): () => void {
  let latest: readonly Series[] | undefined;
  // A registry asks all of its metrics in one go; one snapshot is enough for that.
  const read = (): readonly Series[] => {
    if (!latest) queueMicrotask(() => (latest = undefined));
    return (latest ??= seriesOf(metrics.snapshot()));
  };
  const all = read();
  for (const series of all) registry.registerMetric(metricOf(series, read) as never);
  return () => {
    for (const { name } of all) registry.removeSingleMetric(name);
  };
}

function metricOf({ name, help, type }: Series, read: () => readonly Series[]): object {
  const get = (): object => {
    const samples = read().find((series) => series.name === name)?.samples ?? [];
    return { name, help, type, values: samples.map(({ labels, value }) => ({ labels, value })), aggregator: 'sum' };
  };
  return { name, help, type, aggregator: 'sum', get: () => Promise.resolve(get()), reset: () => undefined };
}
