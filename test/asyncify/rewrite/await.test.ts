/** `async` and `await` in every position: a line before, and the same line after. */
import { describe, expect, it } from 'vitest';
import { parse } from '../../../src/syntax/parse.ts';
import { rewritten } from './rewritten.ts';

/** Rewrites, and makes sure that the result parses and that a second run leaves it alone. */
function after(path: string, code: string): string {
  const result = rewritten(path, code);
  if (typeof result === 'string') return result;
  expect(parse(path, result.text).kind).toBe('tree');
  expect(rewritten(path, result.text)).toMatchObject({ text: result.text });
  return result.text;
}

const around = (line: string): string => `async function g() {\n  ${line}\n}\n`;

describe('await', () => {
  it.each([
    ['f();', 'await f();'],
    ['const x = f().y.z;', 'const x = (await f()).y.z;'],
    ["const x = f()['y'];", "const x = (await f())['y'];"],
    ['const x = f()?.y.z;', 'const x = (await f())?.y.z;'],
    ['const x = a?.f();', 'const x = await a?.f();'],
    ['const x = a?.b.f() ?? 1;', 'const x = (await a?.b.f()) ?? 1;'],
    ['const x = (a?.f()).y;', 'const x = (await a?.f()).y;'],
    ['const x = f()();', 'const x = (await f())();'],
    ['const x = f(f());', 'const x = await f(await f());'],
    ['const x = f().f();', 'const x = await (await f()).f();'],
    ['const x = new (f())();', 'const x = new (await f())();'],
    ['const x = new (f().X)();', 'const x = new ((await f()).X)();'],
    ['const x = f()`t`;', 'const x = (await f())`t`;'],
    ['const x = `a${f()}b`;', 'const x = `a${await f()}b`;'],
    ['if (!f()) return;', 'if (!(await f())) return;'],
    ['const x = f() + 1 + f();', 'const x = (await f()) + 1 + (await f());'],
    ['const x = f() ** 2;', 'const x = (await f()) ** 2;'],
    ['const x = 2 ** f();', 'const x = 2 ** (await f());'],
    ['const x = (f()) ** 2;', 'const x = (await f()) ** 2;'],
    ['const x = -f();', 'const x = -(await f());'],
    ['const x = typeof(f());', 'const x = typeof(await f());'],
    ['const x = [...f()];', 'const x = [...(await f())];'],
    ['const x = { ...f() };', 'const x = { ...(await f()) };'],
    ['const x = f() ? f() : f();', 'const x = (await f()) ? await f() : await f();'],
    ['const { x = f() } = y;', 'const { x = await f() } = y;'],
    ['for (const x of f()) y(x);', 'for (const x of await f()) y(x);'],
    ['while (f());', 'while (await f());'],
    ['class A extends f() {}', 'class A extends (await f()) {}'],
    ['f().x = 1;', '(await f()).x = 1;'],
    ['throw f();', 'throw await f();'],
    ['await f();', 'await f();'],
    ['await (f());', 'await (f());'],
    ['const x = /* a */ f(/* b */) /* c */.y;', 'const x = /* a */ (await f(/* b */)) /* c */.y;'],
    ['return f();', 'return f();'],
    ['return (f());', 'return (f());'],
    ['return f() || 1;', 'return (await f()) || 1;'],
    ['try { return f(); } catch {}', 'try { return await f(); } catch {}'],
    ['try { x(); } finally { return f(); }', 'try { x(); } finally { return await f(); }'],
    ['const x = a.f.call(a, 1);', 'const x = a.f.call(a, 1);'],
  ])('%s', (before, expected) => expect(after('code.js', around(before))).toBe(around(expected)));

  it.each([
    ['const x = f()!;', 'const x = (await f())!;'],
    ['const x = f() as string;', 'const x = (await f()) as string;'],
    ['const x = <string>f();', 'const x = <string>await f();'],
    ['const x = f() satisfies string;', 'const x = (await f()) satisfies string;'],
    ['const x = f<string>();', 'const x = await f<string>();'],
    ['using x = y(); return f();', 'using x = y(); return await f();'],
  ])('TypeScript: %s', (before, expected) => expect(after('code.ts', around(before))).toBe(around(expected)));

  it('JSX', () =>
    expect(after('code.jsx', around('return <p a={f()} {...f()}>{f().b}</p>;'))).toBe(
      around('return <p a={await f()} {...await f()}>{(await f()).b}</p>;'),
    ));
});

describe('statements without semicolons', () => {
  it.each([
    ['a()\n  f().x()', 'a()\n  ;(await f()).x()'],
    ['let a = {}\n  f().x()', 'let a = {}\n  ;(await f()).x()'],
    ['if (a) b()\n  f().x()', 'if (a) b()\n  ;(await f()).x()'],
    ['if (a) {}\n  f().x()', 'if (a) {}\n  (await f()).x()'],
    ['a();\n  f().x()', 'a();\n  (await f()).x()'],
    ['a() // b\n  f().x()', 'a() // b\n  ;(await f()).x()'],
    ['a()\n  f()', 'a()\n  await f()'],
    ['a()\n  f().f()', 'a()\n  await (await f()).f()'],
    ['f().x()', '(await f()).x()'],
    ['if (a) f().x()\n  else f().y()', 'if (a) (await f()).x()\n  else (await f()).y()'],
    ['switch (a) { case 1: b()\n  f().x() }', 'switch (a) { case 1: b()\n  ;(await f()).x() }'],
    ['function h() {}\n  f().x()', 'function h() {}\n  (await f()).x()'],
    ['do {} while (a)\n  f().x()', 'do {} while (a)\n  ;(await f()).x()'],
  ])('%s', (before, expected) => expect(after('code.js', around(before))).toBe(around(expected)));
});

describe('async', () => {
  it.each([
    ['function g() { f(); }', 'async function g() { await f(); }'],
    ['export default function () { f(); }', 'export default async function () { await f(); }'],
    ['export function g() { f(); }', 'export async function g() { await f(); }'],
    ['const g = function () { f(); };', 'const g = async function () { await f(); };'],
    ['const g = () => f();', 'const g = async () => f();'],
    ['const g = x => f().y;', 'const g = async x => (await f()).y;'],
    ['const g = ({ a }) => ({ b: f() });', 'const g = async ({ a }) => ({ b: await f() });'],
    ['const o = { g() { f(); } };', 'const o = { async g() { await f(); } };'],
    ["const o = { 'g h'() { f(); } };", "const o = { async 'g h'() { await f(); } };"],
    ['const o = { [a[0]]() { f(); } };', 'const o = { async [a[0]]() { await f(); } };'],
    ['const o = { [ /* [ */ (a)]() { f(); } };', 'const o = { async [ /* [ */ (a)]() { await f(); } };'],
    ['const o = { g: function () { f(); } };', 'const o = { g: async function () { await f(); } };'],
    ['class A { g() { f(); } }', 'class A { async g() { await f(); } }'],
    ['class A { static g() { f(); } }', 'class A { static async g() { await f(); } }'],
    ['class A { #g() { f(); } }', 'class A { async #g() { await f(); } }'],
    ['class A { static [a]() { f(); } }', 'class A { static async [a]() { await f(); } }'],
    ['class A { g = () => f(); }', 'class A { g = async () => f(); }'],
    ['a.b = function () { f(); };', 'a.b = async function () { await f(); };'],
    ['(() => { f(); })();', '(async () => { await f(); })();'],
    ['async function g() { f(); }', 'async function g() { await f(); }'],
    ['async function* g() { yield f().x; }', 'async function* g() { yield (await f()).x; }'],
  ])('%s', (before, expected) => expect(after('code.js', before)).toBe(expected));

  it.each([
    [
      'class A { @d() private static g?(): void { f(); } }',
      'class A { @d() private static async g?(): Promise<void> { await f(); } }',
    ],
    ['class A { public override g<T>() { f(); } }', 'class A { public override async g<T>() { await f(); } }'],
    ['const g = <T>(x: T): T => f().y;', 'const g = async <T>(x: T): Promise<T> => (await f()).y;'],
    ['function g(): (A | B) { f(); }', 'async function g(): (Promise<A | B>) { await f(); }'],
    ['function g(): Promise<A> { f(); }', 'async function g(): Promise<A> { await f(); }'],
    ['interface I { f(): A; f?: () => B; g(): A }', 'interface I { f(): Promise<A>; f?: () => Promise<B>; g(): A }'],
    ['interface I { f: (() => A) | undefined }', 'interface I { f: (() => Promise<A>) | undefined }'],
    ['abstract class A { abstract f(): B; }', 'abstract class A { abstract f(): Promise<B>; }'],
    [
      'class A { f(a: 1): B; f(a: any): any { f(); } }',
      'class A { f(a: 1): Promise<B>; async f(a: any): Promise<any> { await f(); } }',
    ],
    [
      'function f(a: 1): A;\nfunction f(a: any) { return a; }',
      'function f(a: 1): Promise<A>;\nasync function f(a: any) { return a; }',
    ],
  ])('TypeScript: %s', (before, expected) => expect(after('code.ts', before)).toBe(expected));

  it.each([
    [
      '/** @returns {string} a */\nfunction g() { f(); }',
      '/** @returns {Promise<string>} a */\nasync function g() { await f(); }',
    ],
    [
      '/** @return {{ a: {} }} a */\nexport const g = () => f();',
      '/** @return {Promise<{ a: {} }>} a */\nexport const g = async () => f();',
    ],
    [
      '/** @returns {Promise<A>} a */\nfunction g() { f(); }',
      '/** @returns {Promise<A>} a */\nasync function g() { await f(); }',
    ],
    ['/* @returns {A} a */\nfunction g() { f(); }', '/* @returns {A} a */\nasync function g() { await f(); }'],
    [
      'class A {\n  /** @returns {A} */\n  static g() { f(); }\n}',
      'class A {\n  /** @returns {Promise<A>} */\n  static async g() { await f(); }\n}',
    ],
  ])('JSDoc: %s', (before, expected) => expect(after('code.js', before)).toBe(expected));
});

describe('refused', () => {
  it.each([
    ['function* g() { f(); }', 'barrier/generator'],
    ['class A { constructor() { f(); } }', 'barrier/constructor'],
    ['class A { get a() { return f(); } }', 'barrier/accessor'],
    ['const o = { set a(x) { f(); } };', 'barrier/accessor'],
    ['class A { x = f(); }', 'barrier/field-initializer'],
    ['class A { static { f(); } }', 'barrier/field-initializer'],
    ['function g(x = f()) {}', 'barrier/default-parameter'],
    ['const g = ({ x = f() }) => x;', 'barrier/default-parameter'],
    ['class A { toString() { return f(); } }', 'barrier/implicit-method'],
    ['const o = { toJSON: () => f() };', 'barrier/implicit-method'],
    ['A.prototype.valueOf = function () { return f(); };', 'barrier/implicit-method'],
    ['class A { [Symbol.toPrimitive]() { return f(); } }', 'barrier/implicit-method'],
    ['function G() { this.x = f(); }\nnew G();', 'barrier/constructor'],
    ['function G() { f(); }\nG.prototype.x = 1;', 'barrier/constructor'],
    ['function g() { const await = f(); }', 'barrier/ambiguous'],
    ['async function g() { a?.f().x; }', 'barrier/ambiguous'],
    ['async function g() { a?.f()(); }', 'barrier/ambiguous'],
  ])('%s', (before, code) => expect(rewritten('code.js', before)).toBe(code));

  it.each([
    ['function g(x: any): x is A { return f(); }', 'barrier/ambiguous'],
    ['function g(x: any): asserts x { f(); }', 'barrier/ambiguous'],
    ['function g(): PromiseLike<A> { return f(); }', 'barrier/ambiguous'],
    ['interface I { f: Handler }', 'barrier/ambiguous'],
    ['enum E { a = f() }', 'barrier/top-level'],
    ['namespace N { f(); }', 'barrier/top-level'],
    ['class A { @d(f()) g() {} }', 'barrier/decorator'],
  ])('TypeScript: %s', (before, code) => expect(rewritten('code.ts', before)).toBe(code));
});
