/**
 * Decorators by which methods are made handlers, and classes instantiated by
 * their framework. Data: a decorator is a name in a list, a framework one line.
 */
import type { EntryKind, Framework, Registration } from './framework.ts';

const HTTP = ['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head', 'Options', 'All'];

const NEST_HOOKS = [
  'onModuleInit',
  'onApplicationBootstrap',
  'onModuleDestroy',
  'beforeApplicationShutdown',
  'onApplicationShutdown',
];

const instances = (...hooks: readonly string[]): readonly Registration[] => [
  { kind: 'instances', label: 'instance', hooks },
];

interface Decorators {
  readonly module: string;
  readonly also?: readonly string[];
  /** Of methods; the label has the verb and the path. */
  readonly routes?: readonly string[];
  /** Of methods; the label has the decorator and its argument. */
  readonly operations?: readonly string[];
  /** Of classes. */
  readonly instances?: readonly string[];
  /** Decorators that take the functions they run. */
  readonly takers?: readonly string[];
  readonly hooks?: readonly string[];
  readonly runs?: EntryKind;
}

const DECORATORS: readonly Decorators[] = [
  {
    module: '@nestjs/common',
    routes: [...HTTP, 'Search', 'Sse', 'RequestMapping', 'Propfind', 'Report', 'QueryMethod'],
    instances: ['Controller', 'Injectable', 'Module', 'Catch'],
    hooks: NEST_HOOKS,
  },
  { module: '@nestjs/microservices', operations: ['MessagePattern', 'EventPattern', 'GrpcMethod', 'GrpcStreamMethod'] },
  {
    module: '@nestjs/websockets',
    operations: ['SubscribeMessage'],
    instances: ['WebSocketGateway'],
    hooks: [...NEST_HOOKS, 'afterInit'],
  },
  {
    module: '@nestjs/graphql',
    operations: ['Query', 'Mutation', 'Subscription', 'ResolveField', 'ResolveProperty', 'ResolveReference'],
    instances: ['Resolver', 'Scalar'],
    hooks: NEST_HOOKS,
  },
  { module: '@nestjs/bull', operations: ['Process'], instances: ['Processor'], hooks: NEST_HOOKS },
  { module: '@nestjs/bullmq', operations: ['OnWorkerEvent'], instances: ['Processor'], hooks: NEST_HOOKS },
  { module: '@golevelup/nestjs-rabbitmq', operations: ['RabbitRPC', 'RabbitSubscribe', 'RabbitHandler'] },
  { module: '@ssut/nestjs-sqs', operations: ['SqsMessageHandler', 'SqsConsumerEventHandler'] },
  { module: '@nestjs/schedule', operations: ['Cron', 'Interval', 'Timeout'], runs: 'job' },
  { module: '@nestjs/event-emitter', operations: ['OnEvent'], runs: 'job' },
  { module: '@nestjs/cqrs', instances: ['CommandHandler', 'QueryHandler', 'EventsHandler'], hooks: NEST_HOOKS },
  { module: 'nest-commander', instances: ['Command', 'SubCommand'], operations: ['Option'], runs: 'startup' },
  {
    module: 'routing-controllers',
    routes: [...HTTP, 'Method'],
    instances: ['Controller', 'JsonController', 'Middleware', 'Interceptor'],
    takers: ['UseBefore', 'UseAfter', 'UseInterceptor'],
  },
  {
    module: 'tsoa',
    also: ['@tsoa/runtime'],
    routes: HTTP,
    instances: ['Route', 'Controller'],
    takers: ['Middlewares'],
  },
  {
    module: 'inversify-express-utils',
    also: ['@inversifyjs/http-core'],
    routes: [...HTTP.map((verb) => `http${verb}`), 'httpMethod', ...HTTP],
    instances: ['controller', 'Controller'],
    takers: ['controller', 'withMiddleware', ...HTTP.map((verb) => `http${verb}`)],
  },
  { module: 'inversify', instances: ['injectable'] },
  { module: 'tsyringe', instances: ['injectable', 'singleton', 'autoInjectable', 'scoped'] },
  { module: 'typedi', instances: ['Service'] },
  {
    module: 'type-graphql',
    operations: ['Query', 'Mutation', 'Subscription', 'FieldResolver'],
    instances: ['Resolver'],
    takers: ['UseMiddleware'],
  },
  {
    module: '@loopback/rest',
    also: ['@loopback/openapi-v3'],
    routes: ['get', 'post', 'put', 'patch', 'del', 'operation'],
  },
  {
    module: '@tsed/schema',
    also: ['@tsed/common', '@tsed/platform-params'],
    routes: HTTP,
    instances: ['Controller', 'Injectable', 'Middleware', 'Service'],
    hooks: ['$onInit', '$beforeRoutesInit', '$afterRoutesInit', '$onReady', '$onDestroy'],
  },
  {
    module: 'fastify-decorators',
    routes: HTTP.map((verb) => verb.toUpperCase()),
    instances: ['Controller', 'Service'],
  },
];

/** Applying a decorator is a call of what its own call gives: `Get('/')(method)`. */
export const DECORATED: readonly Framework[] = DECORATORS.flatMap((table) =>
  [table.module, ...(table.also ?? [])].map((receiver) => frameworkOf(receiver, table)),
);

function frameworkOf(receiver: string, table: Decorators): Framework {
  const entries = (names: readonly string[] | undefined, label: string, suffixes: readonly string[]) =>
    (names ?? []).flatMap((name) =>
      suffixes.map((suffix): [string, readonly Registration[]] => [`${name}${suffix}`, [{ kind: 'handlers', label }]]),
    );
  const applied = ['()', ''];
  const made = (table.instances ?? []).flatMap((name) =>
    applied.map((suffix): [string, readonly Registration[]] => [`${name}${suffix}`, instances(...(table.hooks ?? []))]),
  );
  return {
    name: receiver,
    receiver,
    also: [],
    methods: Object.fromEntries([
      ...made,
      ...entries(table.routes, 'route', applied),
      ...entries(table.operations, 'operation', applied),
      ...entries(table.takers, 'middleware', ['']),
    ]),
    chains: [],
    ...(table.runs && { runs: table.runs }),
  };
}
