/** What is read as code whatever the file's name promises, and what is said of the rest. */
import { describe, expect, it } from 'vitest';
import { parse, syntaxFault, type Parsed } from '../../src/syntax/parse.ts';

/** The types of the statements of a file that can be parsed. */
function statementsOf(path: string, text: string): readonly string[] {
  const parsed = parse(path, text);
  if (parsed.kind === 'error') throw new Error(parsed.message);
  return parsed.ast.body.map(({ type }) => type);
}

/** The message and the line, from 1, of an error. */
function errorOf(text: string, parsed: Parsed): readonly [message: string, line: number] | undefined {
  return parsed.kind === 'error' ? [parsed.message, text.slice(0, parsed.offset).split('\n').length] : undefined;
}

describe('reads', () => {
  it.each([
    ['JSX in .js', 'a.js', 'const a = <Page title="x">{y}</Page>;'],
    ['JSX in .mjs', 'a.mjs', 'const a = <><Page /></>;'],
    ['JSX in .cjs', 'a.cjs', 'const a = <Page {...b} />;'],
    ['JSX in .jsx', 'a.jsx', 'const a = <Page />;'],
    ['JSX and generics in .tsx', 'a.tsx', 'const a = <T,>(x: T) => <Page x={x} />;'],
    ['JSX in .ts', 'a.ts', 'const a = <Page />;'],
    ['a generic arrow in .ts', 'a.ts', 'const a = <T>(x: T) => x;'],
    ['a cast in .ts', 'a.ts', 'const a = <any>b;'],
    ['a generic arrow in .mts', 'a.mts', 'const a = <T>(x: T) => x;'],
    ['a file without extension', 'bin/serve', '#!/usr/bin/env node\nrun(<Page />);'],
    ['annotations in .js', 'a.js', '// @flow\nfunction f(a: string, b?: number): void {}'],
    ['maybe types in .js', 'a.js', '// @flow\nfunction f(a: ?string) {}'],
    ['types in .js', 'a.js', 'type A = { a: string };'],
    ['type-only imports in .js', 'a.js', "import type { A } from 'a';"],
    ['an import of JSON', 'a.mjs', "import x from './x.json' with { type: 'json' };"],
    ['import equals in .cts', 'a.cts', "import a = require('a');"],
    ['decorators in .ts', 'a.ts', '@D() class A { constructor(@I() private x: X) {} }'],
    ['decorators in .js', 'a.js', '@dec class A { @x y; }'],
    ['top-level await in .mjs', 'a.mjs', "const a = await import('a');"],
    ['top-level await in .js', 'a.js', 'const a = await b;'],
    ['await as a name', 'a.js', 'var await = 1; await(2);'],
    ['sloppy code', 'a.js', 'with (a) delete b; var c = 010;'],
    ['a hashbang', 'a.js', '#!/usr/bin/env node\nfoo();'],
    ['a hashbang in .ts', 'a.ts', '#!/usr/bin/env -S node --import tsx\nfoo();'],
    ['a byte order mark', 'a.js', '\uFEFFfoo();'],
    ['lines that end in CR and LF', 'a.js', 'foo();\r\nbar();\r\n'],
    ['a line separator in a string', 'a.js', 'a = "\u2028";'],
    ['private names, sets in patterns, separators', 'a.js', 'class A { #x; static { #x in a; } } /[a--b]/v; 1_000n;'],
    ['using', 'a.js', 'function f() { using x = y; await using z = x; }'],
  ])('%s', (_, path, text) => {
    expect(statementsOf(path, text)).not.toEqual([]);
    expect(syntaxFault(path, text)).toBeUndefined();
  });

  it.each([
    ['nothing', ''],
    ['blanks', '\n\n  '],
    ['a comment', '// nothing'],
    ['a hashbang alone', '#!/usr/bin/env node'],
  ])('%s', (_, text) => expect(statementsOf('a.js', text)).toEqual([]));

  it('JSX where it may be one, else types', () => {
    expect(parse('a.js', 'x = <T>(y)</T>;')).toMatchObject({
      ast: { body: [{ expression: { right: { type: 'JSXElement' } } }] },
    });
    expect(parse('a.ts', 'x = <T>(y);')).toMatchObject({
      ast: { body: [{ expression: { right: { type: 'TSTypeAssertion' } } }] },
    });
  });

  it('grouping as no node', () => {
    expect(parse('a.js', 'x = ((y));')).toMatchObject({
      ast: { body: [{ expression: { right: { type: 'Identifier', name: 'y' } } }] },
    });
  });
});

describe('leaves to Node and the compiler', () => {
  it.each([
    ['a return at the top of CommonJS', 'a.cjs', 'if (a) return; foo();', 2],
    ['a return at the top of .js', 'a.js', 'return; foo();', 2],
    ['a name declared twice', 'a.js', 'let a; let a;', 2],
    ['an export told twice', 'a.mjs', 'export const a = 1; export const a = 2;', 2],
    ['a constant without a value', 'a.js', 'const a;', 1],
    ['await outside of async', 'a.js', 'function f() { await x; }', 1],
    ['a break without a loop', 'a.js', 'break;', 1],
    ['an import written to', 'a.mjs', "import a from 'a'; a = 1;", 2],
    ['a super without a class', 'a.js', 'super.x();', 1],
  ])('%s', (_, path, text, statements) => {
    expect(statementsOf(path, text)).toHaveLength(statements);
    expect(syntaxFault(path, text)).toBeUndefined();
  });
});

describe('refuses, with the line', () => {
  it.each([
    ['a missing value', 'a.js', 'var a = ;', 1, 'Unexpected token'],
    ['an open call', 'a.js', 'foo();\nbar(;\n', 2, 'Unexpected token'],
    ['an open string', 'a.js', 'foo();\n\nconst s = "open\n', 3, 'Unterminated string'],
    ['an open comment', 'a.js', 'foo();\n/* open', 2, 'Unterminated multiline comment'],
    ['a missing type', 'a.ts', 'foo();\nlet a: = 1', 2, 'Unexpected token'],
    ['a merge conflict', 'a.js', 'foo();\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x', 2, 'Encountered diff marker'],
    ['a template', 'a.js', 'foo();\nconst x = {{ name }};', 2, 'Unexpected token'],
    ['Flow alone', 'a.js', '// @flow strict\nconst f = (x: {| a: string |}) => x;', 1, 'Flow is not supported'],
    ['an end too soon', 'a.js', 'foo();\r\nbar(\r\n', 3, 'Expected `)` but found `EOF`'],
    ['a sign at the start of a statement', 'a.js', 'foo();\n§ bar();\nbaz();', 2, 'Invalid Character `§`'],
    ['a comment of another language', 'a.js', 'foo();\n# todo\nbar();', 2, 'Invalid Character ` `'],
    ['a number that goes on', 'a.js', 'foo();\n3x; bar();', 2, 'Invalid characters after number'],
    ['a string alone that is open', 'a.js', 'foo();\n"open\nbar();', 2, 'Unterminated string'],
    ['an error behind other scripts', 'a.js', 'x = "漢字 😀";\n\nbar(;', 3, 'Unexpected token'],
    ['bytes', 'a.js', '\u0000\u0001', 1, 'Invalid Character `\u0000`'],
  ])('%s', (_, path, text, line, message) => {
    const parsed = parse(path, text);
    expect(errorOf(text, parsed)).toEqual([message, line]);
    expect(syntaxFault(path, text)).toEqual(parsed);
  });

  it('with what the first language says, where two were tried', () => {
    expect(parse('a.js', 'const a: = 1;')).toMatchObject({ kind: 'error', offset: 6 });
  });
});
