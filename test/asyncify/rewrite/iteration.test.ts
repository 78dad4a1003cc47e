/** Array methods whose callback becomes async: a line before, and the same line after. */
import { describe, expect, it } from 'vitest';
import { parse } from '../../../src/syntax/parse.ts';
import { rewritten } from './rewritten.ts';

const BEGIN = "const { helper } = require('./async-helpers.js');\nasync function g(list) {\n  ";

/** The body of the function, rewritten, without the line of imports. */
function body(line: string): string {
  const code = `${BEGIN}${line}\n}`;
  const result = rewritten('code.cjs', code);
  if (typeof result === 'string') return result;
  expect(parse('code.cjs', result.text).kind).toBe('tree');
  return result.text.slice(result.text.indexOf('{\n  ') + 4, -2);
}

describe('in order', () => {
  it.each([
    ['list.map((x) => f(x));', 'await mapInOrder(list, async (x) => f(x));'],
    ['const a = list.map((x) => f(x)).length;', 'const a = (await mapInOrder(list, async (x) => f(x))).length;'],
    ['list.forEach((x, i) => { f(x, i); });', 'await forEachInOrder(list, async (x, i) => { await f(x, i); });'],
    ['if (!list.some((x) => f(x))) return;', 'if (!(await someInOrder(list, async (x) => f(x)))) return;'],
    ['return list.filter(x => f(x));', 'return filterInOrder(list, async x => f(x));'],
    ['const a = list.find(f);', 'const a = await findInOrder(list, f);'],
    ['const a = list\n  .find(f);', 'const a = await findInOrder(list,\n  f);'],
    ['const a = list.find(\n  f);', 'const a = await findInOrder(list,\n  f);'],
    [
      'const a = list.reduce((s, x) => s + f(x), 0);',
      'const a = await reduceInOrder(list, async (s, x) => s + (await f(x)), 0);',
    ],
    [
      'list\n    .filter((x) => f(x))\n    .map((x) => f(x));',
      'await mapInOrder(await filterInOrder(list,\n    async (x) => f(x)),\n    async (x) => f(x));',
    ],
    ['f(list).map((x) => f(x));', 'await mapInOrder(await f(list), async (x) => f(x));'],
    ['(list || []).every((x) => f(x));', 'await everyInOrder((list || []), async (x) => f(x));'],
    ['list.map(\n    (x) => f(x),\n  );', 'await mapInOrder(list,\n    async (x) => f(x),\n  );'],
    ["list['map']((x) => f(x));", 'await mapInOrder(list, async (x) => f(x));'],
    ['list.map((x) => f(x)).forEach(h);', '(await mapInOrder(list, async (x) => f(x))).forEach(h);'],
    ['list.map((x) => x.map((y) => f(y)));', 'await mapInOrder(list, async (x) => mapInOrder(x, async (y) => f(y)));'],
  ])('%s', (before, after) => expect(body(before)).toBe(after));
});

describe('refused', () => {
  it.each([
    ['list.sort((x) => f(x));', 'barrier/sync-callback'],
    ['list?.map((x) => f(x));', 'barrier/sync-callback'],
    ['a?.list.map((x) => f(x));', 'barrier/sync-callback'],
    ['list.map((x) => f(x), this);', 'barrier/sync-callback'],
    ['list.reduce((s, x) => f(x));', 'barrier/sync-callback'],
    ['list.map(/* a */ (x) => f(x));', 'await mapInOrder(list, /* a */ async (x) => f(x));'],
    ['list /* a */.map((x) => f(x));', 'barrier/sync-callback'],
    ['list.forEach(function () { f(arguments[0]); });', 'barrier/arguments-this'],
  ])('%s', (before, after) => expect(body(before)).toBe(after));
});
