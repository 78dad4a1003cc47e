/**
 * Preloaded into the tests of a repository (`NODE_OPTIONS=--require`): writes down who calls the synchronous APIs.
 * Plain CommonJS, since it runs in whatever Node the tests start, child processes and worker threads included.
 */
'use strict';

const fs = require('node:fs');
const { Module, SourceMap, findSourceMap, syncBuiltinESMExports } = require('node:module');
const { dirname, join, resolve, sep } = require('node:path');
const { fileURLToPath } = require('node:url');
const vm = require('node:vm');
const { threadId } = require('node:worker_threads');

/** Frames that a stack is kept to; deeper callers are cut. */
const DEEPEST = 200;
const MAP_COMMENT = /^\/\/[#@] sourceMappingURL=([^\s'"]+)/;

const { readFileSync, writeSync, openSync } = fs;
/** `{ root, out, apis: { module: [function] }, callbacks: ['module.function'], packages: [name] }` */
const settings = JSON.parse(readFileSync(process.env.PERFMIG_EDGES, 'utf8'));
const modules = settings.root + sep + 'node_modules';
const maps = new Map();
const seen = new Set();
let busy = false;
// A file without lines tells that it was loaded.
const output = openSync(join(settings.out, `${process.pid}-${threadId}-${Date.now()}.jsonl`), 'a');

/** The stack as V8 knows it, whatever a library has put in the place of its formatting. */
function callSites(above) {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.prepareStackTrace = (_, sites) => sites;
  Error.stackTraceLimit = DEEPEST;
  const holder = {};
  Error.captureStackTrace(holder, above);
  const { stack } = holder;
  Error.prepareStackTrace = prepareStackTrace;
  Error.stackTraceLimit = stackTraceLimit;
  return Array.isArray(stack) ? stack : [];
}

function pathOf(site) {
  const name = site.getFileName() ?? '';
  try {
    return name.startsWith('file://') ? fileURLToPath(name.replace(/\?.*$/, '')) : name.replace(/\?.*$/, '');
  } catch {
    return name;
  }
}

function isOwn(path) {
  return path.startsWith(settings.root + sep) && !path.includes(`${sep}node_modules${sep}`);
}

/** The package whose file it is. */
function packageOf(path) {
  const at = path.lastIndexOf(`${sep}node_modules${sep}`);
  if (at < 0) return undefined;
  const [scope, name] = path.slice(at + '/node_modules/'.length).split(sep);
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}

function record(api, above) {
  if (busy) return;
  busy = true;
  try {
    write(api, callSites(above));
  } finally {
    busy = false;
  }
}

/** Only what the repository's own code asks for, itself or through a package that the tables know. */
function write(api, sites) {
  const paths = sites.map(pathOf);
  const caller = paths.findIndex((path) => !settings.packages.includes(packageOf(path)));
  if (caller < 0 || !isOwn(paths[caller])) return;
  const key = sites.map((site, index) => `${paths[index]}:${site.getLineNumber()}:${site.getColumnNumber()}`).join();
  if (seen.has(`${api} ${key}`)) return;
  seen.add(`${api} ${key}`);
  const frames = sites.map((site, index) => frameOf(site, paths[index]));
  writeSync(output, `${JSON.stringify({ api, frames })}\n`);
}

function frameOf(site, path) {
  const place = { path, line: site.getLineNumber() ?? 0, column: site.getColumnNumber() ?? 0 };
  const name = site.getFunctionName() ?? undefined;
  return { ...(isOwn(path) ? original(place, site.getFileName()) : place), name, isAsync: site.isAsync() };
}

/** Where the code was written, if what runs was made from it. Lines and columns from 1. */
function original(place, name) {
  const map = mapOf(place.path, name);
  const entry = map?.findEntry(place.line - 1, place.column - 1);
  if (entry?.originalLine === undefined) return place;
  return { path: sourceOf(place.path, entry), line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}

function sourceOf(path, { originalSource }) {
  if (originalSource.startsWith('file://')) return fileURLToPath(originalSource);
  const source = resolve(dirname(path), originalSource);
  // Some name the file alone, from wherever they were run.
  return fs.existsSync(source) ? source : path;
}

function mapOf(path, name) {
  if (!maps.has(path)) return findSourceMap(name) ?? findSourceMap(path);
  const known = maps.get(path);
  if (typeof known !== 'string') return known;
  const map = readMap(path, known);
  maps.set(path, map);
  return map;
}

function readMap(path, url) {
  try {
    const inline = /^data:[^,]*?(;base64)?,(.*)$/s.exec(url);
    if (!inline) return new SourceMap(JSON.parse(readFileSync(resolve(dirname(path), url), 'utf8')));
    return new SourceMap(
      JSON.parse(inline[1] ? Buffer.from(inline[2], 'base64').toString() : decodeURIComponent(inline[2])),
    );
  } catch {
    return undefined;
  }
}

/** Keeps the map of code that is about to run. */
function keepMap(path, code) {
  if (typeof path !== 'string' || typeof code !== 'string' || path.startsWith(modules)) return;
  const url = MAP_COMMENT.exec(code.slice(Math.max(0, code.lastIndexOf('sourceMappingURL=') - 4)))?.[1];
  if (url === undefined) maps.delete(path);
  else maps.set(path, url);
}

/** Loaders hand what they made to `_compile`, or to `vm`. */
function watchCode() {
  const { _compile } = Module.prototype;
  Module.prototype._compile = function compile(code, path, ...rest) {
    keepMap(path, code);
    return _compile.call(this, code, path, ...rest);
  };
  vm.Script = new Proxy(vm.Script, {
    construct(target, [code, options], newTarget) {
      keepMap(typeof options === 'string' ? options : options?.filename, code);
      return Reflect.construct(target, [code, options], newTarget);
    },
  });
}

function wrap(holder, name, api) {
  const real = holder[name];
  if (typeof real !== 'function') return;
  const waits = settings.callbacks.includes(api);
  const recorded = function (...given) {
    if (!waits || typeof given.at(-1) !== 'function') record(api, recorded);
    return Reflect.apply(real, this, given);
  };
  Object.defineProperties(recorded, Object.getOwnPropertyDescriptors(real));
  holder[name] = recorded;
}

for (const [module, names] of Object.entries(settings.apis)) {
  const holder = require(`node:${module}`);
  for (const name of names) {
    const [outer, inner] = name.split('.');
    if (inner === undefined) wrap(holder, outer, `${module}.${name}`);
    else wrap(holder[outer], inner, `${module}.${name}`);
  }
}
watchCode();
syncBuiltinESMExports();
