/** eslint-plugin-n's rule; on TypeScript it stops unless types are there. */
import n from 'eslint-plugin-n';
import { parser } from 'typescript-eslint';

export default [
  { files: ['**/*.{js,ts,tsx}'], plugins: { n }, rules: { 'n/no-sync': 'error' } },
  { files: ['**/*.{ts,tsx}'], languageOptions: { parser, parserOptions: { projectService: true } } },
];
