/** async-fs: synchronous file access becomes asynchronous, through every caller. */
import { defineAsyncCodemod } from '../../src/authoring/codemod-async.ts';

export const codemod = defineAsyncCodemod({
  id: 'async-fs',
  summary: 'synchronous file access becomes asynchronous, with `await` in every caller',
  rules: ['sync-io'],
  tables: ['fs'],
  gains: 'Other requests are served while one waits for the disk',
  loses: 'A single small read takes some tens of microseconds longer',
});
