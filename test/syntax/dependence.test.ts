/** What may run together, and why the rest may not. */
import { describe, expect, it } from 'vitest';
import {
  iterationsIndependent,
  statementsIndependent,
  sureness,
  type Answer,
  type Loop,
} from '../../src/authoring/dependence.ts';
import { sourceOf } from './marked.ts';

const HEAD = `
  import fs from 'node:fs/promises';
  import path from 'node:path';
  import _ from 'lodash';
  import { Pool } from 'pg';
  import { work, db, Model } from './project.js';
  const pool = new Pool();
  const cache = {};
  let count = 0;
  async function size(name) { return (await fs.stat(name)).size; }
  async function remember(name) { cache.last = await fs.stat(name); }
  async function tally(name) { count = count * 2 + (await fs.stat(name)).size; }
  async function assertThere(name) { await fs.stat(name); }
  async function tree(name) { for (const x of await fs.readdir(name)) await tree(x); }
`;

function sourceWith(body: string) {
  return sourceOf(
    'code.ts',
    `${HEAD} class A { async f(list, out, state) { ${body} } async own(x) { return fs.stat(x); } }`,
  );
}

/** Asks about the first loop of a method's body. */
function ofLoop(body: string): Answer {
  const file = sourceWith(body);
  const types = ['ForOfStatement', 'ForInStatement', 'ForStatement', 'WhileStatement', 'DoWhileStatement'] as const;
  const [loop] = types
    .flatMap((type): readonly Loop[] => file.nodes(type))
    .filter((node) => file.spanOf(node)[0] >= HEAD.length)
    .sort((a, b) => file.spanOf(a)[0] - file.spanOf(b)[0]);
  if (!loop) throw new Error(`no loop: ${body}`);
  return iterationsIndependent(file, loop);
}

/** Asks about the two statements of a method's body. */
function ofStatements(body: string): Answer {
  const file = sourceWith(body);
  const method = file.nodes('FunctionExpression').find((fn) => fn.params.length === 3);
  const [first, second, ...more] = method?.body.type === 'BlockStatement' ? method.body.body : [];
  if (!first || !second || more.length > 0) throw new Error(`two statements are asked about: ${body}`);
  return statementsIndependent(file, first, second);
}

function codesOf(answer: Answer): string {
  if (answer.kind === 'independent') return 'independent';
  return [...new Set(answer.reasons.map(({ code }) => code))].sort().join(' ');
}

describe('iterations that need nothing of each other', () => {
  it.each([
    'for (const x of list) out.push(await fs.readFile(x));',
    'for (const x of list) { const text = await fs.readFile(x); out.push(text); }',
    'for (const x of list) { out[x] = await fs.stat(x); }',
    'for (const x of list) { out.set(x, await fs.stat(x)); }',
    'for (const { id } of list) out.push(await pool.query("SELECT 1 FROM t WHERE id = $1", [id]));',
    'for (let i = 0; i < list.length; i++) out[i] = await fetch(list[i]);',
    'for (const key in state) out.push(await db.getItem(key));',
    'for (const x of list) await fs.unlink(path.join("dir", x));',
    'for (const x of list) await fs.writeFile(`${x}.txt`, "text");',
    'for (const x of list) { const data = await fs.readFile(x); await fs.writeFile(`${x}.bak`, data); }',
    'for (const x of list) { if (x.isOld) continue; await fs.rm(x.path); }',
    'for (const x of list) { try { await fs.rm(x); } catch (e) { console.error(e); } }',
    'for (const x of list) { try { if (!x) throw new Error("no"); await fs.rm(x); } catch { out.push(x); } }',
    'for (const x of list) { switch (x.kind) { case 1: out.push(await fs.stat(x.path)); break; } }',
    'for (const x of list) { for (const y of x.parts) { if (y.bad) break; out.push(await fs.stat(y)); } }',
    'let total = 0; for (const x of list) total += (await fs.stat(x)).size;',
    'let found = false; for (const x of list) { if (await db.exists(x)) found = true; }',
    'let all = []; for (const x of list) all = all.concat(await db.findAll(x));',
    'for (const x of list) x.size = (await fs.stat(x.path)).size;',
    'for (const x of list) out.push(await size(x));',
    'for (const x of list) out.push(await this.own(x));',
    'for (const x of list) await fetch(`http://h/${x.id}`, { method: "DELETE" });',
    'const queue = [...list]; while (queue.length) { const x = queue.pop(); out.push(await fs.stat(x)); }',
    'for (const x of list) { const rows = await db.find(x); out.push(rows.map((row) => row.id)); }',
    'for (const x of list) { const user = await Model.findById(x).lean(); out.push(user); }',
  ])('%s', (body) => expect(codesOf(ofLoop(body))).toBe('independent'));
});

describe('iterations that depend on each other', () => {
  it.each([
    ['carried-value', 'let next = list; while (next) { next = (await (await fetch(next)).json()).next; }'],
    ['carried-value', 'do { state = await fs.stat(state); } while (state);'],
    ['carried-value', 'let last; for (const x of list) last = await fs.stat(x);'],
    ['carried-value', 'let last; for (const x of list) { if (last) out.push(last); last = await fs.stat(x); }'],
    ['carried-value', 'for (const x of list) { out.push(await fs.stat(x)); if (out.length > 3) out.push(0); }'],
    ['carried-value', 'for (const x of list) { list.push(...(await fs.readdir(x))); }'],
    ['carried-value', 'for (let i = 0; i < 9; i++) { out.push(await fs.stat(list[i])); i += 1; }'],
    ['carried-value', 'for await (const x of list) out.push(await fs.stat(x));'],
    ['carried-value', 'let x; for (x of list) out.push(await fs.stat(x));'],
    ['shared-object', 'for (const x of list) state.last = await fs.stat(x);'],
    ['shared-object', 'for (const x of list) this.last = await fs.stat(x);'],
    ['shared-object', 'const same = state; for (const x of list) same.last = await fs.stat(x);'],
    ['shared-object', 'for (const x of list) { const same = state; same.last = await fs.stat(x); }'],
    ['shared-object', 'for (const x of list) await remember(x);'],
    ['carried-value', 'for (const x of list) await tally(x);'],
    ['carried-value', 'for (const x of list) Object.assign(out, await fs.stat(x));'],
    ['carried-value', 'for (const x of list) _.merge(out, await fs.stat(x));'],
    ['shared-object', 'for (const x of list) { state.total = state.total * 2 + (await fs.stat(x)).size; }'],
    ['ordered-effects', 'for (const x of list) await fs.writeFile("one.txt", x);'],
    ['ordered-effects', 'for (const x of list) await fs.rm(x.ownerId);'],
    ['ordered-effects', 'for (const x of list) { const all = await fs.readdir("."); await fs.rm(all + x); }'],
    ['order-kept', 'for (const x of list) await fs.appendFile(x, "line");'],
    ['order-kept', 'for (const x of list) { await fs.stat(x); }'],
    ['order-kept', 'for (const x of list) { out.push(await fetch(x)); await new Promise((r) => setTimeout(r, 9)); }'],
    ['order-kept', 'for (const x of list) out.push(await fetch(x, { method: "POST" }));'],
    ['order-kept', 'for (const x of list) { state.write(await fs.readFile(x)); }'],
    ['order-kept', 'for (const x of list) await assertThere(x);'],
    ['order-kept', 'for (const x of list) await pool.query("UPDATE t SET a = 1 WHERE id = $1", [x]);'],
    ['order-kept', 'for (const x of list) out.push(await Model.findById(x, { transaction: state }));'],
    ['order-kept', 'await db.transaction(async () => { for (const x of list) out.push(await db.findItem(x)); });'],
    ['unknown-call', 'for (const x of list) out.push(await work(x));'],
    ['unknown-call', 'for (const x of list) { state.apply(x); out.push(await fs.stat(x)); }'],
    ['unknown-call', 'for (const x of list) out.push(await db.findOrCreate(x));'],
    ['early-exit', 'for (const x of list) { if (await db.exists(x)) return x; }'],
    ['early-exit', 'for (const x of list) { if (await db.exists(x)) break; }'],
    ['early-exit', 'for (const x of list) { if (!(await db.exists(x))) throw new Error("no"); }'],
    ['early-exit', 'a: { for (const x of list) { if (await db.exists(x)) break a; } }'],
    ['repetition', 'for (let i = 0; i < 3; i++) out.push(await fetch("http://h/state"));'],
  ])('%s: %s', (code, body) => expect(codesOf(ofLoop(body)).split(' ')).toContain(code));
});

describe('statements that need nothing of each other', () => {
  it.each([
    'const a = await fs.readFile("a"); const b = await fs.readFile("b");',
    'const a = await db.getUser(list); const b = await db.getTeam(out);',
    'const { a } = await db.getUser(list); state.b = await db.getTeam(out);',
    'const a = await fs.writeFile("a.txt", "1"); const b = await fs.writeFile("b.txt", "2");',
    'const a = (await pool.query("SELECT 1")).rows; const b = (await pool.query({ text: "SELECT 2" })).rows;',
    'const a = list.length; const b = await fs.readFile("b");',
    'const [a] = await Promise.all([fs.readFile("a")]); const b = await fetch("http://h");',
  ])('%s', (body) => expect(codesOf(ofStatements(body))).toBe('independent'));
});

describe('statements of which the later needs the earlier', () => {
  it.each([
    ['carried-value', 'const a = await db.getUser(list); const b = await db.getTeam(a);'],
    ['carried-value', 'state = await db.getUser(list); const b = await db.getTeam(state.id);'],
    ['carried-value', 'const a = await db.getUser(list); state = await db.getTeam(out, a.id);'],
    ['shared-object', 'state.user = await db.getUser(list); const b = await db.getTeam(state.user);'],
    ['shared-object', 'this.user = await db.getUser(list); const b = await db.getTeam(this.user);'],
    ['shared-object', 'state.user = await db.getUser(list); const b = await db.getTeam(out.user);'],
    ['shared-object', 'const a = await db.getTeam(state.user); state.user = await db.getUser(list);'],
    ['carried-value', 'out.push(await db.getUser(list)); const b = await db.getTeam(out);'],
    ['ordered-effects', 'const a = await fs.mkdir("dir"); const b = await fs.readFile("dir/file");'],
    ['ordered-effects', 'const a = await fs.rm(list); const b = await fs.readFile(out);'],
    ['ordered-effects', 'const a = await fs.writeFile("a.txt", "1"); const b = await fs.readFile("a.txt");'],
    ['ordered-effects', 'const a = await db.deleteUser(list); const b = await db.getTeam(out);'],
    ['order-kept', 'await fs.access("a"); const b = await fs.readFile("b");'],
    ['order-kept', 'const a = await pool.query("BEGIN"); const b = await pool.query("SELECT 1");'],
    ['order-kept', 'const a = await state.lock(list); const b = await fs.readFile("b");'],
    ['unknown-call', 'await work(list); const b = await fs.readFile("b");'],
    ['unknown-call', 'const a = await db.getConnection(); const b = await fs.readFile("b");'],
    ['unknown-call', 'const a = await list.reader.read(); const b = await list.reader.read();'],
  ])('%s: %s', (code, body) => expect(codesOf(ofStatements(body)).split(' ')).toContain(code));
});

it('names both places and what they have in common', () => {
  const file = sourceWith('for (const x of list) state.last = await fs.stat(x);');
  const loop = file.nodes('ForOfStatement').find((node) => file.spanOf(node)[0] >= HEAD.length);
  const answer = loop && iterationsIndependent(file, loop);
  const [reason] = answer?.kind === 'dependent' ? answer.reasons : [];
  expect(reason?.what).toBe('state.last');
  expect(reason && [file.textOf(reason.first), file.textOf(reason.second)]).toEqual(['state.last', 'state.last']);
});

it('follows functions that call themselves', () => {
  expect(codesOf(ofLoop('for (const x of list) out.push(await tree(x));'))).toBe('independent');
});

describe('what independence rests on', () => {
  it.each([
    ['', 'for (const x of new Set(list)) out.push(await fs.readFile(x));'],
    ['distinct', 'for (const x of list) await fs.rm(x);'],
    ['', 'for (const x of new Set(list)) await fs.rm(x);'],
    ['name', 'for (const x of list) out.push(await db.getItem(x));'],
    ['distinct name', 'for (const x of list) await db.deleteItem(x.id);'],
    ['computing', 'for (const x of list) out.push(await fs.readFile(state.toPath(x)));'],
  ])('%s: %s', (assumptions, body) => {
    const answer = ofLoop(body);
    expect(answer.kind === 'independent' && [...answer.assumptions].sort().join(' ')).toBe(assumptions);
  });

  it('makes it less sure', () => {
    expect(sureness([])).toBe(1);
    expect(sureness(['name'])).toBeLessThan(sureness(['distinct']));
    expect(sureness(['name', 'distinct'])).toBeLessThan(sureness(['name']));
  });
});

it('lists what is gathered, which has to be put in order again', () => {
  const answer = ofLoop('for (const x of list) out.push(await fs.stat(x));');
  expect(answer.kind === 'independent' && answer.gathered).toHaveLength(1);
});
