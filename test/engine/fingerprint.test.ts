/** Fingerprints stay through edits that leave a finding what it is, and change with those that don't. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { format, type Options } from 'prettier';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/catalog/rules.ts';
import type { Finding } from '../../src/contracts.ts';
import { analyze } from '../../src/engine/analyze.ts';
import { casesIn } from '../fixtures/case.ts';
import { tempTree } from '../project/temp-tree.ts';

const HEAD = "const fs = require('fs');\n";

/** What is found in these files, in the order of the code. */
async function found(files: Readonly<Record<string, string>>): Promise<readonly Finding[]> {
  const report = await analyze({ cwd: tempTree({ 'package.json': '{}', ...files }), paths: [], rules });
  const findings = report.files.flatMap((file) => file.findings);
  expect(report.failures).toEqual([]);
  return findings.sort((a, b) => a.line - b.line || a.column - b.column);
}

async function inFile(code: string): Promise<readonly string[]> {
  return (await found({ 'a.ts': HEAD + code })).map(({ fingerprint }) => fingerprint);
}

describe('the same finding', () => {
  it.each([
    ['lines inserted above', 'f(fs.readFileSync(p));', '\n// more\nlet x;\n\nf(fs.readFileSync(p));'],
    ['other code changed on its line', 'f(fs.readFileSync(p));', 'const text = g(1, fs.readFileSync(p)) + x;'],
    ['broken into lines', "fs.readFileSync(p, 'utf8');", 'fs\n  .readFileSync(\n    p,\n    "utf8",\n  )'],
    ['a comment in the call', 'fs.readFileSync(p, q);', 'fs.readFileSync(p, /* why */ q);'],
    ['parentheses', 'fs.readFileSync(a && b || c);', 'fs.readFileSync((a && b) || c);'],
    ['quoted keys', "fs.readFileSync(p, { 'flag': 'r' });", 'fs.readFileSync(p, { flag: "r" });'],
    ['numbers written otherwise', 'fs.writeFileSync(p, 0XFF);', 'fs.writeFileSync(p, 0xff);'],
    ['a finding of another text mended above', 'fs.statSync(a);\nfs.readFileSync(p);', '\nfs.readFileSync(p);'],
    [
      'a function moved below another',
      'function a() { fs.statSync(p); }\nfunction b() { fs.statSync(p); }',
      'function b() { fs.statSync(p); }\nfunction a() { fs.statSync(p); }',
    ],
    [
      'an edit inside a callback in it',
      'fs.watchFile(p, () => { f(); }); fs.statSync(p)',
      'fs.watchFile(p, () => { g(); }); fs.statSync(p)',
    ],
    [
      'one new route above',
      "app.get('/b', (q, r) => { fs.statSync(p); });",
      "app.get('/a', (q, r) => {});\napp.get('/b', (q, r) => { fs.statSync(p); });",
    ],
  ])('%s', async (_, before, after) => {
    const [old, now] = [await inFile(before), await inFile(after)];
    expect(now.length).toBeGreaterThan(0);
    for (const fingerprint of now) expect(old).toContain(fingerprint);
  });
});

describe('another finding', () => {
  it.each([
    ['another argument', 'fs.readFileSync(p);', 'fs.readFileSync(q);'],
    ['another value', "fs.readFileSync('a');", "fs.readFileSync('b');"],
    ['another operator', 'fs.readFileSync(a + b);', 'fs.readFileSync(a - b);'],
    ['another function', 'function a() { fs.statSync(p); }', 'function b() { fs.statSync(p); }'],
    ['another class', 'class A { m() { fs.statSync(p); } }', 'class B { m() { fs.statSync(p); } }'],
    ['another field', 'class A { x = fs.statSync(p); }', 'class A { y = fs.statSync(p); }'],
    ['another route', "app.get('/a', (q, r) => { fs.statSync(p); });", "app.get('/b', (q, r) => { fs.statSync(p); });"],
    [
      'another route, wrapped',
      "app.get('/a', wrap((q, r) => fs.statSync(p)));",
      "app.get('/b', wrap((q, r) => fs.statSync(p)));",
    ],
    [
      'another route, chained',
      "app.route('/a').get((q, r) => fs.statSync(p));",
      "app.route('/b').get((q, r) => fs.statSync(p));",
    ],
    [
      'another route, as an object',
      "app.route({ url: '/a', handler: () => fs.statSync(p) });",
      "app.route({ url: '/b', handler: () => fs.statSync(p) });",
    ],
    [
      'one mended, one new',
      'function a() { fs.statSync(p); }\nfunction b() {}',
      'function a() {}\nfunction b() { fs.statSync(p); }',
    ],
  ])('%s', async (_, before, after) => {
    const [old, now] = [await inFile(before), await inFile(after)];
    expect([old.length, now.length]).toEqual([1, 1]);
    expect(now).not.toEqual(old);
  });

  it('is each of several alike, by their order', async () => {
    const once = await inFile('f(fs.statSync(p));');
    const twice = await inFile('f(fs.statSync(p));\ng(fs.statSync(p));');
    expect(new Set(twice).size).toBe(2);
    expect(twice[0]).toBe(once[0]);
  });

  it('is one in another file; what it is but for the path stays', async () => {
    const code = `${HEAD}fs.statSync(p);`;
    const both = await analyze({ cwd: tempTree({ 'a.js': code, 'b.js': code }), paths: [], rules });
    const [a, b] = both.files.flatMap(({ findings }) => findings);
    expect(a?.fingerprint).not.toBe(b?.fingerprint);
    expect(a?.identity).toBe(b?.identity);
  });
});

/** Styles as unlike each other as Prettier has them. */
const STYLES: readonly Options[] = [
  { printWidth: 40, singleQuote: false, trailingComma: 'all', arrowParens: 'always', semi: true, tabWidth: 4 },
  { printWidth: 200, singleQuote: true, trailingComma: 'none', arrowParens: 'avoid', semi: false, useTabs: true },
];

const FOUND = join(import.meta.dirname, '../../fixtures/rules');

/** Every fixture of a rule that is one file, by its path below a folder of its own. */
function fixtures(): Readonly<Record<string, string>> {
  const files = rules.flatMap(({ id }) =>
    casesIn(join(FOUND, id, 'found'))
      .filter((name) => statSync(join(FOUND, id, 'found', name)).isFile() && /\.\w+$/.test(name))
      .map((name): [string, string] => [`${id}/${name}`, readFileSync(join(FOUND, id, 'found', name), 'utf8')]),
  );
  return Object.fromEntries(files);
}

describe('Prettier', () => {
  it.each(STYLES)(
    'changes no fingerprint of any fixture: width $printWidth',
    async (style) => {
      const before = fixtures();
      const after: Record<string, string> = {};
      for (const [path, text] of Object.entries(before)) {
        after[path] = await format(text, { ...style, filepath: path });
      }
      const [old, now] = [await found(before), await found(after)];
      const [known, kept] = [old, now].map((all) => new Set(all.map(({ fingerprint }) => fingerprint)));
      expect(old.length).toBeGreaterThan(100);
      expect(known?.size).toBe(old.length);
      const lost = old.filter(({ fingerprint }) => kept?.has(fingerprint) === false);
      expect(lost.map(({ path, excerpt }) => `${path}: ${excerpt.trim()}`)).toEqual([]);
      const news = now.filter(({ fingerprint }) => known?.has(fingerprint) === false);
      expect(news.map(({ path, excerpt }) => `${path}: ${excerpt.trim()}`)).toEqual([]);
    },
    60_000,
  );
});
