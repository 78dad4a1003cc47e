/** Files that can't be parsed are named, whether a rule asked for them or not; the others are analysed. */
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/catalog/rules.ts';
import type { Report, Rule } from '../../src/contracts.ts';
import { analyze } from '../../src/engine/analyze.ts';
import { tempTree } from '../project/temp-tree.ts';

const CALL = "const fs = require('fs');\nfs.readFileSync('a');\n";
const BROKEN = 'const a = 1;\nif (\n';

async function analyzed(
  tree: Readonly<Record<string, string>>,
  paths: readonly string[] = [],
  chosen: readonly Rule[] = rules,
): Promise<Report> {
  return analyze({ cwd: tempTree(tree), paths, rules: chosen });
}

/** `path: message` of all failures. */
function failuresOf({ failures }: Report): readonly string[] {
  return failures.map(({ path, stage, message }) => `${path}: ${stage} ${message}`);
}

describe('a file that does not parse', () => {
  it('is named with its line, and the others are analysed', async () => {
    const report = await analyzed({ 'good.js': CALL, 'bad.js': CALL + BROKEN });
    expect(failuresOf(report)).toEqual([expect.stringMatching(/^bad\.js: parse line [345]: ./)]);
    expect(report.files.map(({ path }) => path)).toEqual(['good.js']);
  });

  it('is named once, though no rule asked for it', async () => {
    const report = await analyzed({ 'good.js': CALL, 'bad.js': BROKEN, 'worse.ts': 'let x: = 1;', 'fine.js': 'f();' });
    expect(failuresOf(report)).toEqual([
      expect.stringMatching(/^bad\.js: parse line [23]: ./),
      expect.stringMatching(/^worse\.ts: parse line 1: ./),
    ]);
    expect(report.summary).toMatchObject({ files: 4, parsed: 1, failures: 2, findings: 1 });
  });

  it('is not looked for where there is much other code', async () => {
    const much = 'export const value = compute(1);\n'.repeat(70_000);
    expect(failuresOf(await analyzed({ 'good.js': CALL, 'bad.js': BROKEN, 'much.js': much }))).toEqual([]);
    expect(failuresOf(await analyzed({ 'good.js': CALL, 'bad.js': CALL + BROKEN, 'much.js': much }))).toHaveLength(1);
    expect(failuresOf(await analyzed({ 'bad.js': BROKEN, 'much.js': much }, ['bad.js']))).toHaveLength(1);
  });

  it('outside the given paths is not spoken of', async () => {
    const tree = { 'package.json': '{}', 'src/a.js': 'exports.read = () => {\n' + CALL + '};', 'bad.js': BROKEN };
    expect(failuresOf(await analyzed(tree, ['src']))).toEqual([]);
    const importer = { ...tree, 'bad.js': `require('./src/a').read();\n${BROKEN}` };
    expect(failuresOf(await analyzed(importer, ['src']))).toEqual([]);
  });

  it('is none where the parser recovers: Node or the compiler tells of it', async () => {
    const code = 'return 1;\nlet a;\nlet a;\n';
    expect(failuresOf(await analyzed({ 'good.js': CALL, 'a.js': code, 'b.js': CALL + code }))).toEqual([]);
  });

  it('is none where it is Flow-like, TypeScript in a .js file, or JSX in a .ts file', async () => {
    const tree = { 'a.js': 'const a: string = f();', 'b.ts': 'const b = <div>{a}</div>;', 'c.ts': 'const c = <T>a;' };
    expect(failuresOf(await analyzed({ ...tree, 'bin/mix': '#!/usr/bin/env node\nconst x = <T>(a) => a;' }))).toEqual([
      expect.stringContaining('bin/mix: parse line 2'),
    ]);
  });

  it('may be a rule that fails: it is named, and the other rules go on', async () => {
    const failing = (id: string, detect: Rule['detect']): Rule => ({
      id,
      summary: 'fails',
      triggers: ['fs'],
      effect: 'blocks',
      appliesIn: ['startup'],
      detect,
      message: () => 'x',
      api: () => 'x',
      cost: () => ({ points: 1 }),
    });
    const throwing = failing('throwing', () => {
      throw new Error('no luck');
    });
    const endless = failing('endless', function again(file): ReturnType<Rule['detect']> {
      return again(file);
    });
    const report = await analyzed({ 'a.js': CALL }, [], [throwing, endless, ...rules]);
    expect(failuresOf(report)).toEqual([
      'a.js: detect rule throwing failed on this file: no luck',
      'a.js: detect rule endless failed on this file: Maximum call stack size exceeded',
    ]);
    expect(report.summary.findings).toBe(1);
  });
});
