/** A rule that fails on a file is said to have failed there; the other rules go on. */
import { Linter } from 'eslint';
import { expect, it } from 'vitest';
import { rule as syncIo } from '../../rules/sync-io/rule.ts';
import { rule as jsonCopy } from '../../rules/json-copy/rule.ts';
import type { Rule } from '../../src/contracts.ts';
import { FileLints } from '../../src/eslint/file-lint.ts';
import { linterRule } from '../../src/eslint/rule.ts';

it('is told on the first line', () => {
  const failing = {
    ...jsonCopy,
    triggers: ['fs'],
    detect: () => {
      throw new Error('no such thing');
    },
  } as unknown as Rule;
  const shared = { lints: new FileLints([failing, syncIo], {}), pageOf: (id: string) => id };
  const plugin = { rules: { copy: linterRule(failing, shared), io: linterRule(syncIo, shared) } };
  const config = {
    languageOptions: { sourceType: 'commonjs' },
    plugins: { plugin },
    rules: { 'plugin/copy': 'error', 'plugin/io': 'error' },
    settings: { perfmig: { index: false, config: false } },
  };
  const text = "const fs = require('fs');\nexports.load = (path) => fs.readFileSync(path);\n";
  const messages = new Linter({ cwd: '/nowhere' }).verify(text, [config as unknown as Linter.Config], '/nowhere/a.js');
  expect(messages).toMatchObject([
    {
      ruleId: 'plugin/copy',
      line: 1,
      message: 'rule json-copy failed on this file: no such thing; what it would have found here is not known',
    },
    { ruleId: 'plugin/io', line: 2 },
  ]);
});
