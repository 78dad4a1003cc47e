/** The methods of arrays for callbacks that are waited for: one element after another, as the methods call them. */
export { everyInOrder } from './every-in-order.ts';
export { filterInOrder } from './filter-in-order.ts';
export { findInOrder } from './find-in-order.ts';
export { findIndexInOrder } from './find-index-in-order.ts';
export { flatMapInOrder } from './flat-map-in-order.ts';
export { forEachInOrder } from './for-each-in-order.ts';
export { mapInOrder } from './map-in-order.ts';
export { reduceInOrder } from './reduce-in-order.ts';
export { someInOrder } from './some-in-order.ts';
export type { Visit } from './visit.ts';
