/** Metrics as instruments of OpenTelemetry. */
import type { Metrics } from './metrics.ts';
import { seriesOf } from './series.ts';

/** Where a number is told. */
interface Observer {
  readonly observe: (instrument: never, value: number, attributes: Readonly<Record<string, string>>) => void;
}

type Callback = (observer: Observer) => void;

/** What is needed of OpenTelemetry's `Meter`; nothing is imported from its packages. */
export interface OpenTelemetryMeter {
  readonly createObservableCounter: (name: string, options: { readonly description: string }) => object;
  readonly createObservableGauge: (name: string, options: { readonly description: string }) => object;
  readonly addBatchObservableCallback: (callback: Callback, instruments: never[]) => void;
  readonly removeBatchObservableCallback: (callback: Callback, instruments: never[]) => void;
}

/**
 * Makes an instrument of a meter for each of the metrics, read whenever the meter's reader reads.
 * @returns ends that
 */
export function registerOpenTelemetry(metrics: Metrics, meter: OpenTelemetryMeter): () => void {
  const instruments = new Map<string, object>();
  for (const { name, help: description, type } of seriesOf(metrics.snapshot())) {
    const own = name.replaceAll('_', '.');
    const instrument =
      type === 'counter'
        ? meter.createObservableCounter(own, { description })
        : meter.createObservableGauge(own, { description });
    instruments.set(name, instrument);
  }
  const callback: Callback = (observer) => {
    for (const { name, samples } of seriesOf(metrics.snapshot())) {
      for (const { labels, value } of samples) observer.observe(instruments.get(name) as never, value, labels);
    }
  };
  const all = [...instruments.values()] as never[];
  meter.addBatchObservableCallback(callback, all);
  return () => meter.removeBatchObservableCallback(callback, all);
}
