/** Each kind of missed await of which the type checker says nothing, and what looks like one and is none. */
import { rmSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import type { PlannedFile } from '../../src/contracts.ts';
import { unawaitedGate } from '../../src/engine/gates/unawaited.ts';
import { OriginalFiles } from '../../src/engine/plan/original.ts';
import { discover } from '../../src/project/discover.ts';
import { placeProgram } from './programs/run-program.ts';

const HEAD = "import { promises, statSync } from 'node:fs';\n";
const BEFORE = 'function read(name) { return statSync(name).size; }\n';
const AFTER = 'async function read(name) { return (await promises.stat(name)).size; }\n';

/** What the gate says of a text in which `read` has become async; `old` is the text before, but for the function. */
async function faultsOf(
  text: string,
  old = text.replaceAll(/\b(?:await|async) /g, '').replaceAll('promises.stat', 'statSync'),
): Promise<readonly string[]> {
  const before = `${HEAD}${BEFORE}${old}`;
  const root = placeProgram({ 'main.mjs': before });
  onTestFinished(() => {
    rmSync(root, { recursive: true, force: true });
  });
  const gate = unawaitedGate({
    project: discover(root, []),
    originals: new OriginalFiles(root).text,
    options: { target: 'node', publicApi: 'keep', context: 'all', maxFunctions: 25, allowHazards: [] },
  });
  const file: PlannedFile = { path: 'main.mjs', before, after: `${HEAD}${AFTER}${text}`, units: ['all'] };
  const faults = await gate({ files: [file], units: [] });
  return faults.map(({ reason }) => reason.message);
}

const LOST: Readonly<Record<string, string>> = {
  'a negated call': 'async function main() { if (!read("a")) throw new Error("empty"); } await main();',
  'a condition': 'async function main() { if (read("a")) console.log(1); } await main();',
  'a condition of a loop': 'async function main() { while (read("a")) await null; } await main();',
  'a conditional expression': 'async function main() { return read("a") ? 1 : 2; } await main();',
  'the left side of &&': 'async function main() { return read("a") && 1; } await main();',
  'the right side of && that is dropped': 'async function main(on) { on && read("a"); } await main(true);',
  'the left side of ||': 'async function main() { return read("a") || 1; } await main();',
  'the left side of ??': 'async function main() { return read("a") ?? 1; } await main();',
  'a comparison': 'async function main() { return read("a") === 6; } await main();',
  'a template': 'async function main() { console.log(`${read("a")}`); } await main();',
  'a sum of strings': 'async function main() { console.log("" + read("a")); } await main();',
  'a spread into an object': 'async function main() { return { ...read("a") }; } await main();',
  'a spread into a call': 'async function main() { console.log(...[read("a")]); } await main();',
  'a result that nobody uses': 'async function main() { read("a"); } await main();',
  'a result thrown away by void': 'async function main() { void read("a"); } await main();',
  'an optional call': 'async function main(x) { read?.("a"); } await main();',
  'an optional chain behind it': 'async function main() { return read("a")?.size; } await main();',
  typeof: 'async function main() { return typeof read("a"); } await main();',
  in: 'async function main() { return "size" in read("a"); } await main();',
  'an argument of any type': 'async function main() { console.log(read("a")); } await main();',
  JSON: 'async function main() { return JSON.stringify(read("a")); } await main();',
  'a switch': 'async function main() { switch (read("a")) { case 6: return 1; } } await main();',
  'a case': 'async function main() { switch (6) { case read("a"): return 1; } } await main();',
  'a property of an object': 'async function main() { return { size: read("a") }; } await main();',
  'a variable that is tested': 'async function main() { const size = read("a"); if (size) return 1; } await main();',
  'a predicate by its name': 'async function main() { return ["a"].filter(read); } await main();',
  'a predicate by an async arrow': 'async function main() { return ["a"].some(async (x) => read(x)); } await main();',
  forEach: 'async function main() { ["a"].forEach(async (x) => { await read(x); }); } await main();',
  'map without Promise.all': 'async function main() { return ["a"].map(read).length; } await main();',
  sort: 'async function main() { return ["a"].sort(async (x, y) => (await read(x)) - (await read(y))); } await main();',
  'what a function that is not async returns': 'function size() { return read("a"); } if (size()) console.log(1);',
  'returned inside try': 'async function main() { try { return read("a"); } catch { return 0; } } await main();',
  'returned beside finally':
    'async function main() { try { return read("a"); } finally { console.log(1); } } await main();',
  'the last one of a comma': 'async function main() { return !(1, read("a")); } await main();',
  'a getter': 'class Size { get size() { return read("a"); } } if (!new Size().size) console.log(1);',
  'a default of a parameter': 'async function main(size = read("a")) { return size + 1; } await main();',
  'a method of a class': 'class Size { async of() { return await read("a"); } } if (!new Size().of()) console.log(1);',
  'a callback of a function of the program': 'const use = (f) => !f("a"); use(read);',
  'a computed member':
    'const table = { read }; for (const key of Object.keys(table)) if (!table[key]("a")) console.log(1);',
  'a test that takes done': 'it("reads", async (done) => { await read("a"); done(); });',
  'an assertion of a rejection':
    'import assert from "node:assert"; it("fails", async () => { assert.rejects(async () => read("a")); });',
  'an expectation of a rejection': 'it("fails", async () => { expect(read("a")).rejects.toThrow(); });',
  'an expectation of a value': 'it("reads", async () => { expect(read("a")).resolves.not.toThrow(); });',
  'an expectation that knows no promises': 'it("reads", async () => { expect(read("a")).toBe(6); });',
  'an assertion of a throw':
    'import assert from "node:assert"; it("fails", () => { assert.throws(async () => read("a")); });',
  'an assertion of ava':
    'import test from "ava"; test("fails", async (t) => { t.throwsAsync(async () => read("a")); });',
  'the body of a suite': 'describe("reads", async () => { await read("a"); });',
  'the top level of a module': 'if (!read("a")) console.log(1);',
  'the twin itself': 'async function main() { if (!promises.stat("a")) console.log(1); } await main();',
};

const WAITED: Readonly<Record<string, string>> = {
  'an await': 'async function main() { console.log(await read("a")); } await main();',
  'a negated await': 'async function main() { return !(await read("a")); } await main();',
  'a result of an async function': 'async function main() { return read("a"); } await main();',
  'a choice that is awaited': 'async function main(on) { return await (on ? read("a") : 0); } await main();',
  'Promise.all': 'async function main() { return await Promise.all([read("a"), read("b")]); } await main();',
  'Promise.all of a map': 'async function main() { return await Promise.all(["a"].map(read)); } await main();',
  'returned in catch': 'async function main() { try { return 1; } catch { return read("a"); } } await main();',
  'a timer': 'setTimeout(async () => { await read("a"); }, 1);',
  'a test': 'it("reads", async () => { await read("a"); });',
  'an assertion of a rejection':
    'import assert from "node:assert"; it("fails", async () => { await assert.rejects(async () => read("a")); });',
  'an expectation of a rejection':
    'it("fails", async () => { await expect((async () => read("a"))()).rejects.toThrow(); });',
  'an expectation that is returned': 'it("fails", () => expect(read("a")).rejects.toThrow());',
  'a comparison of the function': 'console.log(typeof read === "function");',
};

it.each(Object.entries(LOST))('finds %s', async (_kind, text) => {
  expect(await faultsOf(text)).not.toEqual([]);
});

it.each(Object.entries(WAITED))('takes %s', async (_kind, text) => {
  expect(await faultsOf(text)).toEqual([]);
});

it('leaves alone what gave a promise before, and was not awaited then', async () => {
  const text = 'export async function both(name) { return await read(name); }\nboth("a").catch(() => undefined);';
  expect(await faultsOf(text, text.replace('await read', 'read'))).toEqual([]);
  const byHand = 'export function both(name) { return Promise.resolve(read(name)); }\nboth("a");';
  const made = 'export async function both(name) { return Promise.resolve(await read(name)); }\nboth("a");';
  expect(await faultsOf(made, byHand)).toEqual([]);
});
