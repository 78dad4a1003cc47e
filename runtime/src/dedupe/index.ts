/** One run for all who ask for the same at the same time. */
export { Dedupe, type DedupeOptions } from './dedupe.ts';
