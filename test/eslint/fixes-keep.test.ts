/** What fixes and suggestions leave as it was: comments, parentheses, missing semicolons, other fixes on the same line. */
import type { Linter } from 'eslint';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { syntaxErrors } from '../../src/syntax/parse.ts';
import { tempTree } from '../project/temp-tree.ts';
import { fix, lint, type LintInput } from './lint.ts';

const IMPORTS = "import { readFileSync } from 'node:fs';\n";
const FIXED_IMPORTS = "import { readFile } from 'node:fs/promises';\n";

function input(text: string): LintInput {
  const cwd = tempTree({ 'package.json': '{ "name": "kept", "private": true }\n' });
  return { text, filename: `${cwd}/src/app.ts`, cwd };
}

/** A body of a function that is async already. */
function inAsync(body: string): string {
  return `export async function load(path: string, keep = true) {\n${body}\n}\n`;
}

function fixedBody(body: string): string {
  const { output } = fix(input(IMPORTS + inAsync(body)));
  expect(output.startsWith(FIXED_IMPORTS)).toBe(true);
  return output.slice(FIXED_IMPORTS.length).split('\n').slice(1, -2).join('\n');
}

describe('a fix keeps', () => {
  it.each([
    [
      'comments before, in and behind a call',
      '  return /* a */ readFileSync(/* b */ path /* c */) /* d */.length; // e',
      '  return /* a */ (await readFile(/* b */ path /* c */)) /* d */.length; // e',
    ],
    [
      'a comment of its own line',
      '  // why\n  const text = readFileSync(path); // kept\n  return text;',
      '  // why\n  const text = await readFile(path); // kept\n  return text;',
    ],
    [
      'parentheses',
      '  const text = (readFileSync(path));\n  return text;',
      '  const text = (await readFile(path));\n  return text;',
    ],
    [
      'parentheses around what is a part of more',
      '  return (readFileSync(path)).length;',
      '  return (await readFile(path)).length;',
    ],
    [
      'a cast',
      "  const text = readFileSync(path, 'utf8') as 'a' | 'b';\n  return text;",
      "  const text = (await readFile(path, 'utf8')) as 'a' | 'b';\n  return text;",
    ],
    [
      'a mark that nothing is missing',
      '  return readFileSync(path)!.length;',
      '  return (await readFile(path))!.length;',
    ],
    [
      'missing semicolons',
      '  const text = readFileSync(path)\n  return text',
      '  const text = await readFile(path)\n  return text',
    ],
    [
      'a missing semicolon before what becomes a parenthesis',
      '  const none = keep\n  readFileSync(path).toString()\n  return none',
      '  const none = keep\n  ;(await readFile(path)).toString()\n  return none',
    ],
    [
      'operators around it',
      "  return keep && readFileSync(path).length ** 2 > 1 ? '' : `${readFileSync(path)}`;",
      "  return keep && (await readFile(path)).length ** 2 > 1 ? '' : `${await readFile(path)}`;",
    ],
    [
      'line breaks of a chain',
      "  return readFileSync(path, 'utf8')\n    .split('\\n') // lines\n    .length;",
      "  return (await readFile(path, 'utf8'))\n    .split('\\n') // lines\n    .length;",
    ],
    [
      'a try around it',
      '  try {\n    return readFileSync(path);\n  } catch {\n    return undefined;\n  }',
      '  try {\n    return await readFile(path);\n  } catch {\n    return undefined;\n  }',
    ],
  ])('%s', (_, before, after) => {
    expect(fixedBody(before)).toBe(after);
  });
});

const APP = "import express from 'express';\nconst app = express();\n";

describe('several rules on one line', () => {
  const imports =
    "import { readFileSync } from 'node:fs';\nimport { execFileSync } from 'node:child_process';\nimport { gzipSync } from 'node:zlib';\n";
  const handler = `${imports}${APP}app.get('/', async (req, res) => {
  res.json(JSON.stringify({ a: readFileSync(req.query.a), b: execFileSync('b'), c: gzipSync(req.query.c) }, null, 2)); // d
});\n`;

  it('are all fixed', () => {
    const { output, messages } = fix({ ...input(handler), preset: 'recommended' });
    // A child process without blocking takes a helper file, so that is no fix.
    expect(output).toContain(
      "res.json(JSON.stringify({ a: await readFile(req.query.a), b: execFileSync('b'), c: await promisify(gzip)(req.query.c) })); // d",
    );
    expect(syntaxErrors('app.ts', output)).toEqual([]);
    expect(messages.filter(({ fix: left }) => left !== undefined)).toEqual([]);
  });

  it('one inside the other are fixed too', () => {
    const text = `${imports}${APP}app.get('/', async (req, res) => {
  res.send(gzipSync(readFileSync(execFileSync('which', ['a'], { encoding: 'utf8' }))));
});\n`;
    const { output } = fix(input(text));
    expect(output).toContain("res.send(await promisify(gzip)(await readFile(execFileSync('which', ['a']");
    expect(syntaxErrors('app.ts', output)).toEqual([]);
    expect(fix(input(output)).fixed).toBe(false);
  });
});

describe('Prettier', () => {
  it('before or after a fix makes the same text', async () => {
    const text = `${IMPORTS}${APP}app.get('/a',async(req,res)=>{res.send(readFileSync(req.query.page,'utf8').split("\\n").map((line)=>line.trim()).filter(Boolean).join(' and a good deal more '))})\n`;
    const pretty = (one: string): Promise<string> => format(one, { parser: 'typescript' });
    const after = await pretty(fix(input(text)).output);
    const before = await pretty(fix(input(await pretty(text))).output);
    expect(after).toBe(before);
    expect(after).toContain('await readFile(');
  });
});

describe('a suggestion', () => {
  it('made in place keeps what a fix keeps', () => {
    const text = `${IMPORTS}let hits = 0\nexport async function hit(path: string) {\n  const before = hits\n  const page = (readFileSync(path)) // page\n  hits = before + 1\n  return page\n}\n`;
    expect(suggested(text)).toBe(
      text.replace(IMPORTS, FIXED_IMPORTS).replace('readFileSync(path)', 'await readFile(path)'),
    );
  });

  it('that notes the command down only adds a line', () => {
    const text = `${IMPORTS}export function load(path: string) {\n  // why\n  return (readFileSync(path)) // kept\n}\n`;
    const noted = suggested(text).split('\n');
    expect(noted.splice(3, 1)).toEqual(['  // perfmig-todo: perfmig apply --codemod async-fs --only src/app.ts:5']);
    expect(noted.join('\n')).toBe(text);
  });
});

/** The text after the only suggestion there is. */
function suggested(text: string): string {
  const suggestions = lint(input(text)).flatMap((message: Linter.LintMessage) => message.suggestions ?? []);
  expect(suggestions).toHaveLength(1);
  const [{ range, text: replacement } = { range: [0, 0], text: '' }] = suggestions.map(({ fix: edit }) => edit);
  return text.slice(0, range[0]) + replacement + text.slice(range[1]);
}
