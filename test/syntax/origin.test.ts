/** What an expression stands for outside the program, for every way to name it; and where that can't be told. */
import { describe, expect, it } from 'vitest';
import type { ApiPath } from '../../src/contracts.ts';
import { apiAt, calleeAt, sourceOf } from './marked.ts';

type Row = readonly [code: string, api: ApiPath | undefined];

/** One test per row of a table whose code is JavaScript, or TypeScript. */
function follows(rows: readonly Row[], path = 'code.js'): void {
  it.each(rows)('%s', (code, api) => expect(apiAt(path, code)).toBe(api));
}

/** Rows of code in which the marked expression comes from `fs.readFileSync`. */
function readsFiles(rows: readonly string[], path = 'code.js'): void {
  it.each(rows)('%s', (code) => expect(apiAt(path, code)).toBe('fs.readFileSync'));
}

/** Rows of code in which nothing may be said of the marked expression. */
function saysNothing(rows: readonly string[], path = 'code.js'): void {
  it.each(rows)('%s', (code) => expect(apiAt(path, code)).toBeUndefined());
}

describe('imports', () => {
  readsFiles([
    "import fs from 'fs'; «fs.readFileSync»",
    "import * as fs from 'node:fs'; «fs.readFileSync»",
    "import { readFileSync } from 'fs'; «readFileSync»",
    "import { readFileSync as read } from 'fs'; «read»",
    "import { 'readFileSync' as read } from 'fs'; «read»",
    "import { default as fs } from 'fs'; «fs.readFileSync»",
    "import fs, { readFileSync } from 'fs'; «readFileSync»",
    "import * as fs from 'fs'; «fs.default.readFileSync»",
    "export const fs = await import('fs'); «fs.readFileSync»",
    "const { readFileSync } = await import('node:fs'); «readFileSync»",
    "const { default: fs } = await import('fs'); «fs.readFileSync»",
    "export const fs = (await import('fs')).default; «fs.readFileSync»",
    "const loading = import('fs'); export const fs = await loading; «fs.readFileSync»",
    "import('fs').then((fs) => «fs.readFileSync»);",
    "import('fs').then(({ readFileSync }) => { «readFileSync»; });",
    "import('fs').then(function ({ default: fs }) { «fs.readFileSync»; });",
    "let fs; import('fs').then((loaded) => { fs = loaded; }); «fs.readFileSync»",
    "const [{ readFileSync }, path] = await Promise.all([import('fs'), import('path')]); «readFileSync»",
    "Promise.all([import('path'), import('fs')]).then(([path, fs]) => «fs.readFileSync»);",
  ]);
  follows([
    ["import { promises } from 'fs'; «promises.readFile»", 'fs.promises.readFile'],
    ["import { readFile } from 'fs/promises'; «readFile»", 'fs.promises.readFile'],
    ["import fsp from 'node:fs/promises'; «fsp.readFile»", 'fs.promises.readFile'],
    ["import { Pool } from 'pg'; «new Pool()»", 'pg.Pool.new'],
    ["import pg from 'pg'; const pool = new pg.Pool(); «pool.query('a')»", 'pg.Pool.new.query()'],
    ["import express from 'express'; const app = express(); «app.get»", 'express().get'],
    ["import { read } from '@acme/files/lib'; «read»", '@acme/files/lib.read'],
  ]);
  saysNothing([
    "import fs from './fs.js'; «fs.readFileSync»",
    "import { readFileSync } from '../fs'; «readFileSync»",
    "import fs from '/srv/fs.js'; «fs.readFileSync»",
    "const fs = await import('./fs.js'); «fs.readFileSync»",
    'const fs = await import(name); «fs.readFileSync»',
    "import('fs').catch((error) => «error.readFileSync»);",
    "import('fs').then(log, (error) => «error.readFileSync»);",
    "import('fs').then((fs, more) => «more.readFileSync»);",
  ]);
});

describe('requires', () => {
  readsFiles([
    "const fs = require('fs'); «fs.readFileSync»",
    'const fs = require(`fs`); «fs.readFileSync»',
    "const NAME = 'fs'; const fs = require(NAME); «fs.readFileSync»",
    "const { readFileSync } = require('fs'); «readFileSync»",
    "const { readFileSync: read } = require('node:fs'); «read»",
    "const read = require('fs').readFileSync; «read»",
    "«require('fs').readFileSync»",
    "const fs = require('fs').default; «fs.readFileSync»",
    "const { default: { readFileSync } } = require('fs'); «readFileSync»",
    "var fs = require('fs'), read = fs.readFileSync; «read»",
    "var path = require('path'), fs; fs = require('fs'); «fs.readFileSync»",
    "var a = (b = require('fs')); var b; «b.readFileSync»",
    "const fs = (enabled, require('fs')); «fs.readFileSync»",
    "const fs = module.require('fs'); «fs.readFileSync»",
    "const fs = require.main.require('fs'); «fs.readFileSync»",
    "const fs = process.mainModule.require('fs'); «fs.readFileSync»",
    "const fs = global.require('fs'); «fs.readFileSync»",
    "const fs = process.getBuiltinModule('node:fs'); «fs.readFileSync»",
    "import process from 'node:process'; «process.getBuiltinModule('fs').readFileSync»",
    "import { createRequire } from 'module'; const require = createRequire(import.meta.url); «require('fs').readFileSync»",
    "import module from 'node:module'; const load = module.createRequire(__filename); «load('fs').readFileSync»",
    "const { createRequire } = require('module'); «createRequire(__filename)('fs').readFileSync»",
  ]);
  saysNothing([
    "const fs = require('./fs'); «fs.readFileSync»",
    "const fs = require('..'); «fs.readFileSync»",
    'const fs = require(name); «fs.readFileSync»',
    'const fs = require(`${name}`); «fs.readFileSync»',
    "const fs = require('f' + s); «fs.readFileSync»",
    "for (const name of ['fs']) { const lib = require(name); «lib.readFileSync»; }",
    "function load(require) { return «require('fs').readFileSync»; }",
    "import { createRequire } from './module.js'; «createRequire(x)('fs').readFileSync»",
  ]);
});

describe('what compilers make of imports', () => {
  readsFiles([
    "const fs_1 = require('fs'); («0, fs_1.readFileSync»)",
    "const fs_1 = __importDefault(require('fs')); «fs_1.default.readFileSync»",
    "const fs = __importStar(require('fs')); «fs.readFileSync»",
    "const tslib_1 = require('tslib'); const fs = tslib_1.__importStar(require('fs')); «fs.readFileSync»",
    "const tslib_1 = require('tslib'); const fs = tslib_1.__importDefault(require('fs')); «fs.default.readFileSync»",
    "var import_fs = __toESM(require('fs'), 1); («0, import_fs.readFileSync»)",
    "var _fs = _interopRequireDefault(require('fs')); «_fs.default.readFileSync»",
    "var _fs = _interopRequireWildcard(require('fs')); «_fs.readFileSync»",
    "var fs = require('fs'); var fs__default = _interopDefaultLegacy(fs); «fs__default['default'].readFileSync»",
    'function _interopRequireDefault(e) { return e && e.__esModule ? e : { default: e }; }' +
      " var _fs = _interopRequireDefault(require('fs')); «_fs.default.readFileSync»",
  ]);
});

describe('members', () => {
  readsFiles([
    "const fs = require('fs'); «fs['readFileSync']»",
    "const fs = require('fs'); «fs[`readFileSync`]»",
    "const fs = require('fs'); «fs['readFile' + 'Sync']»",
    "const fs = require('fs'); const NAME = 'readFileSync'; «fs[NAME]»",
    "const fs = require('fs'); «fs?.readFileSync»",
    "const fs = require('fs'); const { ['readFileSync']: read } = fs; «read»",
    "const { readFileSync: read } = require('fs'); const again = read; const third = again; «third»",
    "const { statSync, ...others } = require('fs'); «others.readFileSync»",
    "let read; ({ readFileSync: read } = require('fs')); «read»",
    "let read; [read] = [require('fs').readFileSync]; «read»",
    "const [{ readFileSync }] = [require('fs')]; «readFileSync»",
    "const { readFileSync = (path) => path } = require('fs'); «readFileSync»",
    "const fs = Object.freeze(require('fs')); «fs.readFileSync»",
    "const fs = require('bluebird').promisifyAll(require('fs')); «fs.readFileSync»",
  ]);
  follows([
    ["const { promises: { readFile } } = require('fs'); «readFile»", 'fs.promises.readFile'],
    ["const [fs, path] = [require('fs'), require('path')]; «path.join»", 'path.join'],
    ["const { promisify } = require('util'); «promisify(require('fs').readFile)»", 'util.promisify()'],
    ['«JSON.parse»', '#JSON.parse'],
    ['«globalThis.JSON.parse»', '#JSON.parse'],
    ['const { parse } = JSON; «parse»', '#JSON.parse'],
    ['const { JSON: Json } = global; «Json.parse»', '#JSON.parse'],
    ['const { env } = process; «env.HOME»', '#process.env.HOME'],
    ['«new Function(code)»', '#Function.new'],
  ]);
  saysNothing([
    "const fs = require('fs'); «fs[name]»",
    "const fs = require('fs'); «fs['readFile' + kind]»",
    "const fs = require('fs'); «fs[`${kind}Sync`]»",
    "const fs = require('fs'); let name = 'readFileSync'; name = other; «fs[name]»",
    "const { [name]: read } = require('fs'); «read»",
    "const { [name]: { read } } = require('fs'); «read»",
    "for (const read of [require('fs').readFileSync]) «read»;",
    "for (const name in require('fs')) «name»;",
    'const JSON = { parse(text) { return text; } }; «JSON.parse»',
    "«'JSON.parse'»",
    '«undefined»',
    'x = «{ a: 1 }.a»',
    '«this»',
  ]);
});

describe('calls', () => {
  it.each([
    ["const fs = require('fs'); «fs.readFileSync('a')»", 'fs.readFileSync'],
    ["const fs = require('fs'); «fs.readFileSync.call(fs, 'a')»", 'fs.readFileSync'],
    ["const fs = require('fs'); «fs.readFileSync.apply(null, args)»", 'fs.readFileSync'],
    ["const fs = require('fs'); «fs.readFileSync.bind(fs, 'a')()»", 'fs.readFileSync'],
    ["const fs = require('fs'); const read = fs.readFileSync.bind(fs); «read('a')»", 'fs.readFileSync'],
    ["const fs = require('fs'); «Reflect.apply(fs.readFileSync, fs, ['a'])»", 'fs.readFileSync'],
    ["import * as fs_1 from 'fs'; «(0, fs_1.readFileSync)('a')»", 'fs.readFileSync'],
    ["const fs = require('fs'); «fs?.readFileSync?.('a')»", 'fs.readFileSync'],
    ["import pg from 'pg'; «new pg.Pool()»", 'pg.Pool'],
    ["«new (require('pg').Pool)()»", 'pg.Pool'],
    ["const app = require('express')(); «app.get('/', show)»", 'express().get'],
    ["const router = require('express').Router(); «router.call('a')»", 'express.Router()'],
    ["import { promisify } from 'util'; const read = promisify(x); «read('a')»", 'util.promisify()'],
  ])('%s', (code, api) => expect(calleeAt('code.js', code)).toBe(api));

  it.each([
    "import { readFileSync } from 'fs'; function f(readFileSync) { return «readFileSync('a')»; }",
    "function readFileSync() {} «readFileSync('a')»",
    "const io = { call: (f) => f }; «io.call('a')»",
    "const fs = require('fs'); function f(fs) { «fs.readFileSync.call(fs)»; }",
    '«(() => 1)()»',
    'class Pool {} «new Pool()»',
    "const read = (path) => require('fs').readFileSync(path); «read('a')»",
  ])('nothing known: %s', (code) => expect(calleeAt('code.js', code)).toBeUndefined());
});

describe('choices', () => {
  readsFiles([
    "const fs = fast ? require('fs') : require('graceful-fs'); «fs.readFileSync»",
    "const fs = onServer ? require('fs') : null; «fs.readFileSync»",
    "const fs = onServer ? undefined : require('fs'); «fs.readFileSync»",
    "const fs = onServer ? require('fs') : void 0; «fs.readFileSync»",
    "const fs = process.versions.node && require('fs'); «fs.readFileSync»",
    "import { isServer } from 'ssr'; const fs = isServer && require('fs'); «fs.readFileSync»",
    "function f(given) { const fs = given || require('fs'); «fs.readFileSync»; }",
    "function f(options) { const fs = options.fs ?? require('fs'); «fs.readFileSync»; }",
    "var fs = fs || require('fs'); «fs.readFileSync»",
    "let fs; try { fs = require('fs'); } catch { fs = null; } «fs.readFileSync»",
    "let fs = null; if (onServer) fs = require('fs'); «fs.readFileSync»",
    "let fs; fs ??= require('fs'); «fs.readFileSync»",
    "function f(fs = require('fs')) { «fs.readFileSync»; }",
    "function f({ fs = require('fs') } = {}) { «fs.readFileSync»; }",
  ]);
  follows([
    [
      "let fs; try { fs = require('graceful-fs'); } catch { fs = require('fs'); } «fs.readFileSync»",
      'graceful-fs.readFileSync',
    ],
    ["const fs = a ? require('a') : b ? require('b') : require('c'); «fs.read»", 'a.read'],
  ]);
  saysNothing([
    "function own() {} const fs = fast ? require('fs') : own(); «fs.readFileSync»",
    "const fs = fast ? require('fs') : {}; «fs.readFileSync»",
    "var fs = require('fs'); fs = {}; «fs.readFileSync»",
    "import { own } from './own.js'; let read = require('fs').readFileSync; read = own; «read»",
    "let text = require('fs').readFileSync; text += 1; «text»",
    "let count = require('fs').count; count++; «count»",
    "function own() {} let fs; try { fs = require('fs'); } catch { fs = own; } «fs.readFileSync»",
  ]);
});

describe('objects of the file', () => {
  readsFiles([
    "const io = { read: require('fs').readFileSync }; «io.read»",
    "const io = { 'read': require('fs').readFileSync }; «io['read']»",
    "const io = { ['read']: require('fs').readFileSync }; «io?.read»",
    "const fs = require('fs'); const io = { fs }; «io.fs.readFileSync»",
    "const fs = require('fs'); const io = { ...fs, extra: 1 }; «io.readFileSync»",
    "const io = { deep: { deeper: { fs: require('fs') } } }; «io.deep.deeper.fs.readFileSync»",
    "const io = Object.freeze({ fs: require('fs') }); «io.fs.readFileSync»",
    "const io = { get fs() { return require('fs'); } }; «io.fs.readFileSync»",
    "const { read } = { read: require('fs').readFileSync }; «read»",
    "const io = { read: require('fs').readFileSync }; const { read } = io; «read»",
    "const io = { read: require('fs').readFileSync }; const other = io; «other.read»",
    "const io = { a: { read: require('fs').readFileSync } }; const a = io.a; «a.read»",
    "const io = {}; io.read = require('fs').readFileSync; «io.read»",
    "const io = {}; io['read'] = require('fs').readFileSync; «io.read»",
    "const io = { fs: null }; function load() { io.fs = require('fs'); } «io.fs.readFileSync»",
    "const list = [require('fs')]; const [fs] = list; «fs.readFileSync»",
    "exports.fs = require('fs'); «exports.fs.readFileSync»",
    "module.exports.fs = require('fs'); «exports.fs.readFileSync»",
    "module.exports = { read: require('fs').readFileSync }; «module.exports.read»",
    "exports.read = exports.other = require('fs').readFileSync; «exports.read»",
    "const self = module.exports; self.read = require('fs').readFileSync; «self.read»",
    "var lib = module.exports = {}; lib.read = require('fs').readFileSync; «lib.read»",
    "const lib = (exports = module.exports = { read: require('fs').readFileSync }); «lib.read»",
  ]);
  saysNothing([
    "const fs = require('fs'); const io = { ...fs, readFileSync() {} }; «io.readFileSync»",
    "function own() {} const fs = require('fs'); const io = { ...fs, readFileSync: own }; «io.readFileSync»",
    "const { extra } = own(); function own() {} const io = { ...require('fs'), ...extra }; «io.readFileSync»",
    "function own() {} const io = { read: require('fs').readFileSync }; io.read = own; «io.read»",
    "function own() {} const io = { read: require('fs').readFileSync }; io.read = own; const it = io; «it.read»",
    "const other = {}; let io = { read: require('fs').readFileSync }; io = other; «io.read»",
    "const io = { read: require('fs').readFileSync }; function f(io) { «io.read»; }",
    "const io = { read: require('fs').readFileSync }; «io.write»",
    "const io = { read: require('fs').readFileSync }; «io[name]»",
    "const io = { read() { return require('fs').readFileSync; } }; «io.read»",
  ]);
});

describe('this and classes', () => {
  readsFiles([
    "class A { constructor() { this.fs = require('fs'); } read() { «this.fs.readFileSync»; } }",
    "class A { fs = require('fs'); read() { «this.fs.readFileSync»; } }",
    "class A { #fs = require('fs'); read() { «this.#fs.readFileSync»; } }",
    "class A { fs = require('fs'); read = () => «this.fs.readFileSync»; }",
    "class A { fs = require('fs'); read() { return list.map((path) => «this.fs.readFileSync»); } }",
    "class A { get fs() { return require('fs'); } read() { «this.fs.readFileSync»; } }",
    "class A { constructor(fs = require('fs')) { this.fs = fs; } read() { «this.fs.readFileSync»; } }",
    "class A { constructor(fs) { this.fs = fs || require('fs'); } read() { «this.fs.readFileSync»; } }",
    "class A { static fs = require('fs'); read() { «A.fs.readFileSync»; } }",
    "class A { static fs = require('fs'); static read() { «this.fs.readFileSync»; } }",
    "class A { static { this.fs = require('fs'); } static read() { «this.fs.readFileSync»; } }",
    "class A {} A.fs = require('fs'); «A.fs.readFileSync»",
    "const A = class { static fs = require('fs'); }; «A.fs.readFileSync»",
  ]);
  saysNothing([
    'class A { constructor(fs) { this.fs = fs; } read() { «this.fs.readFileSync»; } }',
    "class A { fs = require('fs'); set(fs) { this.fs = fs; } read() { «this.fs.readFileSync»; } }",
    "class A { fs = require('fs'); read() { return function () { «this.fs.readFileSync»; }; } }",
    "class A { fs = require('fs'); } class B { read() { «this.fs.readFileSync»; } }",
    "class A { fs = require('fs'); read() { return class { read() { «this.fs.readFileSync»; } }; } }",
    "class A { static fs = require('fs'); read() { «this.fs.readFileSync»; } }",
    "class A { fs = require('fs'); static read() { «this.fs.readFileSync»; } }",
    'class fs { static read() {} } «fs.readFileSync»',
    "class A { fs() { return require('fs'); } read() { «this.fs.readFileSync»; } }",
  ]);
});

describe('functions of the file', () => {
  readsFiles([
    "const getFs = () => require('fs'); «getFs().readFileSync»",
    "function getFs() { return require('fs'); } «getFs().readFileSync»",
    "function getFs() { if (!onServer) return null; return require('fs'); } «getFs().readFileSync»",
    "const a = () => b(); const b = () => require('fs'); «a().readFileSync»",
    "async function getFs() { return import('fs'); } export const fs = await getFs(); «fs.readFileSync»",
    "let fs; function get() { return fs || (fs = require('fs')); } «get().readFileSync»",
    "«(() => require('fs'))().readFileSync»",
    "const fs = (function () { try { return require('fs'); } catch { return null; } })(); «fs.readFileSync»",
    "((fs) => { «fs.readFileSync»; })(require('fs'));",
    "!function (path, { readFileSync }) { «readFileSync»; }(require('path'), require('fs'));",
  ]);
  follows([
    [
      "function getFs() { if (fast) return require('graceful-fs'); return require('fs'); } «getFs().readSync»",
      'graceful-fs.readSync',
    ],
    ["function make() { const app = require('express')(); return app; } «make().get»", 'express().get'],
  ]);
  saysNothing([
    "function getFs() { return require('fs'); } «getFs.readFileSync»",
    "function* getFs() { return require('fs'); } «getFs().readFileSync»",
    "function own() {} function getFs() { if (test) return own(); return require('fs'); } «getFs().readFileSync»",
    "function getFs() { [1].map(() => { return require('fs'); }); } «getFs().readFileSync»",
    "function f(fs) { «fs.readFileSync»; } f(require('fs')); f(other);",
  ]);
});

describe('type annotations', () => {
  follows(
    [
      ["import fs = require('fs'); «fs.readFileSync»", 'fs.readFileSync'],
      ["import fs = require('fs'); import read = fs.readFileSync; «read»", 'fs.readFileSync'],
      ["import fs from 'fs'; «(fs as any).readFileSync»", 'fs.readFileSync'],
      ["import fs from 'fs'; «(<any>fs)!.readFileSync!»", 'fs.readFileSync'],
      ["import fs from 'fs'; «(fs satisfies Files).readFileSync»", 'fs.readFileSync'],
      ["import * as fs from 'fs'; function f(io: typeof fs) { «io.readFileSync»; }", 'fs.readFileSync'],
      ["import type fs from 'fs'; function f(io: typeof fs.promises) { «io.readFile»; }", 'fs.promises.readFile'],
      ["function f(fs: typeof import('fs')) { «fs.readFileSync»; }", 'fs.readFileSync'],
      ["function f(fs: typeof import('fs').promises) { «fs.readFile»; }", 'fs.promises.readFile'],
      ["function f(pool: import('pg').Pool) { «pool.query»; }", 'pg.Pool.new.query'],
      ["import type { Express } from 'express'; function f(app: Express) { «app.get»; }", 'express.Express.new.get'],
      ["import { type Express as E } from 'express'; function f(app?: E) { «app.get»; }", 'express.Express.new.get'],
      [
        "import express from 'express'; const f = (app: express.Application) => «app.get»;",
        'express.Application.new.get',
      ],
      ["import { Express } from 'express'; let app: Express; function f() { «app.get»; }", 'express.Express.new.get'],
      ["import { Pool } from 'pg'; let pool: Pool | null = null; function f() { «pool.query»; }", 'pg.Pool.new.query'],
      [
        "import { Redis } from 'ioredis'; class A { private client?: Redis; m() { «this.client.get»; } }",
        'ioredis.Redis.new.get',
      ],
      [
        "import { Redis } from 'ioredis'; class A { client: Redis | undefined; m() { «this.client.get»; } }",
        'ioredis.Redis.new.get',
      ],
      [
        "import { Pool } from 'pg'; class A { constructor(private readonly pool: Pool) {} m() { «this.pool.query»; } }",
        'pg.Pool.new.query',
      ],
      [
        "import { Pool } from 'pg'; class A { constructor(@Inject() private pool: Pool) {} m() { «this.pool.query»; } }",
        'pg.Pool.new.query',
      ],
      [
        "import { Pool } from 'pg'; class A { constructor(public pool = new Pool()) {} m() { «this.pool.query»; } }",
        'pg.Pool.new.query',
      ],
      [
        "import { Pool } from 'pg'; class A { pool; constructor(pool: Pool) { this.pool = pool; } m() { «this.pool.query»; } }",
        'pg.Pool.new.query',
      ],
    ],
    'code.ts',
  );
  saysNothing(
    [
      "import { Express } from './types'; function f(app: Express) { «app.get»; }",
      "import { Pool } from 'pg'; interface Express {} function f(app: Express) { «app.get»; }",
      "import { Pool } from 'pg'; import { Redis } from 'ioredis'; function f(either: Pool | Redis) { «either.end»; }",
      "import { Pool } from 'pg'; function f(pools: Pool[]) { «pools.length»; }",
      "import { Pool } from 'pg'; function f(pool: Promise<Pool>) { «pool.then»; }",
      "function f(pool: import('./db').Pool) { «pool.query»; }",
      'function f(text: string) { «text.length»; }',
    ],
    'code.ts',
  );
});

describe('names hidden by others', () => {
  saysNothing([
    "const fs = require('fs'); function f(fs) { «fs.readFileSync»; }",
    "const fs = require('fs'); { const fs = { readFileSync() {} }; «fs.readFileSync»; }",
    "import { readFileSync } from 'fs'; { function readFileSync() {} «readFileSync»; }",
    "import fs from 'fs'; try { run(); } catch (fs) { «fs.readFileSync»; }",
    "import fs from 'fs'; for (const fs of list) «fs.readFileSync»;",
    "import fs from 'fs'; list.map(({ fs }) => «fs.readFileSync»);",
    'x.fs = function fs() { var fs = own; function own() {} return «fs.readFileSync»; };',
  ]);
  readsFiles([
    "import fs from 'fs'; const o = { fs() { return «fs.readFileSync»; } };",
    "import fs from 'fs'; { const fs = 1; } «fs.readFileSync»",
    "import fs from 'fs'; function f(io = fs) { var fs = 1; return «io.readFileSync»; }",
    "x.stream = function stream() { var stream = require('fs'); return «stream.readFileSync»; };",
  ]);
});

describe('paths', () => {
  follows([
    ["«require('a').b.c.d.e.f.g»", 'a.b.c.d.e.f.g'],
    ["«require('a').b().c().d»", 'a.b().c().d'],
    ["«require('a').default.default.b»", 'a.b'],
    ["«require('a').default()»", 'a()'],
    ["«require('node:test')»", 'test'],
    ["«require('node:path/posix').join»", 'path.join'],
    ["«require('timers/promises').setTimeout»", 'timers.promises.setTimeout'],
    ["«require('dns/promises').lookup»", 'dns.promises.lookup'],
  ]);
  saysNothing([
    "«require('a').b.c.d.e.f.g.h»",
    "«require('a').b().c().d().e»",
    "«require('')»",
    'const a = { b: 1 }; «a.b.c.d»',
    '«globalThis()»',
    '«new globalThis()»',
  ]);
});

describe('what leads back to itself ends', () => {
  saysNothing([
    'let a = b; let b = a; «a.c»',
    'const a = a.b; «a»',
    'const { a } = a; «a»',
    'function f() { return f(); } «f().x»',
    'const f = () => g(); const g = () => f(); «f().x»',
    'class A { a = this.b; b = this.a; m() { «this.a.x»; } }',
    'const o = {}; o.a = o.b; o.b = o.a; «o.a»',
    'const a = b; const b = a; «a.x.y»',
    'let data = {}; data = { ...data, x: 1 }; «data.y»',
    "let node = require('tree'); while (node) node = node.parent; «node.parent»",
    'exports.a = exports.b; exports.b = exports.a; «exports.a»',
  ]);

  it('also where each step has two ways', () => {
    const steps = Array.from({ length: 60 }, (_, i) => `const a${i + 1} = x ? a${i} : a${i}.b || a${i};`);
    expect(apiAt('code.js', `const a0 = {}; ${steps.join(' ')} «a60»`)).toBeUndefined();
  });

  it.each([1, 8, 11, 12, 13, 30, 200])('and %i calls in a row keep the first in sight', (count) => {
    const file = sourceOf('code.js', `require('fs').readFileSync('a')${'.trim()'.repeat(count)}`);
    const callees = file.nodes('CallExpression').map((call) => file.calleeOf(call));
    expect(callees).toContain('fs.readFileSync');
  });
});

describe('modules of the project that hand something on', () => {
  const aliases = new Map([
    ['./io#read', 'fs.readFileSync'],
    ['./io#default', 'fs'],
    ['./fs', 'fs'],
  ]);
  it.each([
    ["import { read } from './io'; «read»", 'fs.readFileSync'],
    ["import { read as load } from './io'; «load»", 'fs.readFileSync'],
    ["import io from './io'; «io.readFileSync»", 'fs.readFileSync'],
    ["import * as io from './io'; «io.read»", 'fs.readFileSync'],
    ["const { read } = require('./io'); «read»", 'fs.readFileSync'],
    ["const io = require('./io'); «io.read»", 'fs.readFileSync'],
    ["«require('./io').read»", 'fs.readFileSync'],
    ["const fs = require('./fs'); «fs.readFileSync»", 'fs.readFileSync'],
    ["import { write } from './io'; «write»", undefined],
    ["import { read } from './other'; «read»", undefined],
    ["const io = require('./io'); «io.write»", undefined],
    ["import { read } from './io'; function f(read) { «read»; }", undefined],
  ])('%s', (code, api) => expect(apiAt('code.js', code, aliases)).toBe(api));
});
