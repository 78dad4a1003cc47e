/** The situations of the public tests of ESLint's `no-await-in-loop`, and some that its users ask for. */
import type { Situation } from './situation.ts';

function exported(body: string, parameters = 'urls'): string {
  return `export async function run(${parameters}) { ${body} }`;
}

function reading(loop: string): string {
  return `import { readFile } from 'node:fs/promises';
export async function run(paths) { const texts = []; ${loop} return texts; }`;
}

const ORDERED = 'The next turn needs what this one gives.';
const UNKNOWN = 'Nothing says that the turns have nothing to do with one another.';

export const NO_AWAIT_IN_LOOP: readonly Situation[] = [
  { title: 'outside a loop', code: exported('return await fetch(urls[0]);'), why: '' },
  { title: 'the list of `for … of`', code: exported('for (const url of await load()) console.log(url);'), why: '' },
  { title: 'the object of `for … in`', code: exported('for (const key in await load()) console.log(key);'), why: '' },
  {
    title: 'the first expression of `for`',
    code: exported('for (let i = await first(); i < 9; i++) console.log(i);'),
    why: '',
  },
  { title: 'in `for await`', code: exported('for await (const url of urls) { await fetch(url); }'), why: '' },
  {
    title: 'in a function that the loop only makes',
    code: exported('for (const url of urls) { later.push(async () => { await fetch(url); }); }', 'urls, later'),
    why: '',
  },
  {
    title: 'in a method of a class in the loop',
    code: exported('while (more()) { made(class { async load() { await fetch("/"); } }); }', 'more, made'),
    why: '',
  },
  {
    title: 'each element of a list, with nothing between them',
    code: reading('for (const path of paths) { texts.push(await readFile(path)); }'),
    why: '',
  },
  {
    title: 'the same without braces',
    code: reading('for (const path of paths) texts.push(await readFile(path));'),
    why: '',
  },
  {
    title: 'each element by its index',
    code: reading('for (let i = 0; i < paths.length; i++) { texts.push(await readFile(paths[i])); }'),
    why: '',
  },
  {
    title: 'each key of an object',
    code: reading('for (const key in paths) { texts.push(await readFile(paths[key])); }'),
    why: '',
  },
  {
    title: 'deep in the body',
    code: reading('for (const path of paths) { if (path) { texts.push(await readFile(path)); } }'),
    why: '',
  },
  {
    title: 'each element, sent for what it does there',
    code: exported('for (const url of urls) { await fetch(url); }'),
    why: 'An answer that nobody reads was not what it was sent for, and what it does there may need its order.',
  },
  {
    title: 'the body of `while`',
    code: exported('while (queue.length > 0) { await work(queue); }', 'queue, work'),
    why: UNKNOWN,
  },
  {
    title: 'the condition of `while`',
    code: exported('while (await more()) { console.log("again"); }', 'more'),
    why: ORDERED,
  },
  {
    title: 'deep in a condition',
    code: exported('while (left > 0 || 5 > await count()) { left--; }', 'left, count'),
    why: ORDERED,
  },
  {
    title: 'the condition of `for`',
    code: exported('for (let i = 0; await has(i); i++) { console.log(i); }', 'has'),
    why: ORDERED,
  },
  {
    title: 'the step of `for`',
    code: exported('for (let page = 1; page; page = await next(page)) { console.log(page); }', 'next'),
    why: ORDERED,
  },
  {
    title: 'the body of `do … while`',
    code: exported('do { await step(); } while (isOn());', 'step, isOn'),
    why: UNKNOWN,
  },
  {
    title: 'the condition of `do … while`',
    code: exported('do { console.log("again"); } while (await more());', 'more'),
    why: ORDERED,
  },
  {
    title: '`for await` in a loop',
    code: exported('while (more()) { for await (const line of lines()) console.log(line); }', 'more, lines'),
    why: UNKNOWN,
  },
  {
    title: 'a loop in `for await`',
    code: exported('for await (const page of pages) { while (page.next()) await work(page); }', 'pages, work'),
    why: UNKNOWN,
  },
  {
    title: 'pages, each named by the one before',
    code: exported('let url = urls[0]; while (url) { const page = await (await fetch(url)).json(); url = page.next; }'),
    why: ORDERED,
  },
  {
    title: 'retries',
    code: exported('for (let i = 0; i < 3; i++) { try { return await fetch(urls[0]); } catch { continue; } }'),
    why: 'The second is only tried when the first has failed.',
  },
  {
    title: 'the first that answers',
    code: exported('for (const url of urls) { const answer = await fetch(url); if (answer.ok) return answer; }'),
    why: 'Those behind the first are not to be asked.',
  },
  {
    title: 'a sum that each turn adds to',
    code: exported('let sum = 0; for (const url of urls) { sum = await add(sum, url); } return sum;', 'urls, add'),
    why: ORDERED,
  },
  {
    title: "two that don't need one another, in no loop",
    code: exported('const a = await fetch(urls[0]);\n const b = await fetch(urls[1]);\n return [a, b];'),
    why: 'They could run together just as well.',
  },
  {
    title: 'all at once, without a bound',
    code: exported('return Promise.all(urls.map(async (url) => { await fetch(url); }));'),
    why: 'What the advice of `no-await-in-loop` leads to, for lists of any length.',
  },
];
