/** Programs as large as only generated ones are: the graph ends, and says where it gave up. */
import { rmSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { outcomesIn, planProgram } from './programs/plan-program.ts';
import { placeProgram } from './programs/run-program.ts';

const LOAD = "const fs = require('fs');\nfunction load() { return fs.readFileSync('a.txt', 'utf8'); }\n";

async function outcomesOf(text: string): Promise<readonly string[]> {
  const root = placeProgram({ 'package.json': '{ "private": true }', 'main.js': `${LOAD}${text}` });
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true });
  });
  return outcomesIn(await planProgram('async-fs', { options: {} }, root));
}

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}

it('follows a value through thousands of names', async () => {
  const names = lines(4_000, (index) => `const f${index + 1} = f${index};`);
  const text = `const f0 = load;\n${names}\nasync function main() { f4000(); }\nmain();\n`;
  expect(await outcomesOf(text)).toEqual(['main.js:2 converted']);
});

it('refuses what may be read in tens of thousands of places', async () => {
  const reads = lines(51_000, () => 'one.input;');
  const text = `function use(one) {\n${reads}\n}\nconst table = { input: load };\nuse(table);\n`;
  expect(await outcomesOf(text)).toEqual(['main.js:2 barrier/unresolved-call']);
});

it('gives up on a field that holds another field, thousands of times', async () => {
  const fields = lines(3_000, (index) => `one.f${index + 1} = one.f${index};`);
  const text = `function use(one, key) {\n${fields}\nreturn one.f3000[key]() + 1;\n}\nconst tables = [{ input: load }];\nconsole.log(use({}, 'input'), tables);\n`;
  expect(await outcomesOf(text)).toEqual(['main.js:2 barrier/top-level']);
});

it('gives up on a function that is returned by one that is returned, thousands of times', async () => {
  const makers = lines(3_000, (index) => `function f${index + 1}() { return f${index}; }`);
  const text = `function f0() { return load; }\n${makers}\nasync function main() { f3000()()(); }\nmain();\n`;
  expect(await outcomesOf(text)).toEqual(['main.js:2 barrier/escapes']);
});
