/** What a program does and how long it takes, in numbers. */
export { LagSampler, type Lag, type LagOptions } from './lag-sampler.ts';
export { Metrics, type MetricsOptions, type SlowTask, type Watched } from './metrics.ts';
export { registerOpenTelemetry, type OpenTelemetryMeter } from './open-telemetry.ts';
export { registerPromClient, type PromRegistry } from './prom-client.ts';
export { prometheusText } from './prometheus-text.ts';
export type { MetricsSnapshot, Spread, TaskSnapshot } from './snapshot.ts';
