/** async-compute: compression, hashing and keys are made on other threads, through every caller. */
import { defineAsyncCodemod } from '../../src/authoring/codemod-async.ts';

export const codemod = defineAsyncCodemod({
  id: 'async-compute',
  summary: 'compression, password hashes and keys are made on other threads, with `await` in every caller',
  rules: ['sync-compute'],
  tables: ['compute'],
  gains: 'Other requests are served while data is compressed or a password is hashed',
  loses: 'Very small inputs take longer, since they travel to another thread',
});
