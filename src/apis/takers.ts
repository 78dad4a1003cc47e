/** What calls outside the program do with the functions they are given. Data. */
import type { ApiPath } from '../contracts.ts';

/**
 * Methods whose callback runs later and again, whenever something happens.
 * Registered while the program starts, such a callback is not start-up code.
 */
export const LATER_METHODS: ReadonlySet<string> = new Set([
  'on',
  'addListener',
  'prependListener',
  'addEventListener',
  'subscribe',
  'consume',
  'watch',
  'watchFile',
  'schedule',
  'setInterval',
  'process',
  'registerCommand',
  'command',
  'handle',
  'register',
  'addHook',
  'hook',
  'tap',
  'tapAsync',
  'tapPromise',
]);

export const LATER_APIS: ReadonlySet<ApiPath> = new Set([
  '#setInterval',
  'timers.setInterval',
  'fs.watch',
  'fs.watchFile',
  'node-cron.schedule',
]);

/** Events of the process that end it: work there is right to be synchronous. */
export const PROCESS_END_EVENTS: ReadonlySet<string> = new Set([
  'exit',
  'beforeExit',
  'uncaughtException',
  'unhandledRejection',
  'uncaughtExceptionMonitor',
  'SIGINT',
  'SIGTERM',
  'SIGHUP',
  'SIGQUIT',
  'SIGUSR2',
  'disconnect',
]);

/** Calls whose callback runs when the process ends. */
export const EXIT_HOOKS: ReadonlySet<ApiPath> = new Set([
  'signal-exit',
  'signal-exit.onExit',
  'exit-hook',
  'async-exit-hook',
  'node-cleanup',
  'death',
  'on-exit-leak-free',
]);

/** The program's command line: the action runs once, like any start-up code. */
export const COMMAND_ACTIONS: ReadonlySet<string> = new Set(['action', 'command']);

/** Events whose names say nothing of who emits them. */
export const COMMON_EVENTS: ReadonlySet<string> = new Set([
  'abort',
  'change',
  'close',
  'connect',
  'connection',
  'data',
  'disconnect',
  'drain',
  'end',
  'error',
  'exit',
  'finish',
  'listening',
  'message',
  'open',
  'pipe',
  'readable',
  'ready',
  'request',
  'response',
  'timeout',
  'update',
]);

/** Names of methods the language's own objects have: a call of one says nothing of whose it is. */
export const BUILTIN_METHODS: ReadonlySet<string> = new Set(
  [Object, Array, String, Number, RegExp, Date, Function, Promise, Map, Set, Symbol].flatMap((type) => [
    ...Object.getOwnPropertyNames(type.prototype),
    ...Object.getOwnPropertyNames(type),
  ]),
);

/** Names of methods so many libraries have that a match by name alone means nothing. */
export const COMMON_METHODS: ReadonlySet<string> = new Set([
  'add', 'all', 'close', 'connect', 'count', 'create', 'debug', 'del', 'destroy', 'emit', 'end', 'error', 'exec',
  'execute', 'exit', 'fatal', 'fetch', 'find', 'findAll', 'findById', 'findMany', 'findOne', 'flush', 'handle', 'head',
  'info', 'init', 'insert', 'json', 'list', 'listen', 'load', 'log', 'next', 'off', 'on', 'once', 'open', 'options',
  'parse', 'patch', 'pause', 'pipe', 'post', 'process', 'publish', 'put', 'query', 'read', 'redirect', 'register',
  'remove', 'render', 'request', 'reset', 'resume', 'route', 'run', 'save', 'send', 'sendFile', 'setup', 'start',
  'status', 'stop', 'stringify', 'subscribe', 'trace', 'unlink', 'update', 'upload', 'use', 'validate', 'verify',
  'warn', 'write',
]);

/** Events that happen once, when something starts or ends: what is done there is part of starting or ending. */
export const LIFECYCLE_EVENTS: ReadonlySet<string> = new Set([
  'close',
  'connected',
  'listening',
  'onClose',
  'onListen',
  'onReady',
  'onRegister',
  'onRoute',
  'open',
  'preClose',
  'ready',
]);

/** Methods that never run what they are given: they store it, print it or send it. */
export const TAKES_VALUES: ReadonlySet<string> = new Set([
  'add',
  'append',
  'charAt',
  'concat',
  'debug',
  'end',
  'endsWith',
  'error',
  'fill',
  'has',
  'includes',
  'indexOf',
  'info',
  'join',
  'json',
  'lastIndexOf',
  'log',
  'padEnd',
  'padStart',
  'push',
  'removeListener',
  'off',
  'removeAllListeners',
  'repeat',
  'send',
  'set',
  'setHeader',
  'slice',
  'split',
  'startsWith',
  'stringify',
  'substr',
  'substring',
  'test',
  'toString',
  'trim',
  'type',
  'unshift',
  'warn',
  'with',
  'write',
  'writeHead',
]);
