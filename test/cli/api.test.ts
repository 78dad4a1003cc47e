/** The public API: what the command line has no words for. */
import { describe, expect, it } from 'vitest';
import { analyze, rules, UsageError, type Rule } from '../../src/index.ts';
import { tempTree } from '../project/temp-tree.ts';

/** A rule that throws in files that say so. */
const throwing: Rule = {
  id: 'throwing',
  summary: 'throws',
  triggers: ['throw'],
  effect: 'blocks',
  appliesIn: ['unknown'],
  detect: (file) => ({
    CallExpression: () => {
      if (file.path === 'bad.js') throw new TypeError('this rule\nis broken');
      return undefined;
    },
  }),
  message: () => 'thrown',
  api: () => 'throw',
  cost: () => ({ points: 1 }),
};

describe('analyze', () => {
  it('asks every rule about the whole project of a folder', async () => {
    const cwd = tempTree({ 'a.js': "require('fs').readFileSync('a');\n" });
    const report = await analyze({ cwd });
    expect(report.files.map(({ path }) => path)).toEqual(['a.js']);
    expect(rules.length).toBeGreaterThan(1);
  });

  it('names the file and the rule where a rule throws; the others are analysed', async () => {
    const cwd = tempTree({
      'bad.js': "const fs = require('fs');\nfs.readFileSync('throw');\n",
      'good.js': "const fs = require('fs');\nfs.readFileSync('throw');\n",
    });
    const report = await analyze({ cwd, rules: [throwing, ...rules] });
    expect(report.failures).toEqual([
      { path: 'bad.js', stage: 'detect', message: expect.stringMatching(/throwing.*this rule/) as string },
    ]);
    expect(report.files.map(({ path }) => path)).toContain('good.js');
  });

  it('throws UsageError for a wrong path', async () => {
    await expect(analyze({ cwd: tempTree({ 'a.js': '' }), paths: ['b.js'] })).rejects.toThrow(UsageError);
  });

  it('ends early where its signal is aborted', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 600 }, (_, index) => [
        `${index}.js`,
        "import fs from 'fs';\nfs.statSync('a');\n".repeat(20),
      ]),
    );
    const controller = new AbortController();
    const onProgress = (): void => {
      controller.abort(new Error('enough'));
    };
    const run = analyze({ cwd: tempTree(files), onProgress, signal: controller.signal });
    await expect(run).rejects.toThrow('enough');
  });
});
