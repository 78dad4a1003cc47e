/** The situations of the public tests of eslint-plugin-n's `no-sync`, and some that its users ask for. */
import type { Situation } from './situation.ts';

const FS = "const fs = require('node:fs');\n";
const APP = "const app = require('express')();\n";

export const NO_SYNC: readonly Situation[] = [
  {
    title: 'a member whose name ends in Sync, of an object nobody knows',
    code: 'const text = store.loadSync();',
    why: 'Nothing says that it blocks; `syncApis` in the configuration can.',
  },
  {
    title: 'the same of Node, where a module is loaded',
    code: `${FS}const text = fs.readFileSync('a');`,
    why: 'It runs once, before anybody is kept waiting; `migrate` lists it.',
  },
  {
    title: 'the same with `allowAtRootLevel`',
    code: `${FS}const text = fs.readFileSync('a');`,
    options: { allowAtRootLevel: true },
    why: 'Only `migrate` lists it: a list of work has all.',
  },
  {
    title: 'in a condition at the root level, with `allowAtRootLevel`',
    code: `${FS}if (process.env.PAGE) { fs.readFileSync('a'); }`,
    options: { allowAtRootLevel: true },
    why: 'Only `migrate` lists it: a list of work has all.',
  },
  {
    title: 'read and not called',
    code: `${FS}const read = fs.readFileSync;\nmodule.exports.size = read.length;`,
    why: '',
  },
  {
    title: 'called by `apply`',
    code: `${FS}module.exports.load = (args) => fs.readFileSync.apply(fs, args);`,
    why: '',
  },
  {
    title: 'a function of the file itself whose name ends in Sync',
    code: 'function parseSync(text) { return text.split(";"); }\nmodule.exports.parse = (text) => parseSync(text);',
    why: 'It does nothing that blocks; if it did, that would be found in it.',
  },
  {
    title: 'in a function',
    code: `${FS}module.exports.load = function load(path) { return fs.readFileSync(path); };`,
    why: '',
  },
  { title: 'in an arrow function', code: `${FS}module.exports.load = (path) => { fs.readFileSync(path); };`, why: '' },
  {
    title: 'in a function with `allowAtRootLevel`',
    code: `${FS}module.exports.load = function load(path) { return fs.readFileSync(path); };`,
    options: { allowAtRootLevel: true },
    why: '',
  },
  {
    title: 'in a function that only start-up calls, with `allowAtRootLevel`',
    code: `${FS}function settings() { return fs.readFileSync('a'); }\nsettings();`,
    options: { allowAtRootLevel: true },
    why: 'It runs once, before anybody is kept waiting.',
  },
  {
    title: 'in a request handler',
    code: `${FS}${APP}app.get('/', (req, res) => res.send(fs.readFileSync(req.query.path)));`,
    why: '',
  },
  {
    title: 'named in `ignores`',
    code: `${FS}${APP}app.get('/', (req, res) => res.send(fs.readFileSync(req.query.path)));`,
    options: { ignores: ['readFileSync'] },
    why: 'A name says nothing of a place: a comment or an override of the configuration does.',
  },
  {
    title: 'under another name',
    code: `const { readFileSync: read } = require('node:fs');\n${APP}app.get('/', (req, res) => res.send(read(req.query.path)));`,
    why: 'What a name is bound to decides.',
  },
  {
    title: 'by a variable',
    code: `${FS}${APP}const read = fs.readFileSync;\napp.get('/', (req, res) => res.send(read(req.query.path)));`,
    why: 'What a name is bound to decides.',
  },
  {
    title: 'handed to an array method',
    code: `${FS}${APP}app.get('/', (req, res) => res.send(req.body.paths.map(fs.readFileSync)));`,
    why: 'The array method calls it.',
  },
  {
    title: 'a computed name',
    code: `${FS}${APP}app.get('/', (req, res) => res.send(fs['readFileSync'](req.query.path)));`,
    why: 'It is the same function.',
  },
  {
    title: 'a method of the browser that ends in Sync',
    code: 'const sheet = new CSSStyleSheet();\nmodule.exports.write = (text) => sheet.replaceSync(text);',
    why: 'It reads no file and waits for nothing.',
  },
  {
    title: 'a function of a package nobody knows',
    code: "const { packSync } = require('acme-pack');\nmodule.exports.pack = (value) => packSync(value);",
    why: 'Nothing says that it blocks; `syncApis` in the configuration can.',
  },
  {
    title: 'a database that blocks, without Sync in its name',
    code: `const Database = require('better-sqlite3');\nconst db = new Database('a.db');\n${APP}app.get('/', (req, res) => res.send(db.prepare('select 1').all()));`,
    why: 'It reads the disk while all others wait.',
  },
];
