/**
 * How frameworks are told what to run for a request. Data: a framework is one
 * entry, a further spelling of one of its objects one line.
 */
import type { ApiPath } from '../contracts.ts';

/** What a method does with the functions it is given. */
export type Registration =
  /** Every function among the arguments, in arrays and wrappers too, runs for requests. */
  | { readonly kind: 'handlers'; readonly label: Label }
  /** Functions under these keys of an options object run for requests. */
  | { readonly kind: 'options'; readonly label: Label; readonly keys: readonly string[] }
  /** The function is called at once, its first parameter being what the method was called on. */
  | { readonly kind: 'plugin' }
  /** The second argument becomes a member of the object, named by the first. */
  | { readonly kind: 'member' }
  /** As `handlers`, if the first argument is one of these events. */
  | { readonly kind: 'events'; readonly label: Label; readonly events: readonly string[] };

/**
 * How the entry point reads: `route` is `GET /orders` from method and first
 * argument, `use` the same without a path being needed, `hook` the framework's
 * name and the first argument, anything else stands for itself.
 */
export type Label = 'route' | 'use' | 'hook' | (string & {});

export interface Framework {
  readonly name: string;
  /** The object handlers are registered on, as it is made most often. */
  readonly receiver: ApiPath;
  /** Other ways to come by the same kind of object; types count as `Type.new`. */
  readonly also: readonly ApiPath[];
  readonly methods: Readonly<Record<string, readonly Registration[]>>;
  /** What handlers are called with, where its members lead anywhere. */
  readonly parameters?: readonly ApiPath[];
  /** Methods that give back an object handlers can be registered on. */
  readonly chains: readonly string[];
}

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
    also: ['fastify.fastify()', 'fastify.Fastify()', 'fastify.FastifyInstance.new', 'fastify().withTypeProvider()', 'fastify.FastifyRequest.new.server', 'fastify.FastifyReply.new.server'],
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
  ...['net', 'tls'].map((name) => ({
    name,
    receiver: name,
    also: [],
    methods: { createServer: [{ kind: 'handlers', label: `${name}.createServer` }] } satisfies Framework['methods'],
    chains: [],
  })),
  {
    name: 'net server',
    receiver: 'net.createServer()',
    also: ['tls.createServer()', 'net.Server.new', 'dgram.createSocket()'],
    methods: {
      on: [{ kind: 'events', label: 'server', events: ['connection', 'secureConnection', 'message'] }],
    },
    chains: ['on'],
  },
  {
    name: 'web socket server',
    receiver: 'ws.WebSocketServer.new',
    also: ['ws.Server.new', 'socket.io.Server.new', 'socket.io()', 'socket.io.new', 'socket.io.listen()'],
    methods: { on: [{ kind: 'events', label: 'web socket', events: ['connection', 'connect', 'request'] }] },
    chains: ['of', 'on'],
  },
  {
    name: 'bullmq',
    receiver: 'bullmq',
    also: [],
    methods: { Worker: [{ kind: 'handlers', label: 'bullmq worker' }] },
    chains: [],
  },
  {
    name: 'queue',
    receiver: 'bull.new',
    also: ['bull()', 'bull.Queue.new', 'bee-queue.new', 'kue.createQueue()'],
    methods: { process: [{ kind: 'handlers', label: 'queue consumer' }] },
    chains: [],
  },
  {
    name: 'amqp channel',
    receiver: 'amqplib.connect().createChannel()',
    also: ['amqplib.connect().createConfirmChannel()', 'amqplib.Channel.new', 'amqplib.ConfirmChannel.new'],
    methods: { consume: [{ kind: 'handlers', label: 'amqp consumer' }] },
    chains: [],
  },
  {
    name: 'kafka consumer',
    receiver: 'kafkajs.Kafka.new.consumer()',
    also: ['kafkajs.Consumer.new'],
    methods: { run: [{ kind: 'options', label: 'kafka consumer', keys: ['eachMessage', 'eachBatch'] }] },
    chains: [],
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
];

/** Types of functions that are handlers wherever they stand: `const list: RequestHandler = …`. */
export const HANDLER_TYPES: ReadonlySet<ApiPath> = new Set([
  'express.RequestHandler.new',
  'express.ErrorRequestHandler.new',
  'express.Handler.new',
  'express-serve-static-core.RequestHandler.new',
  'fastify.RouteHandler.new',
  'fastify.RouteHandlerMethod.new',
  'koa.Middleware.new',
  'hono.Handler.new',
  'hono.MiddlewareHandler.new',
  'http.RequestListener.new',
  'next.NextApiHandler.new',
  '@sveltejs/kit.RequestHandler.new',
  'aws-lambda.APIGatewayProxyHandler.new',
  'aws-lambda.APIGatewayProxyHandlerV2.new',
  'aws-lambda.Handler.new',
  'aws-lambda.SQSHandler.new',
]);
