/** Files nested so deeply that a parser or a walk of the tree would use up the stack: they are named, the run goes on. */
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/catalog/rules.ts';
import type { Report } from '../../src/contracts.ts';
import { analyze } from '../../src/engine/analyze.ts';
import { TOO_DEEP } from '../../src/syntax/nesting.ts';
import { tempTree } from '../project/temp-tree.ts';

const CALL = "const fs = require('fs');\nfs.readFileSync('a');\n";

/** Code nested so and so often; short lines, so that no file counts as minified. */
const SHAPES: Readonly<Record<string, (levels: number) => string>> = {
  arrays: (n) => `x = ${'[\n'.repeat(n)}${']\n'.repeat(n)}`,
  objects: (n) => `x = ${'{ a:\n'.repeat(n)}1${'}\n'.repeat(n)}`,
  parentheses: (n) => `x = ${'(\n'.repeat(n)}1${')\n'.repeat(n)}`,
  calls: (n) => `${'f(\n'.repeat(n)}${')\n'.repeat(n)}`,
  functions: (n) => `${'function f() {\n'.repeat(n)}${'}\n'.repeat(n)}`,
  callbacks: (n) => `${'on(() => {\n'.repeat(n)}${'});\n'.repeat(n)}`,
  templates: (n) => `x = ${'`${\n'.repeat(n)}1${'}`\n'.repeat(n)}`,
  arrows: (n) => `x = ${'a =>\n'.repeat(n)}1`,
  conditions: (n) => `x = ${'a ? b\n  : '.repeat(n)}1`,
  'else if, with blocks': (n) => `if (a) {\n  b();\n}${' else if (a) {\n  b();\n}'.repeat(n)}`,
  'else if, without': (n) => `if (a) b();\n${'else if (a) b();\n'.repeat(n)}`,
  sums: (n) => `x = ${"'some text' +\n".repeat(n)}''`,
  'sums, operator first': (n) => `x = ''${"\n  + 'some text'".repeat(n)}`,
  'then chains': (n) => `x${'\n  .then((value) => value + 1)'.repeat(n)};`,
  members: (n) => `x = a${'\n.b'.repeat(n)};`,
  'optional members': (n) => `x = a${'\n?.b'.repeat(n)};`,
  assignments: (n) => `${'a =\n'.repeat(n)}1`,
  negations: (n) => `x = ${'!\n'.repeat(n)}1`,
  'operators that are words': (n) => `x = ${'typeof\n'.repeat(n)}1`,
  elements: (n) => `x = ${'<a>\n'.repeat(n)}${'</a>\n'.repeat(n)}`,
  'for without blocks': (n) => `${'for (;;)\n'.repeat(n)}f();`,
  'try in catch': (n) => `${'try { f(); } catch {\n'.repeat(n)}${'}\n'.repeat(n)}`,
};

async function analyzed(tree: Readonly<Record<string, string>>): Promise<Report> {
  return analyze({ cwd: tempTree(tree), paths: [], rules });
}

function foundIn({ files }: Report): readonly string[] {
  return files.map(({ path, findings }) => `${path} ${findings.length}`);
}

describe.each(Object.entries(SHAPES))('%s within each other', (_, shape) => {
  it('100 times are no trouble', async () => {
    const report = await analyzed({ 'deep.js': CALL + shape(100) });
    expect(report.failures).toEqual([]);
    expect(foundIn(report)).toEqual(['deep.js 1']);
  });

  it('5,000 times are analysed or named', async () => {
    const report = await analyzed({ 'good.js': CALL, 'deep.js': CALL + shape(5000) });
    const named = report.failures.map(({ path, message }) => `${path} ${message.replace(/^line \d+: /, '')}`);
    expect([...foundIn(report), ...named].sort()).toEqual(
      expect.arrayContaining(['good.js 1', named.length > 0 ? `deep.js ${TOO_DEEP}` : 'deep.js 1']),
    );
    expect(named.length).toBeLessThan(2);
  });

  it.each([30_000, 200_000])('%i times are named, and cost their own file only', async (levels) => {
    const report = await analyzed({ 'good.js': CALL, 'deep.js': CALL + shape(levels) });
    expect(report.failures).toEqual([
      { path: 'deep.js', stage: 'parse', message: expect.stringMatching(TOO_DEEP) as string },
    ]);
    expect(foundIn(report)).toEqual(['good.js 1']);
  });
});

describe('large files that are not deep are analysed', () => {
  const FLAT: Readonly<Record<string, string>> = {
    'statements without semicolons': 'first.second()\nthird = fourth + fifth\n'.repeat(5000),
    'an array of objects': `x = [\n${"  { a: 1, b: [1, 2], c: '(' },\n".repeat(5000)}];`,
    'a long concatenation': `x = ${"'text' +\n".repeat(1000)}'';`,
    'a chain of options': `program${"\n  .option('-a, --all <x>', 'text. more (text', (v) => v)".repeat(1000)};`,
    'a list of elements': `x = <svg>\n${'<path d="M1.5-3.2-4.5" fill={a.b} />\n'.repeat(5000)}</svg>;`,
    'elements in pairs': `x = <ul>\n${'<li>one <b>two</b></li>\n'.repeat(5000)}</ul>;`,
    'a switch': `switch (x) {\n${'case 1:\ncase 2:\n  f(a.b);\n  break;\n'.repeat(5000)}}`,
    'a long comment': `/*\n${' * | --- | (see [1] --- {x\n'.repeat(5000)} */\n${'// (((( ....\n'.repeat(5000)}`,
    'regular expressions': 'x = y.replace(/[(]\\(/g, z);\n'.repeat(5000),
    'strings with brackets': "x = f('(((', \"[[[\", '\\'{{{');\n".repeat(5000),
    'templates with addresses': 'function f() {\n  return g(`http://${host}/(`, { a: 1 });\n}\n'.repeat(5000),
    'comparisons and shifts': 'if (a < b && c <d) e = f << 2;\n'.repeat(3000),
  };

  it.each(Object.entries(FLAT))('%s', async (_, code) => {
    const report = await analyzed({ 'a.js': CALL + code });
    expect(report.failures).toEqual([]);
    expect(foundIn(report)).toEqual(['a.js 1']);
  });

  it('generic types', async () => {
    const code = 'export const f = <T>(x: Map<T, Array<Set<T>>>): T => x.get(y)! as T;\n'.repeat(900);
    const report = await analyzed({ 'a.ts': `import fs from 'fs';\nfs.readFileSync('a');\n${code}` });
    expect(report.failures).toEqual([]);
  });
});
