/** A small test runner for programs of the fixtures: what mocha and jest define globally, one test after another. */
import Module, { builtinModules, createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What vitest itself stands on. */
const fromVitest = createRequire(import.meta.resolve('vitest'));
const load = (name) => import(pathToFileURL(fromVitest.resolve(name)).href);
const chai = await load('chai');
const { JestAsymmetricMatchers, JestChaiExpect, JestExtend } = await load('@vitest/expect');
const { fn, spyOn } = await load('@vitest/spy');

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

const suite = (name, parent) => ({ name, parent, entries: [], before: [], after: [], beforeEach: [], afterEach: [] });
const root = suite('', undefined);
let current = root;

function describe(name, body) {
  const own = suite(name, current);
  current.entries.push(own);
  current = own;
  body();
  current = own.parent;
}

function it(name, body) {
  current.entries.push({ name, body });
}
it.each = (table) => (name, body) => {
  for (const row of table) {
    const values = Array.isArray(row) ? row : [row];
    it(name.replace('%s', String(values[0])), () => body(...values));
  }
};

/** Runs one callback as mocha does: with `done`, or waiting for what it returns. */
function call(body) {
  if (body.length === 0) return body();
  return new Promise((resolve, reject) => {
    const result = body((error) => (error ? reject(error) : resolve()));
    if (typeof result?.then === 'function') reject(new Error('both a callback and a promise'));
  });
}

async function callAll(hooks) {
  for (const hook of hooks) await call(hook);
}

const around = (own, kind) => (own ? [...around(own.parent, kind), ...own[kind]] : []);

async function run(own) {
  await callAll(own.before);
  for (const entry of own.entries) {
    if (entry.entries) await run(entry);
    else await runTest(own, entry);
  }
  await callAll(own.after);
}

async function runTest(own, { name, body }) {
  try {
    await callAll(around(own, 'beforeEach'));
    await call(body);
    await callAll(around(own, 'afterEach'));
    console.log(`ok ${name}`);
  } catch (error) {
    console.log(`not ok ${name}: ${error.message}`);
    process.exitCode = 1;
  }
}

const hook = (kind) => (body) => current[kind].push(body);
/** Modules that a test put others in the place of, by the name they are loaded with. */
const replaced = new Map();
const loadModule = Module._load;
Module._load = (name, parent, isMain) => {
  const key = builtinModules.includes(name) ? name : Module._resolveFilename(name, parent);
  if (replaced.has(key) && /\.test\.|[\\/](?!node_modules)[^\\/]+\.js$/.test(parent?.filename ?? '')) {
    return replaced.get(key);
  }
  return loadModule(name, parent, isMain);
};

/** As in jest, for modules loaded by `require` below the call. */
function mock(name, factory) {
  const path = name.startsWith('.') ? join(process.cwd(), name) : name;
  replaced.set(createRequire(import.meta.url).resolve(path), factory());
}

const moduleMocks = { fn, spyOn, mock, mocked: (stub) => stub, requireActual: (name) => loadModule(name) };
Object.assign(globalThis, {
  describe,
  context: describe,
  it,
  test: it,
  before: hook('before'),
  beforeAll: hook('before'),
  after: hook('after'),
  afterAll: hook('after'),
  beforeEach: hook('beforeEach'),
  afterEach: hook('afterEach'),
  expect: chai.expect,
  jest: moduleMocks,
  vi: moduleMocks,
});
process.once('beforeExit', () => run(root));
