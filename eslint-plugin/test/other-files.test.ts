/** Files that are not plain JavaScript or TypeScript, and trees of other parsers: findings where there is code, and no crash. */
import { Linter } from 'eslint';
import * as svelteParser from 'svelte-eslint-parser';
import * as vueParser from 'vue-eslint-parser';
import { describe, expect, it } from 'vitest';
import { tempTree } from '../../test/project/temp-tree.ts';
import { fix, lint, plugin } from '../../test/eslint/lint.ts';

const CALL =
  "import { readFileSync } from 'node:fs';\nexport async function load(path) {\n  return readFileSync(path);\n}\n";

function lintWith(parser: object, name: string, text: string): Linter.LintMessage[] {
  const { rules, plugins } = plugin.configs.strict as unknown as Linter.Config;
  const cwd = tempTree({ 'package.json': '{ "name": "other" }\n' });
  const config = {
    files: ['**/*.{vue,svelte}'],
    languageOptions: { parser },
    plugins,
    rules,
    settings: { perfmig: { index: false } },
  };
  return new Linter({ cwd }).verify(text, [config as unknown as Linter.Config], { filename: `${cwd}/${name}` });
}

describe('a file of', () => {
  it.each([
    ['Vue', vueParser, 'a.vue', `<template><p :a="b => c">{{ d }}</p></template>\n<script>\n${CALL}</script>\n`],
    [
      'Vue with set-up',
      vueParser,
      'a.vue',
      `<script setup>\nimport fs from 'fs';\nconst f = async (p) => fs.statSync(p);\n</script>\n`,
    ],
    [
      'Svelte',
      svelteParser,
      'a.svelte',
      `<script>\n${CALL}</script>\n{#each list as item}<p on:click={() => f(item)}>{item}</p>{/each}\n`,
    ],
  ])('%s has the findings of its script', (_, parser, name, text) => {
    expect(lintWith(parser, name, text)).toMatchObject([{ ruleId: 'perfmig/sync-io' }]);
  });

  it('JSX is one like all others', () => {
    const text = `import { readFileSync } from 'fs';\nexport async function Page({ path }) {\n  return <p title={readFileSync(path)} {...rest}>a</p>;\n}\n`;
    const cwd = tempTree({ 'package.json': '{}' });
    for (const parser of ['espree', 'typescript-eslint'] as const) {
      const messages = lint({ text, cwd, filename: `${cwd}/page.jsx`, parser });
      expect(messages, parser).toMatchObject([{ ruleId: 'perfmig/sync-io', line: 3 }]);
    }
  });

  it('nothing, of types alone, or with a byte-order mark or a #! is no fault', () => {
    const cwd = tempTree({ 'package.json': '{}' });
    const said = (text: string, name: string): unknown => lint({ text, cwd, filename: `${cwd}/${name}` });
    expect(said('', 'empty.ts')).toEqual([]);
    expect(said('export type Sync = { readFileSync(): void };\ndeclare const a: Sync;\n', 'types.d.ts')).toEqual([]);
    const marked = `\uFEFF#!/usr/bin/env node\n${CALL}`;
    expect(said(marked, 'bin.js')).toMatchObject([{ line: 4, column: 10 }]);
    expect(fix({ text: marked, cwd, filename: `${cwd}/bin.js` }).output).toContain('return readFile(path)');
  });

  it('text without a name is read as if it lay in the working directory', () => {
    expect(lint({ text: CALL, cwd: tempTree({}), filename: '<input>.js' })).toMatchObject([
      { ruleId: 'perfmig/sync-io' },
    ]);
  });
});

describe('the comments', () => {
  const cwd = '/nowhere';

  it('of perfmig and of the linter both disable', () => {
    const call = 'readFileSync(path);\n';
    const text = `import { readFileSync } from 'fs';\nexport function load(path) {\n// perfmig-disable-next-line sync-io -- small\n${call}// eslint-disable-next-line perfmig/sync-io\n${call}${call}}\n`;
    expect(lint({ text, cwd, filename: `${cwd}/a.js` })).toMatchObject([{ line: 7 }]);
  });

  it('that say what is left to be done are reported', () => {
    const text =
      '// perfmig-todo: perfmig apply --codemod async-fs --only a.js:3\n/*\n * perfmig-todo by hand:\n * both\n */\n// perfmig-todos\n';
    expect(lint({ text, cwd, filename: `${cwd}/a.js` })).toMatchObject([
      { ruleId: 'perfmig/todo', line: 1, message: 'Left to be done: perfmig apply --codemod async-fs --only a.js:3' },
      { ruleId: 'perfmig/todo', line: 2, message: 'Left to be done: by hand: both' },
    ]);
  });
});
