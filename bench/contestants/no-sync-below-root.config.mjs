/** As no-sync.config.mjs, with the option that leaves alone what runs when a module is loaded. */
import base from './no-sync.config.mjs';

export default [
  ...base,
  { files: ['**/*.{js,ts,tsx}'], rules: { 'n/no-sync': ['error', { allowAtRootLevel: true }] } },
];
