/** Many tasks, a few at a time. */
export { forEachBounded, mapBounded, type MapOptions } from './map-bounded.ts';
