/** Names resolve as ESLint's own scope analysis resolves them, in every source and fixture and in the corners of the language. */
import { readdir, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveNames, type ResolvedName } from './resolved-names.ts';

const root = join(import.meta.dirname, '../..');

async function sourcesUnder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, folder), { recursive: true });
  const paths = entries.map((path) => posix.join(folder, path.replaceAll('\\', '/')));
  return paths.filter((path) => /\.[cm]?[jt]sx?$/.test(path));
}

/** A difference as one line: `let path at 120: declared at 14, we say 80`. */
function describeDifference({ name, offset, expected, actual }: ResolvedName): string {
  return `${name} at ${offset}: declared at ${expected.join(' and ') || 'global'}, we say ${actual}`;
}

function differencesIn(names: readonly ResolvedName[]): readonly string[] {
  return names.filter(({ agrees }) => !agrees).map(describeDifference);
}

describe('held against scope-manager', () => {
  it.each([
    ['src', 10_000],
    ['rules', 1_500],
    ['test', 4_000],
    ['fixtures/rules', 6_000],
    ['fixtures/contexts', 2_500],
  ])('every name in %s', async (folder, atLeast) => {
    let compared = 0;
    const differences: string[] = [];
    for (const path of await sourcesUnder(folder)) {
      const names = resolveNames(path, await readFile(join(root, path), 'utf8'));
      compared += names.length;
      differences.push(...differencesIn(names).map((difference) => `${path}: ${difference}`));
    }
    expect(differences).toEqual([]);
    expect(compared).toBeGreaterThan(atLeast);
  });
});

/** What each is about, and the code. Every name in it must resolve as scope-manager says. */
const JAVASCRIPT: readonly (readonly [about: string, code: string])[] = [
  ['var hoisted out of a block', 'const x = 1; function f() { if (a) { var x = 2; } return x; }'],
  [
    'var hoisted out of loops and try',
    'function f() { for (var i of l) { var k = i; } try { var t; } catch { t; } i; k; t; }',
  ],
  ['var used before it is declared', 'var fs = 1; function f() { fs.read(); var fs = 2; }'],
  ['let stays in its block', 'let x = 1; { let x = 2; x; } x;'],
  ['const in a bare block', 'const a = 1; { const a = 2; { a; } } a;'],
  ['let used before it is declared', 'let x = 1; { x; let x = 2; }'],
  ['parameter over a module name', 'const fs = 1; function f(fs) { return fs; } fs;'],
  ['var with the name of a parameter', 'function f(x) { x; var x = 1; return x; }'],
  ['var inside a block with the name of a parameter', 'function f(x) { if (x) { var x = 1; } return x; }'],
  ['inner function over a parameter', 'function f(x) { function x() {} return x; }'],
  ['default that sees an earlier parameter', 'const a = 1; function f(a, b = a) { return b; }'],
  ['default that sees a later parameter', 'const b = 1; function f(a = b, b) { return a; }'],
  ['default that must not see the body', 'const x = 1; function f(a = x) { var x = 2; return x; }'],
  [
    'closure in a default that must not see the body',
    'const x = 1; function f(a = () => x) { var x = 2; return a() + x; }',
  ],
  ['let of the body out of a default', 'const x = 1; const f = (a = x) => { let x = 2; return a + x; };'],
  ['function of the body out of a default', 'const g = 1; function f(a = g) { function g() {} return g; }'],
  ['computed key of a parameter', 'const k = 1; function f({ [k]: v }) { var k = 2; return v + k; }'],
  ['rest parameter', 'const rest = 1; function f(a, ...rest) { return rest; } rest;'],
  ['name of a function expression', 'const f = 1; const g = function f() { return f; }; f;'],
  [
    'var over the name of a function expression',
    'x.stream = function stream() { var stream = open(); return stream; }; stream;',
  ],
  ['let over the name of a function expression', 'x.y = function y() { let y = 1; return y; };'],
  ['function over the name of a function expression', 'x.y = function y() { function y() {} return y; };'],
  ['parameter over the name of a function expression', 'x.y = function y(y) { return y; };'],
  ['name of a function expression in its default', 'x.y = function y(a = y) { return a; };'],
  ['class expression', 'const A = 1; const B = class A { m() { return A; } }; A;'],
  ['class declaration', 'class A { static a = A; m() { return A; } } A;'],
  ['class that extends what it hides', 'const A = 1; const B = class A extends mixin(A) {};'],
  ['method names are no variables', 'const a = { read() { return read; } }; class B { read() { return read; } }'],
  ['computed method', 'const k = 1; class A { [k]() { const k = 2; return k; } static [k] = k; }'],
  ['private names', 'const x = 1; class A { #x = x; m(o) { return #x in o && o.#x; } }'],
  ['static block', 'const x = 1; class A { static { var x = 2; x; } } x;'],
  ['field initialiser', 'const x = 1; class A { x = x; y = () => x; constructor(x) { this.z = x; } }'],
  ['catch parameter', 'const e = 1; try { e; } catch (e) { e; } e;'],
  ['catch parameter taken apart', 'try { a(); } catch ({ message, code = message }) { message; code; } message;'],
  ['catch without parameter', 'const e = 1; try { a(); } catch { e; }'],
  ['let in a catch body', 'const m = 1; try { a(); } catch (e) { const m = e; m; } m;'],
  ['switch scope', 'let x = 1; switch (y) { case 1: let x = 2; x; break; default: x; } x;'],
  ['what is switched on', 'let x = 1; switch (x) { case x: let x = 2; }'],
  ['var out of a switch', 'function f() { switch (y) { case 1: var x = 2; } return x; }'],
  ['closures over a for-let', 'let i = 9; for (let i = 0; i < 3; i++) { fns.push(() => i); } i;'],
  ['for-let hidden by its body', 'for (let i = 0; i < 3; i++) { let i = 5; i; }'],
  ['for-of hides what it walks', 'const x = []; for (const x of x) { x; }'],
  ['for-of with several names', 'for (const [key, { id = key }] of list) { key; id; } key;'],
  ['for-in over a name from outside', 'let k; for (k in o) { k; } k;'],
  ['for-await', 'async function f() { for await (const chunk of stream) { chunk; } chunk; }'],
  ['labels', 'const outer = 1; outer: for (const a of b) { if (a) continue outer; break outer; } outer;'],
  ['destructuring', 'const { a, b: { c }, d: [e, , f], ...rest } = o; a; b; c; d; e; f; rest;'],
  ['destructuring with defaults', 'const x = 1; const { a = x, b = a, [x]: c = b } = o; a; b; c;'],
  ['destructuring in an assignment', 'let a; let b; ({ a, x: b = a, ...c.d } = o); [a, b] = [b, a];'],
  ['destructured parameters', 'const a = 1; function f({ a, b: [c = a] }, [d] = [a]) { return a + c + d; }'],
  ['shorthand members', 'const a = 1; const o = { a, b: a, [a]: a }; o.a; o[a];'],
  ['update and compound assignment', 'let n = 0; n++; n += n; n ??= 1; ({ n } = o);'],
  ['imports', "import a, { b as c, default as d } from 'm'; import * as e from 'n'; a; b; c; d; e;"],
  ['import hidden by a local', "import fs from 'fs'; function f() { const fs = x; fs.read(); } fs.read();"],
  ['import hidden by a parameter', "import { read } from 'fs'; export const f = (read) => read(); read();"],
  ['exports', "const a = 1; export { a as b, a }; export { c } from 'm'; export default a;"],
  ['exported function', 'export default function run() { return run; } run;'],
  ['exported class', 'export default class Job { again() { return new Job(); } }'],
  ['function of a block in a module', "import x from 'm'; function f() { if (a) { function x() {} x; } return x; }"],
  ['arguments', 'function f() { return arguments[0] + (() => arguments.length)(); }'],
  ['arguments of its own', 'function f(arguments) { return arguments; }'],
  [
    'this, new.target and import.meta',
    "import a from 'm'; function f() { return new.target; } a(import.meta.url, this);",
  ],
  ['globals', 'fs.readFileSync(__dirname); JSON.parse(undefined); require("a"); typeof missing;'],
  ['global written to', 'counter = 1; counter++; ({ other } = o);'],
  ['nested functions', 'const x = 1; function f() { return g; function g() { x; const y = x; return () => y; } }'],
  ['arrow with an expression for a body', 'const f = (x) => (y) => x + y + z;'],
  ['generator', 'function* g(x) { const y = yield x; yield* h(y); }'],
  ['template and tag', 'const a = 1; tag`${a} ${(a) => a}`;'],
  ['spread', 'const a = []; f(...a); const o = { ...a }; [...a];'],
  ['optional chain', 'const a = 1; a?.b?.[a]?.(a);'],
  ['sequence and comma', 'let a; (0, a)(); (a, b);'],
  ['dynamic import', 'const name = 1; import(name); import(`./${name}.js`);'],
  ['function declared twice', 'f(); function f() {} function f() {} f();'],
  ['function of a block before one outside', '{ function f() { return f; } f(); } function f() {} f();'],
  ['var declared twice', 'var a = 1; var a = 2; a;'],
  ['var and function', 'var f = 1; function f() {} f;'],
  ['JSX', 'const Page = 1; const a = <Page x={y} {...Page}><Page.Item /><main /><></></Page>;'],
  ['JSX of a parameter', 'const Row = 1; const f = ({ Row }) => <Row />; <Row />;'],
];

const TYPESCRIPT: readonly (readonly [about: string, code: string])[] = [
  ['enum', 'enum Color { Red, Green = first() } Color.Red; Red;'],
  ['enum told twice', 'enum A { X } enum A { Y = 1 } A.X;'],
  ['const enum', 'export const enum E { A = 1 } E.A;'],
  ['namespace', 'namespace io { export const read = fs; read; } io.read; read;'],
  ['var in a namespace', 'const x = 1; namespace A { var x = 2; x; } x;'],
  [
    'namespace that adds to a function',
    'export function open() { return open; } namespace open { export const x = 1; } open();',
  ],
  ['namespace that adds to a class', 'class Store {} namespace Store { export type Key = string; } new Store();'],
  ['type of the same name as a constant', 'const Shape = make(); type Shape = string; Shape;'],
  ['interface of the same name as a class', 'interface Box { a: string } class Box {} new Box();'],
  ['parameter properties', 'const fs = 1; class A { constructor(private fs: Fs, readonly n = fs) { fs; this.fs; } }'],
  ['declared constants', 'declare const config: Config; declare let x: string, y: number; config; x; y;'],
  ['overloads', 'function f(a: string): void; function f(a: number): void; function f(a: any) { f(a); } f(1);'],
  ['overloaded methods', 'class A { m(a: string): void; m(a: number): void; m(a: any) { a; } } a;'],
  ['abstract class', 'abstract class A { abstract read(path: string): string; go() { return A; } } path;'],
  ['generics and casts', 'const a = <T,>(x: T) => x as unknown as U; a<string>(b)!; c satisfies D; a;'],
  ['type-only imports', "import type { A } from 'm'; import { type B, c } from 'n'; const x: A | B = c; x;"],
  ['import equals', "import fs = require('fs'); import read = fs.read; read(); fs;"],
  ['exported types', "interface A {} const a = 1; export { A, a }; export type { B } from 'm';"],
  ['export equals', 'const app = 1; export = app;'],
  ['decorators', 'const x = 1; @Dec(x) class A { @Dec(x) m(@Param(x) y: string) { return y; } @Dec() f = x; }'],
  ['this parameter', 'function f(this: Window, a: string) { return this; } a;'],
  [
    'type queries and predicates',
    'const config = 1; function isX(config: unknown): config is typeof config { return !config; }',
  ],
  ['computed keys of types', 'const KEY = 1; type A = { [KEY]: string }; interface B { [KEY](): void } KEY;'],
  ['declared functions', 'declare function warn(text: string): void; export const a = 1; warn(a);'],
  ['declared module', "declare module 'x' { const inner: string; export default inner; } inner;"],
  ['global augmentation', 'export {}; declare global { var app: string; } app;'],
];

describe('resolves', () => {
  it.each(JAVASCRIPT)('%s', (_, code) => {
    const names = resolveNames('code.jsx', code);
    expect(names.length).toBeGreaterThan(0);
    expect(differencesIn(names)).toEqual([]);
  });

  it.each(TYPESCRIPT)('%s (TypeScript)', (_, code) => {
    const names = resolveNames('code.ts', code);
    expect(names.length).toBeGreaterThan(0);
    expect(differencesIn(names)).toEqual([]);
  });
});
