/**
 * How frameworks are told what to run for a request. Data: a framework is one
 * entry, a further spelling of one of its objects one line.
 */
import type { Framework, Registration } from './framework.ts';
import { BUILD_TOOLS } from './build-tools.ts';
import { COMMAND_LINES } from './cli.ts';
import { CONTAINERS } from './containers.ts';
import { DECORATED } from './decorators.ts';
import { JOBS } from './jobs.ts';
import { QUEUES } from './queues.ts';
import { RPC } from './rpc.ts';
import { SOCKETS } from './sockets.ts';

const HTTP_VERBS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all'] as const;

const route: readonly Registration[] = [{ kind: 'handlers', label: 'route' }];
const use: readonly Registration[] = [{ kind: 'handlers', label: 'use' }];

function routes(registrations: readonly Registration[] = route): Record<string, readonly Registration[]> {
  // `app[method](path, handler)` is one of them.
  return Object.fromEntries([...HTTP_VERBS, '*'].map((verb) => [verb, registrations]));
}

const FASTIFY_HOOKS = [
  'onRequest',
  'preParsing',
  'preValidation',
  'preHandler',
  'preSerialization',
  'onSend',
  'onResponse',
  'onError',
  'onTimeout',
  'onRequestAbort',
];

const SERVER_EVENTS = ['request', 'upgrade', 'checkContinue', 'checkExpectation', 'connect', 'stream', 'session'];

export const FRAMEWORKS: readonly Framework[] = [
  {
    name: 'express',
    receiver: 'express()',
    also: [
      'express.Router()',
      'express.Router.new',
      'express.Express.new',
      'express.Application.new',
      'express.IRouter.new',
      'express.application',
      'express-serve-static-core.Express.new',
      'express-serve-static-core.Router.new',
      'express-serve-static-core.Application.new',
      'express-promise-router()',
      'express-promise-router.new',
      'express-ws()',
      'express-ws().app',
      'express.Request.new.app',
      'express.Response.new.app',
      'router()',
      'router.new',
      'polka()',
      'polka.Polka.new',
      'connect()',
      'json-server.create()',
      'json-server.router()',
      'restana()',
      'find-my-way()',
      '@tinyhttp/app.App.new',
    ],
    methods: {
      ...routes(),
      del: route,
      ws: route,
      propfind: route,
      report: route,
      use,
      param: [{ kind: 'handlers', label: 'param' }],
      engine: [{ kind: 'handlers', label: 'express render' }],
    },
    parameters: ['express.Request.new', 'express.Response.new'],
    chains: ['route', 'use', 'del', 'param', 'set', 'enable', 'disable', ...HTTP_VERBS],
  },
  {
    name: 'restify',
    receiver: 'restify.createServer()',
    also: ['restify.Server.new'],
    methods: { ...routes(), del: route, opts: route, use, pre: use },
    chains: ['use', 'pre'],
  },
  {
    name: 'fastify',
    receiver: 'fastify()',
    also: [
      'fastify.fastify()',
      'fastify.Fastify()',
      'fastify.FastifyInstance.new',
      'fastify().withTypeProvider()',
      'fastify.FastifyRequest.new.server',
      'fastify.FastifyReply.new.server',
    ],
    methods: {
      ...routes([
        { kind: 'handlers', label: 'route' },
        { kind: 'options', label: 'route', keys: ['handler', 'errorHandler', ...FASTIFY_HOOKS] },
      ]),
      route: [{ kind: 'options', label: 'route', keys: ['handler', 'errorHandler', ...FASTIFY_HOOKS] }],
      addHook: [{ kind: 'events', label: 'hook', events: FASTIFY_HOOKS }],
      setErrorHandler: [{ kind: 'handlers', label: 'fastify error handler' }],
      setNotFoundHandler: [{ kind: 'handlers', label: 'fastify not found handler' }],
      use,
      register: [{ kind: 'plugin' }],
      after: [{ kind: 'plugin' }],
      decorate: [{ kind: 'member' }],
    },
    parameters: ['fastify.FastifyRequest.new', 'fastify.FastifyReply.new'],
    chains: ['register', 'addHook', 'decorate', 'after', 'withTypeProvider', 'route', ...HTTP_VERBS],
  },
  {
    name: 'koa',
    receiver: 'koa.new',
    also: ['koa()', 'koa.Koa.new', 'koa.Application.new'],
    methods: { use: [{ kind: 'handlers', label: 'koa use' }] },
    chains: ['use'],
  },
  {
    name: 'koa-router',
    receiver: '@koa/router.new',
    also: [
      'koa-router.new',
      'koa-router()',
      '@koa/router()',
      '@koa/router.Router.new',
      'koa-router.Router.new',
      'koa-better-router()',
      'koa-joi-router()',
      'koa-route',
    ],
    methods: { ...routes(), del: route, register: route, use: [{ kind: 'handlers', label: 'koa use' }], param: use },
    chains: ['use', 'prefix', 'param', 'del', ...HTTP_VERBS],
  },
  {
    name: 'hono',
    receiver: 'hono.Hono.new',
    also: ['hono.new', 'hono/tiny.Hono.new', 'hono/quick.Hono.new', '@hono/zod-openapi.OpenAPIHono.new'],
    methods: {
      ...routes(),
      on: route,
      use,
      openapi: [{ kind: 'handlers', label: 'hono openapi' }],
      notFound: [{ kind: 'handlers', label: 'hono not found handler' }],
      onError: [{ kind: 'handlers', label: 'hono error handler' }],
    },
    chains: ['use', 'on', 'route', 'basePath', ...HTTP_VERBS],
  },
  {
    name: 'hapi',
    receiver: '@hapi/hapi.server()',
    also: ['@hapi/hapi.Server.new', 'hapi.server()', 'hapi.Server.new', '@hapi/hapi.new'],
    methods: {
      route: [{ kind: 'options', label: 'route', keys: ['handler', 'method', 'options', 'config'] }],
      ext: [{ kind: 'handlers', label: 'hapi ext' }],
    },
    chains: [],
  },
  ...['http', 'https', 'http2'].map((name) => ({
    name,
    receiver: name,
    also: [],
    methods: {
      createServer: [{ kind: 'handlers', label: `${name}.createServer` }],
      createSecureServer: [{ kind: 'handlers', label: `${name}.createSecureServer` }],
    } satisfies Framework['methods'],
    chains: [],
  })),
  {
    name: 'http server',
    receiver: 'http.createServer()',
    also: [
      'https.createServer()',
      'http2.createServer()',
      'http2.createSecureServer()',
      'http.Server.new',
      'https.Server.new',
      'http2.Http2Server.new',
      'http2.Http2SecureServer.new',
    ],
    methods: {
      on: [{ kind: 'events', label: 'server', events: SERVER_EVENTS }],
      addListener: [{ kind: 'events', label: 'server', events: SERVER_EVENTS }],
      prependListener: [{ kind: 'events', label: 'server', events: SERVER_EVENTS }],
    },
    chains: ['on', 'listen'],
  },
  {
    name: 'union',
    receiver: 'union',
    also: [],
    methods: { createServer: [{ kind: 'options', label: 'union.createServer', keys: ['before', 'after', 'onError'] }] },
    chains: [],
  },
  {
    name: 'functions framework',
    receiver: '@google-cloud/functions-framework',
    also: ['firebase-functions.https', 'firebase-functions/v2/https', 'firebase-functions/https'],
    methods: {
      http: [{ kind: 'handlers', label: 'function' }],
      onRequest: [{ kind: 'handlers', label: 'function' }],
      onCall: [{ kind: 'handlers', label: 'function' }],
    },
    chains: [],
  },
  {
    name: 'azure functions',
    receiver: '@azure/functions.app',
    also: [],
    methods: {
      http: [{ kind: 'options', label: 'route', keys: ['handler'] }],
      get: [{ kind: 'handlers', label: 'route' }],
      post: [{ kind: 'handlers', label: 'route' }],
    },
    chains: [],
  },
  ...SOCKETS,
  ...DECORATED,
  ...CONTAINERS,
  ...RPC,
  ...QUEUES,
  ...JOBS,
  ...COMMAND_LINES,
  ...BUILD_TOOLS,
];
