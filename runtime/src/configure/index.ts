/** One configuration for the whole process. */
export { configure, resetConfiguration } from './configure.ts';
export { DEFAULTS } from '../settings/defaults.ts';
export { variableOf } from '../settings/settings-for.ts';
export type {
  BatchConfiguration,
  CacheConfiguration,
  Configuration,
  ExecutorConfiguration,
  FilesConfiguration,
  MetricsConfiguration,
  PoolConfiguration,
  RedisConfiguration,
  RetryConfiguration,
} from '../settings/configuration.ts';
