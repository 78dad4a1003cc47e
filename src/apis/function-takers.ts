/** What calls outside the program do with the result of a function they are given. Data. */
import type { ApiPath } from '../contracts.ts';

/**
 * `awaits`: waits for a promise; `answers`: so too, and sends what it gives, unless that is the reply; `ignores`: throws
 * the result away; `at-once`: uses the result before it goes on;
 * `inert`: never calls it.
 */
export type TakerKind = 'awaits' | 'answers' | 'ignores' | 'at-once' | 'inert' | 'test' | 'suite' | 'exit';

/** Roots of the paths of test frameworks; their globals begin with `#`. */
const TEST_ROOTS = ['#', 'vitest.', '@jest/globals.', 'mocha.', 'test.', 'bun:test.'];

const TEST_NAMES = [
  'it',
  'test',
  'specify',
  'before',
  'after',
  'beforeEach',
  'afterEach',
  'beforeAll',
  'afterAll',
  'setup',
  'teardown',
  'suiteSetup',
  'suiteTeardown',
  'fit',
  'xit',
  'xtest',
];

const SUITE_NAMES = ['describe', 'suite', 'context', 'fdescribe', 'xdescribe'];

/** Of these `it`, `vitest.it` and so on are made. */
export const TEST_FUNCTIONS: { readonly ROOTS: readonly string[]; readonly NAMES: readonly string[] } = {
  ROOTS: TEST_ROOTS,
  NAMES: [...TEST_NAMES, ...SUITE_NAMES],
};

/** Of test frameworks: `it`, `it.only`, `it.each(…)`. */
const testPaths = new Map<ApiPath, TakerKind>(
  TEST_ROOTS.flatMap((root) => [
    ...TEST_NAMES.map((name) => [`${root}${name}`, 'test'] as const),
    ...SUITE_NAMES.map((name) => [`${root}${name}`, 'suite'] as const),
  ]),
);

/** Functions by their paths. */
export const TAKERS: ReadonlyMap<ApiPath, TakerKind> = new Map<ApiPath, TakerKind>([
  ...testPaths,
  ['test', 'test'],
  ['tape', 'test'],
  ['ava', 'test'],
  ['#setTimeout', 'ignores'],
  ['#setInterval', 'ignores'],
  ['#setImmediate', 'ignores'],
  ['#queueMicrotask', 'ignores'],
  ['#process.nextTick', 'ignores'],
  ['process.nextTick', 'ignores'],
  ['timers.setTimeout', 'ignores'],
  ['timers.setInterval', 'ignores'],
  ['timers.setImmediate', 'ignores'],
  ['#Object.keys', 'inert'],
  ['#Object.getOwnPropertyNames', 'inert'],
  ['#Object.freeze', 'inert'],
  ['#Object.seal', 'inert'],
  ['#Object.is', 'inert'],
  ['#Array.isArray', 'inert'],
  ['#Boolean', 'inert'],
  ['#JSON.stringify', 'inert'],
  ['util.inspect', 'inert'],
  ['util.isFunction', 'inert'],
  ['lodash.isFunction', 'inert'],
  ['#Array.from', 'at-once'],
  ['#JSON.parse', 'at-once'],
  ['assert.throws', 'at-once'],
  ['assert.doesNotThrow', 'at-once'],
  ['assert.rejects', 'awaits'],
  ['assert.doesNotReject', 'awaits'],
  ['assert.strict.rejects', 'awaits'],
  ['assert.strict.doesNotReject', 'awaits'],
  ['assert/strict.rejects', 'awaits'],
  ['assert/strict.doesNotReject', 'awaits'],
  ['express-async-handler', 'awaits'],
  ['@perfmig/runtime/handlers.forwardErrors', 'awaits'],
  ['@perfmig/runtime/testing.outcomeOf', 'awaits'],
  ['signal-exit', 'exit'],
  ['signal-exit.onExit', 'exit'],
  ['exit-hook', 'exit'],
  ['node-cleanup', 'exit'],
  ['death', 'exit'],
  ['on-exit-leak-free', 'exit'],
]);

/** Modules of Node whose functions take a callback last and throw its result away. */
export const CALLBACK_MODULES: ReadonlySet<string> = new Set([
  'fs',
  'child_process',
  'dns',
  'zlib',
  'crypto',
  'http',
  'https',
  'http2',
  'net',
  'tls',
  'stream',
  'readline',
  'dgram',
  'graceful-fs',
  'fs-extra',
  'mkdirp',
  'rimraf',
  'request',
  'glob',
  'winston',
]);

/** The runtime's array methods for callbacks that are waited for. */
const IN_ORDER = /^@perfmig\/runtime\/[\w-]+\.\w+InOrder$/;

/** What a known function does with the function it is given last; undefined where no table knows. */
export function takerOf(api: ApiPath, isLast: boolean): TakerKind | undefined {
  const known = TAKERS.get(api) ?? ofTest(api);
  if (known !== undefined) return known;
  if (IN_ORDER.test(api)) return 'awaits';
  if (api.startsWith('#console.') || api.startsWith('assert.')) return api.startsWith('assert.') ? undefined : 'inert';
  const module = /^[^.()]+/.exec(api)?.[0] ?? '';
  if (isLast && CALLBACK_MODULES.has(module) && !/Sync\b|^fs\.promises|\.promises\b/.test(api)) return 'ignores';
  return undefined;
}

/** `it.only`, `describe.each()`, `test.skip`. */
function ofTest(api: ApiPath): TakerKind | undefined {
  const base = api
    .replace(/\(\)$/, '')
    .replace(/\.(?:only|skip|todo|each|concurrent|failing|serial|if|skipIf|runIf)$/, '');
  const kind = TAKERS.get(base);
  return kind === 'test' || kind === 'suite' ? kind : undefined;
}

/** Methods of strings, arrays and maps that use what their callback returns, and have no loop to take their place. */
export const AT_ONCE_METHODS: ReadonlySet<string> = new Set(['sort', 'toSorted', 'replace', 'replaceAll']);

/** Methods that wait for what their callback returns, whatever they belong to. */
export const PROMISE_METHODS: ReadonlySet<string> = new Set(['then', 'catch', 'finally']);

/** Methods that register listeners. */
export const LISTENER_METHODS: ReadonlySet<string> = new Set([
  'on',
  'once',
  'addListener',
  'prependListener',
  'prependOnceListener',
]);

/** Methods of servers and sockets that take a callback for when something is done. */
export const CALLBACK_METHODS: ReadonlySet<string> = new Set(['listen', 'end', 'close']);

/** Events after which others of the same object follow without waiting for the listener. */
export const ORDERED_EVENTS: ReadonlySet<string> = new Set([
  'data',
  'readable',
  'line',
  'message',
  'pipe',
  'drain',
  'chunk',
]);

/** Receivers of frameworks that wait for their handlers. */
export const AWAITING_FRAMEWORKS: ReadonlySet<string> = new Set(['koa', 'koa-router', 'hono', 'fastify', 'hapi']);
