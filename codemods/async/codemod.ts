/** async: all that async-fs, async-process and async-compute do, in one go. */
import { defineAsyncCodemod } from '../../src/authoring/codemod-async.ts';

export const codemod = defineAsyncCodemod({
  id: 'async',
  summary: 'file access, programs and costly computing become asynchronous, with `await` in every caller',
  rules: ['sync-io', 'sync-process', 'sync-compute'],
  tables: ['fs', 'process', 'compute'],
  gains: 'Other requests are served while one waits',
  loses: 'A single small call takes some tens of microseconds longer',
});
