/** Which names lead to a finding: a unit that mentions one does, and so do the names it defines. */
import { describe, expect, it } from 'vitest';
import { Leads, namesMentioned } from '../../src/program/leads.ts';
import { outlineOf, WHOLE } from '../../src/program/outline.ts';
import { parse } from '../../src/syntax/parse.ts';

function leadsIn(text: string): Leads {
  const parsed = parse('module.ts', text);
  if (parsed.kind !== 'tree') throw new Error(parsed.message);
  return new Leads(text, outlineOf(parsed.ast, text));
}

/** The exports that lead to the place of `call`. */
function exportsLeadingTo(call: string, text: string): readonly string[] {
  const leads = leadsIn(text);
  const at = text.indexOf(call);
  leads.addPlaces([[at, at + call.length]]);
  return [...leads.exports].toSorted();
}

const CASES: readonly (readonly [name: string, text: string, exports: readonly string[]])[] = [
  ['a function', 'export function a() { HIT(); } export function b() {}', ['a']],
  ['a caller in the file', 'function a() { HIT(); } export const b = () => a(); export const c = 1;', ['b']],
  ['a default', 'export default function a() { HIT(); }', [WHOLE]],
  ['a renamed export', 'function a() { HIT(); } export { a as b }', ['b']],
  ['an export named default', 'function a() { HIT(); } export { a as default }', [WHOLE]],
  ['a member of exports', 'exports.a = () => HIT(); exports.b = () => 1;', ['a']],
  ['module.exports as a list', 'function a() { HIT(); } module.exports = { a, b: 1 };', ['a']],
  ['module.exports as a whole', 'module.exports = function () { HIT(); };', [WHOLE]],
  ['a prototype', 'function A() {} A.prototype.a = () => HIT(); module.exports.A = A;', ['A']],
  [
    'a list that is filled',
    'const all = []; all.push(() => HIT()); export const run = () => all.map((f) => f());',
    ['run'],
  ],
  ['a module packed into a function', '(function (root) { exports.a = () => HIT(); })(this);', ['a']],
  [
    'a name set in a branch',
    'function a() { HIT(); } let one, two; if (x === 1) { one = a; } else if (y <= 2) two ??= 1; export const b = () => one(); export const c = () => x + y;',
    ['b'],
  ],
  ['a class', 'class A { a() { HIT(); } } export const one = new A(); export const two = 2;', ['one']],
  ['a namespace', 'export namespace Files { export function a() { HIT(); } }', ['Files']],
  ['nothing exported', 'function a() { HIT(); } a();', []],
];

describe('exports that lead to a finding', () => {
  it.each(CASES)('%s', (_name, text, exports) => {
    expect(exportsLeadingTo('HIT()', text)).toEqual(exports);
  });

  it('come from what an imported name leads to', () => {
    const leads = leadsIn("import { a as b } from './a.js'; export const c = () => b(); export const d = 1;");
    leads.addNames(['a']);
    expect([...leads.exports]).toEqual(['c']);
  });

  it('come from a whole module that leads there', () => {
    const leads = leadsIn("const a = require('./a'); exports.b = () => a(); exports.c = () => 1;");
    leads.addSource('./a');
    expect([...leads.exports]).toEqual(['b']);
  });

  it('are all where a built specifier is nowhere in the text', () => {
    const leads = leadsIn("const dir = 'routes'; exports.b = (name) => require(`${__dirname}/${dir}/${name}`);");
    leads.addSource('./routes/*');
    expect([...leads.exports]).toEqual(['b']);
  });

  it('come from where an event is emitted', () => {
    const leads = leadsIn("export const a = (bus) => bus.emit('paid', 1); export const b = (bus) => bus.emit('sent');");
    leads.addEvent('paid');
    expect([...leads.exports]).toEqual(['a']);
  });
});

describe('events', () => {
  it('are those whose listeners lead there', () => {
    const text = "orders.on('paid', () => HIT()); mails.on('sent', () => 1);";
    const leads = leadsIn(text);
    leads.addPlaces([[text.indexOf('HIT'), text.indexOf('HIT') + 5]]);
    expect(leads.events).toEqual(['paid']);
  });
});

describe('mentions', () => {
  it('are whole words', () => {
    expect(namesMentioned('readAll(); store.$read; read', new Set(['read', 'All', 'store', WHOLE]))).toEqual([
      'read',
      'store',
    ]);
    expect(namesMentioned('reader', new Set(['read']))).toEqual([]);
  });
});
