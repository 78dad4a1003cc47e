/** What rewritten code calls, as the runtime gives it: one at a time where the executor is switched off. */
import { isOff } from '../settings/switches.ts';
import { limitConcurrency as limit } from './limit-concurrency.ts';
import { mapConcurrent as map } from './map-concurrent.ts';

/** As `mapConcurrent` of map-concurrent.ts; a limit of 1 with `PERFMIG_MODE=sync` or `executor:off`. */
export const mapConcurrent: typeof map = (items, most, visit) => map(items, isOff('executor') ? 1 : most, visit);

/** As `limitConcurrency` of limit-concurrency.ts; a limit of 1 with `PERFMIG_MODE=sync` or `executor:off`. */
export const limitConcurrency: typeof limit = (most, call) => limit(isOff('executor') ? 1 : most, call);
