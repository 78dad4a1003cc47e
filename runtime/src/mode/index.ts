/** Taking optimizations back: for the process, for a part, for an object, for a call. */
export { PARTS, type ModeSetting, type Part, type Switch } from '../settings/parts.ts';
export type { Fallback } from '../settings/fallback.ts';
export { isOff } from '../settings/switches.ts';
export { onFallback } from './on-fallback.ts';
