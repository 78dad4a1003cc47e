/** What is known of a variable: what declares it, what is written to it and by what way, and where it is named. */
import { describe, expect, it } from 'vitest';
import type { Variable } from '../../src/contracts.ts';
import { isFunction } from '../../src/syntax/node.ts';
import { referencesTo } from '../../src/syntax/references.ts';
import { ScopeIndex } from '../../src/syntax/scope.ts';
import type { ParsedFile } from '../../src/syntax/source-file.ts';
import { markedIn, sourceOf } from './marked.ts';

/** The variable of the marked name. */
function variableAt(code: string, path = 'code.js'): { file: ParsedFile; variable: Variable | undefined } {
  const { file, node } = markedIn(path, code);
  if (node.type !== 'Identifier') throw new Error(`no name is marked: ${code}`);
  return { file, variable: file.variableOf(node) };
}

/** Each write as `text`, or `text → key.key`; `each of text` in loops. */
function writesAt(code: string): readonly string[] {
  const { file, variable } = variableAt(code);
  return (variable?.writes ?? []).map(({ value, path, element }) => {
    const way = path.length > 0 ? ` → ${path.join('.')}` : '';
    return `${element === true ? 'each of ' : ''}${file.textOf(value)}${way}`;
  });
}

describe('what is written to', () => {
  it.each([
    ['a constant', 'const a = 1; «a»', ['1']],
    ['a name set later', 'let a; a = 1; a = 2; «a»', ['1', '2']],
    ['a name set before it is declared', 'a = 1; var a = 2; «a»', ['2', '1']],
    ['a name set in a function', 'let a; function f() { a = 1; } «a»', ['1']],
    ['a member', 'const { b: a } = o; «a»', ['o → b']],
    ['a member of a member', 'const { b: { c: a } } = o; «a»', ['o → b.c']],
    ['an element', 'const [, a] = o; «a»', ['o → 1']],
    ['an element of a member', "const { 'b-c': [a] } = o; «a»", ['o → b-c.0']],
    ['a computed member', 'const { [k]: a } = o; «a»', ['o → *']],
    ['the rest of an object', 'const { b, ...a } = o; «a»', ['o']],
    ['a member or a default', 'const { a = 1 } = o; «a»', ['o → a', '1']],
    ['a member assigned', 'let a; ({ b: a } = o); «a»', ['o → b']],
    ['elements swapped', 'let a, b; [a, b] = [b, a]; «a»', ['[b, a] → 0']],
    ['a name kept by default', 'let a; a ??= 1; a ||= 2; «a»', ['1', '2']],
    ['a sum', 'let a = 1; a += 2; «a»', ['1', 'a += 2']],
    ['a count', 'let a = 1; a++; «a»', ['1', 'a++']],
    ['each of a list', 'for (const a of list) «a»;', ['each of list']],
    ['a part of each of a list', 'for (const [b, { a }] of list) «a»;', ['each of list → 1.a']],
    ['each into a name from outside', 'let a; for (a of list) «a»;', ['each of list']],
    ['each key', 'for (const a in o) «a»;', ['each of o']],
    ['a parameter', 'function f(a) { «a»; }', []],
    ['a parameter with a default', 'function f(a = 1) { «a»; }', ['1']],
    ['a parameter set anew', 'function f(a) { a = a || 1; «a»; }', ['a || 1']],
    ['a loop counter', 'for (let a = 0; a < 9; a++) «a»;', ['0', 'a++']],
    ['a name hidden by another', 'let a = 1; { let a = 2; a = 3; } «a»', ['1']],
    ['a member of it', 'const a = {}; a.b = 1; «a»', ['{}']],
    ['an assignment within', 'let a, b; b = a = 1; «a»', ['1']],
  ])('%s', (_, code, writes) => expect(writesAt(code)).toEqual(writes));
});

describe('what a variable is', () => {
  it.each([
    ["import a from 'a'; «a»", 'import'],
    ["import * as a from 'a'; «a»", 'import'],
    ['const a = 1; «a»', 'const'],
    ['let a; «a»', 'let'],
    ['var a; «a»', 'var'],
    ['function f(a) { «a»; }', 'param'],
    ['function f({ b: [a] }) { «a»; }', 'param'],
    ['function a() { «a»; }', 'function'],
    ['x = function a() { «a»; }', 'function'],
    ['class a {} «a»', 'class'],
    ['try { f(); } catch (a) { «a»; }', 'catch'],
    ['«a»', undefined],
  ])('%s: %s', (code, kind) => expect(variableAt(code).variable?.kind).toBe(kind));

  it.each([
    [
      'a namespace keeps the function it adds to',
      'function a() {} namespace a { export const b = 1; } «a»',
      'function',
    ],
    ['a namespace keeps the class it adds to', 'class a {} namespace a { export type B = 1; } «a»', 'class'],
    ['a namespace keeps the constant it adds to', 'const a = 1; namespace a { export type B = 1; } «a»', 'const'],
  ])('%s', (_, code, kind) => {
    const { variable } = variableAt(code, 'code.ts');
    expect(variable?.kind).toBe(kind);
    expect(variable?.declaration.type).not.toBe('TSModuleDeclaration');
  });

  it.each([
    ['const a = 1; function f() { «a»; }', undefined],
    ['function f() { if (x) { var a = 1; } «a»; }', 'f'],
    ['function f() { for (const a of list) «a»; }', 'f'],
    ['function f(a) { return () => «a»; }', 'f'],
    ['function f() { function g() {} «g»; }', 'f'],
    ['function f() { return class { m() { «f»; } }; }', undefined],
  ])('%s: declared in %s', (code, name) => {
    const fn = variableAt(code).variable?.scopeFunction;
    expect(fn && isFunction(fn) ? fn.id?.name : undefined).toBe(name);
  });

  it.each([
    ['function f(x, a) { «a»; }', { index: 1, path: [] }],
    ['function f(x, { b: [a] }) { «a»; }', { index: 1, path: ['b', '0'] }],
    ['function f(x, ...a) { «a»; }', { index: 1, path: [] }],
    ['function f(x) { const a = x; «a»; }', undefined],
  ])('%s: which parameter', (code, param) => expect(variableAt(code).variable?.param).toEqual(param));
});

/** Here scope-manager says less than ECMAScript: sloppy code sees a function of a block outside it. */
describe('functions of blocks', () => {
  it.each([
    ['are seen outside in sloppy code', 'if (x) { function a() {} } «a»', 'function'],
    ['are seen by the function around', 'function f() { { function a() {} } return «a»; }', 'function'],
    ['give way to a variable', 'let a; { function a() {} } «a»', 'let'],
    ['give way to a variable declared later', '{ function a() {} } let a; «a»', 'let'],
    ['give way to a parameter', 'function f(a) { { function a() {} } return «a»; }', 'param'],
    ['stay inside in modules', "import b from 'b'; { function a() {} } «a»", undefined],
    ['hide no import in modules', "import a from 'a'; { function a() {} } «a»", 'import'],
  ])('%s', (_, code, kind) => expect(variableAt(code).variable?.kind).toBe(kind));

  it('give way to a function outside', () => {
    const { file, variable } = variableAt('{ function a(inner) {} } function a(outer) {} «a»');
    expect(variable && file.textOf(variable.declaration)).toBe('function a(outer) {}');
  });
});

describe('where a variable is named', () => {
  it.each([
    ['const a = 1; «a»; a + a;', 3],
    ['const a = 1; o.a; ({ a: 1 }); «a».a;', 1],
    ['const a = 1; ({ a }); o[a]; «a»;', 3],
    ['const a = 1; { const a = 2; a; } «a»;', 1],
    ['const a = 1; a: for (;;) { break a; } «a»;', 1],
    ['const a = 1; class B { a = 1; a() {} [a] = 2; } «a»;', 2],
    ["const a = 1; export { a as b }; export { a } from 'b'; «a»;", 2],
    ["import a from 'a'; «a»; f(a);", 2],
    ["import { a } from 'a'; «a»;", 1],
    ["import { b as a } from 'a'; «a»;", 1],
    ["import * as a from 'a'; «a»;", 1],
    ['let a; a = 1; a++; «a»', 3],
    ['function a() { return a; } «a»()', 2],
    ['function f(a) { return () => «a» + a; }', 2],
  ])('%s: %i times', (code, count) => {
    const { file, variable } = variableAt(code);
    expect(variable && referencesTo(file, variable)).toHaveLength(count);
  });
});

it('finds names of the top level alone by name', () => {
  const file = sourceOf('code.js', "import b from 'b'; const a = 1; function f() { const c = 2; }");
  expect(['a', 'b', 'f', 'c', 'd'].map((name) => file.moduleVariable(name)?.kind)).toEqual([
    'const',
    'import',
    'function',
    undefined,
    undefined,
  ]);
});

describe('nodes by type', () => {
  it('come in document order', () => {
    const file = sourceOf('code.js', 'a(b()); c(() => d()); new E(f());');
    const calls = file.nodes('CallExpression').map((call) => file.textOf(call.callee));
    expect(calls).toEqual(['a', 'b', 'c', 'd', 'f']);
  });

  it('are refused where no index is kept', () => {
    const { ast } = sourceOf('code.js', 'a;');
    expect(() => new ScopeIndex(ast).nodes('Identifier')).toThrow('no index of Identifier');
  });
});
