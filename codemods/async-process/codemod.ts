/** async-process: programs are run without waiting for them on the main thread, through every caller. */
import { defineAsyncCodemod } from '../../src/authoring/codemod-async.ts';

export const codemod = defineAsyncCodemod({
  id: 'async-process',
  summary: 'programs run without blocking the process, with `await` in every caller',
  rules: ['sync-process'],
  tables: ['process'],
  gains: 'Other requests are served while a program runs',
  loses: 'Nothing of note: starting the program takes most of the time',
});
