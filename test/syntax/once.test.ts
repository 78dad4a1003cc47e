/** Which code keeps its result and so runs once, and which only looks like it. The code asked about is the call of `work`. */
import { describe, expect, it } from 'vitest';
import { isOnce } from '../../src/syntax/once.ts';
import { sourceOf } from './marked.ts';

/** Whether the one call of `work` runs once. */
function runsOnce(code: string): boolean {
  const file = sourceOf('code.js', code);
  const [call, ...more] = file.nodes('CallExpression').filter(({ callee }) => /\bwork$/.test(file.textOf(callee)));
  if (!call || more.length > 0) throw new Error(`work is called once: ${code}`);
  return isOnce(file, call);
}

function once(rows: readonly string[]): void {
  it.each(rows)('once: %s', (code) => expect(runsOnce(code)).toBe(true));
}

function often(rows: readonly string[]): void {
  it.each(rows)('often: %s', (code) => expect(runsOnce(code)).toBe(false));
}

describe('assignments that ask first', () => {
  once([
    'let kept; function get() { return kept ??= work(); }',
    'let kept; function get() { return (kept ||= work()); }',
    'let kept; function get() { kept = kept || work(); return kept; }',
    'let kept; function get() { return kept || (kept = work()); }',
    'let kept; function get() { return kept ?? (kept = work()); }',
    'const kept = new Map(); function get(key) { const it = mayKeep && kept.get(key) || work(); if (mayKeep) kept.set(key, it); return it; }',
    'let kept; const get = async () => (kept ??= await load(work()));',
    'let kept; function get() { !kept && (kept = work()); return kept; }',
    'let kept; function get() { return kept ? kept : (kept = work()); }',
    'let kept; function get() { kept = kept === undefined ? work() : kept; return kept; }',
    'const kept = {}; function get(key) { return (kept[key] ??= work()); }',
    'const kept = new Map(); function get(key) { return kept.get(key) ?? kept.set(key, work()).get(key); }',
    'class A { get() { return (this.kept ??= work()); } }',
    'class A { #kept; get kept() { return (this.#kept ??= work()); } }',
    'class A { static kept; static get() { return (A.kept ??= work()); } }',
    'function get() { return (globalThis.kept ??= work()); }',
    'function get() { return (get.kept ??= work()); }',
    'function make() { let kept; return () => (kept ??= work()); }',
  ]);
  often([
    'function get() { let kept; kept ??= work(); return kept; }',
    'function get(kept) { kept ??= work(); return kept; }',
    'function get(options) { options.kept ??= work(); return options; }',
    'app.get("/", (req, res) => { req.kept ??= work(); });',
    'app.get("/", (req, res) => { list.forEach(() => { req.kept ??= work(); }); });',
    'app.use((ctx) => { ctx.state.kept = ctx.state.kept || work(); });',
    'let kept; function get() { return kept = work(); }',
    'let kept; function get() { return kept || work(); }',
    'let kept; function get() { return kept && (kept = work()); }',
    'let kept; function get() { kept &&= work(); }',
    'let total = 0; function add() { total += work(); }',
    'let kept; function get() { return kept ? (kept = work()) : kept; }',
    'class A { constructor(kept) { this.kept = kept; this.kept ??= work(); } }',
    'class A { constructor() { this.kept = this.kept || work(); } }',
  ]);
});

describe('if it is not there yet', () => {
  once([
    'let kept; function get() { if (!kept) kept = work(); return kept; }',
    'let kept; function get() { if (!kept) { kept = work(); } return kept; }',
    'let kept; function get() { if (kept === undefined) { kept = work(); } return kept; }',
    'let kept = null; function get() { if (kept == null) kept = work(); return kept; }',
    "let kept; function get() { if (typeof kept === 'undefined') kept = work(); return kept; }",
    'let kept; function get() { if (!kept) { const value = work(); kept = parse(value); } return kept; }',
    'let kept; function get() { if (!kept) { try { kept = work(); } catch { kept = {}; } } return kept; }',
    'let kept; function get() { if (kept) { return kept; } else { return (kept = work()); } }',
    'let loaded = false; let data; function get() { if (!loaded) { data = work(); loaded = true; } return data; }',
    'const kept = {}; function get(key) { if (!kept[key]) kept[key] = work(); return kept[key]; }',
    'const kept = {}; function get(key) { if (!(key in kept)) kept[key] = work(); return kept[key]; }',
    'const kept = new Map(); function get(key) { if (!kept.has(key)) kept.set(key, work()); return kept.get(key); }',
    'const seen = new Set(); function show(key) { if (!seen.has(key)) { seen.add(key); work(); } }',
    'class A { get() { if (!this.kept) this.kept = work(); return this.kept; } }',
    'class A { static get() { if (!A.kept) A.kept = work(); return A.kept; } }',
    'let kept; async function get() { if (!kept) { kept = await list.map(() => work()); } return kept; }',
    'let kept; function get() { if (!kept) { kept = {}; for (const x of list) { kept[x] = work(); } } return kept; }',
    'let kept; function get() { if (!kept || force) kept = work(); return kept; }',
    'let kept; function work() { kept = 1; } function get() { if (!kept) work(); return kept; }',
    'let kept; const work = async () => { kept = 1; }; async function get() { if (!kept) await work(); return kept; }',
    'class A { work() { this.kept = 1; } get() { if (!this.kept) { log("first"); this.work(); } return this.kept; } }',
    'class A { work() { this.kept = 1; } get() { if (this.kept) return this.kept; this.work(); return this.kept; } }',
    'Store.work = function () { Store.kept = 1; }; Store.get = function () { if (!Store.kept) Store.work(); };',
  ]);
  often([
    'function get() { let kept; if (!kept) kept = work(); return kept; }',
    'function get(kept) { if (!kept) kept = work(); return kept; }',
    'function get(options) { if (!options.kept) options.kept = work(); return options.kept; }',
    'app.get("/", (req, res) => { if (!req.kept) req.kept = work(); });',
    'app.get("/", (req, res) => { then(() => { if (!req.kept) req.kept = work(); }); });',
    'app.use((ctx, next) => { if (!ctx.state.user) { ctx.state.user = work(); } });',
    'let kept; function get() { if (!kept) return work(); return kept; }',
    'let kept; function get() { if (kept) kept = work(); return kept; }',
    'let ok; function get() { ok = check(); if (!ok) return work(); }',
    'let ok; function get() { ok = check(); if (!ok) { work(); } }',
    'let ok; function get() { if (!ok) return work(); ok = 1; }',
    'let kept; function get() { if (!other) kept = work(); return kept; }',
    'let kept; function get(fresh) { if (!fresh) kept = work(); return kept; }',
    'function get(key) { const kept = new Map(); if (!kept.has(key)) kept.set(key, work()); return kept; }',
    'function get(list) { const seen = {}; for (const x of list) if (!seen[x]) seen[x] = work(); return seen; }',
    'let kept; function get() { if (!kept) kept = 1; return work(); }',
    'let kept; function set() { kept = 1; } function get() { if (!kept) work(); }',
    'let kept; function work() { let kept; kept = 1; } function get() { if (!kept) work(); return kept; }',
    'let kept; function work() { other = 1; } function get() { if (!kept) return work(); return kept; }',
    'function work(kept) { kept = 1; } function get(kept) { if (!kept) work(kept); return kept; }',
    'class A { constructor(kept) { if (!kept) { this.kept = work(); } } }',
    'class A { constructor() { if (!this.kept) { this.kept = work(); } } }',
    'if (!globalThis.kept) { work(); }',
  ]);
});

describe('left early where it is there already', () => {
  once([
    'let kept; function get() { if (kept) return kept; kept = work(); return kept; }',
    'let kept; function get() { if (kept !== undefined) { return kept; } return (kept = work()); }',
    'const kept = new Map(); function get(k) { if (kept.has(k)) return kept.get(k); const v = work(); kept.set(k, v); return v; }',
    'const kept = new Map(); function get(k) { const hit = kept.get(k); if (hit) return hit; const v = work(); kept.set(k, v); }',
    'const kept = {}; function get(k) { if (k in kept) return kept[k]; return (kept[k] = work()); }',
    'const kept = {}; function get(k) { const hit = kept[k]; if (hit !== undefined) return hit; return (kept[k] = work()); }',
    'let done = false; function init() { if (done) return; done = true; work(); }',
    'let done = false; function init() { if (done) { log("again"); return; } work(); done = true; }',
    'class A { connect() { if (this.client) return this.client; this.client = work(); return this.client; } }',
    'let kept; async function get() { if (kept) return kept; try { kept = work(); } catch (e) { kept = null; throw e; } }',
    'import { cache } from "./redis.js"; async function get(k) { const hit = await cache.get(k); if (hit) return hit; const v = work(); await cache.set(k, v); }',
  ]);
  often([
    'function get() { let kept; if (kept) return kept; kept = work(); return kept; }',
    'let kept; function get() { if (kept) return kept; return work(); }',
    'let kept; function get() { if (!kept) return; kept = work(); }',
    'let kept; function get() { work(); if (kept) return kept; kept = 1; }',
    'let kept; function get() { if (kept) log(kept); kept = work(); return kept; }',
    'let ok; function get() { ok = check(); if (ok) return ok; return work(); }',
    'function get(req) { if (req.kept) return req.kept; req.kept = work(); return req.kept; }',
    'function get(k) { const kept = new Map(); if (kept.has(k)) return 1; kept.set(k, work()); return kept; }',
    'app.get("/", (req, res) => { if (res.headersSent) return; res.headersSent = true; work(); });',
  ]);
});

describe('one at a time is not once', () => {
  often([
    'let busy = false; function run() { if (busy) return; busy = true; work(); busy = false; }',
    'let busy = false; function run() { if (busy) return; busy = true; try { work(); } finally { busy = false; } }',
    'class A { run() { if (this.busy) return; this.busy = true; work(); this.busy = undefined; } }',
    'let busy = false; function run() { if (!busy) { busy = true; work(); busy = false; } }',
    'const open = new Set(); function run(k) { if (open.has(k)) return; open.add(k); work(); open.delete(k); }',
    'let pending; function get() { return (pending ??= load(work()).finally(() => { pending = undefined; })); }',
    'let busy = false; function run() { if (busy === false) { busy = true; load(work()).then(() => { busy = false; }); } }',
  ]);
});

describe('kept until something happens', () => {
  once([
    'let kept; function get() { return (kept ??= load(work()).catch((e) => { kept = undefined; throw e; })); }',
    'let kept; function get() { if (kept) return kept; kept = connect(work()); kept.on("end", () => { kept = null; }); }',
    'let kept; function get() { if (!kept) { kept = work(); setTimeout(() => { kept = null; }, 1000); } return kept; }',
    'let kept; function get(fresh) { if (fresh) kept = null; if (!kept) kept = work(); return kept; }',
    'let kept; function get() { if (!kept || Date.now() > end) { kept = work(); end = later(); } return kept; }',
    'const kept = new Map(); function get(k) { if (kept.has(k)) return kept.get(k); if (kept.size > 9) kept.clear(); kept.set(k, work()); }',
    'let kept; export function get() { return (kept ??= work()); } export function drop() { kept = undefined; }',
  ]);
  often([
    'const _ = require("lodash"); function get(o) { if (_.has(o, "a")) return; _.set(o, "a", work()); }',
    'let kept; function get() { if (!kept) { kept = undefined; return work(); } }',
  ]);
});

describe('functions inside what is kept', () => {
  once([
    'let kept; function get() { if (!kept) { kept = list.map((x) => work()); } return kept; }',
    'let kept; function get() { if (!kept) { list.forEach((x) => { kept = work(); }); } return kept; }',
    'let kept; function get() { return (kept ??= (() => { return work(); })()); }',
    'let kept; function get() { return (kept ??= new Promise((resolve) => { resolve(work()); })); }',
    'let kept; function get() { return (kept ??= load().then((x) => work())); }',
    'let kept; function get(done) { if (kept) return done(kept); load((error, text) => { kept = work(text); done(kept); }); }',
    'let kept; function get() { if (!kept) { load((text) => { kept = work(text); }); } }',
    'const kept = {}; function get(k) { if (kept[k]) return; load(k, (text) => { kept[k] = work(text); }); }',
  ]);
  often([
    'let server; function start() { if (!server) { server = http.createServer((req, res) => { work(); }); } }',
    'let server; function start() { return (server ??= http.createServer((req, res) => res.end(work()))); }',
    'class A { start() { if (this.server) return; this.server = new Server(); this.server.on("request", () => { work(); }); } }',
    'let handler; function get() { if (!handler) handler = () => work(); return handler; }',
    'let api; function get() { return (api ??= { read() { return work(); } }); }',
    'const get = once(() => () => work());',
    'let Kept; function get() { return (Kept ??= class { run() { return work(); } }); }',
  ]);
});

describe('kept in a variable of a function around', () => {
  once([
    'function routes(app) { let kept; app.get("/", (req, res) => res.send((kept ??= work()))); }',
    'function store() { let kept; return { get() { if (!kept) kept = work(); return kept; } }; }',
    'const get = (() => { let kept; return () => (kept ??= work()); })();',
  ]);
  often([
    'function check(host) { let done; lookup(host, () => { if (done) return; done = true; work(); }); }',
    'function show(list) { let kept; list.forEach(() => { kept ??= work(); }); }',
  ]);
});

describe('wrappers that call once', () => {
  once([
    "import { once } from 'lodash'; export const get = once(() => work());",
    "import memoize from 'memoize'; export const get = memoize((key) => { return work(); });",
    "import _ from 'lodash'; export const get = _.memoize(function load(key) { return work(); });",
    "const mem = require('mem'); const get = mem(load); function load() { return work(); }",
    "const pMemoize = require('p-memoize'); const get = pMemoize(async () => work());",
    "import { cache } from 'react'; export const get = cache(async () => work());",
    "import { once } from './once.js'; export const get = once(() => work());",
    'const get = memoize(load); function load() { return list.map(() => work()); }',
  ]);
  often([
    "import { throttle } from 'lodash'; export const get = throttle(() => work(), 100);",
    'const get = wrap(() => work());',
    'emitter.once("ready", () => work());',
    "import { once } from 'lodash'; const get = once(load); export function other() { return work(); } function load() {}",
    "import { once } from 'lodash'; export function load() { return work(); } { const load = () => 1; once(load); }",
  ]);
});
