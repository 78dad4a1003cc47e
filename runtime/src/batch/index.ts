/** Many small requests as one large one. */
export { Batch, type LoadOptions } from './batch.ts';
export type { BatchOptions, LoadContext } from './options.ts';
