/** The text that Prometheus reads. */
import { seriesOf, type Sample, type Series } from './series.ts';
import type { MetricsSnapshot } from './snapshot.ts';

/**
 * A snapshot in the text format of Prometheus, for an answer of the type `text/plain; version=0.0.4`.
 * https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function prometheusText(snapshot: MetricsSnapshot): string {
  return seriesOf(snapshot)
    .filter(({ samples }) => samples.length > 0)
    .map(textOf)
    .join('');
}

function textOf({ name, help, type, samples }: Series): string {
  const lines = samples.map(({ labels, value }) => `${name}${labelsText(labels)} ${valueText(value)}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function labelsText(labels: Sample['labels']): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
}

/** JavaScript writes infinities out, which Prometheus calls Inf. */
function valueText(value: number): string {
  return String(value).replace('Infinity', 'Inf');
}
