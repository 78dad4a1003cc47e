/** ESLint as people would set it up to find blocking calls, without type information. */
import { parser } from 'typescript-eslint';

export default [
  {
    files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'],
    languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
    rules: {
      'no-await-in-loop': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'CallExpression[callee.name=/Sync$/]', message: 'blocks' },
        { selector: 'CallExpression[callee.property.name=/Sync$/]', message: 'blocks' },
      ],
    },
  },
];
