/**
 * Classes and interfaces of packages whose methods the package calls: whoever
 * extends or implements one is told when to run. Data: one line each.
 */
import type { ApiPath } from '../contracts.ts';
import type { EntryKind } from './framework.ts';

/** What extending or implementing something means for the methods of a class. */
export interface Supertype {
  /** The class or interface; `()` for a class that is made by a call. */
  readonly api: ApiPath;
  readonly methods: readonly string[];
  readonly label: string;
  readonly runs: EntryKind;
}

function types(
  module: string,
  runs: EntryKind,
  methods: Readonly<Record<string, readonly string[]>>,
): readonly Supertype[] {
  return Object.entries(methods).map(([name, own]) => ({
    api: `${module}.${name}`,
    methods: own,
    label: name.replace('()', ''),
    runs,
  }));
}

export const SUPERTYPES: readonly Supertype[] = [
  ...types('@nestjs/common', 'request', {
    CanActivate: ['canActivate'],
    NestInterceptor: ['intercept'],
    PipeTransform: ['transform'],
    NestMiddleware: ['use'],
    ExceptionFilter: ['catch'],
  }),
  ...types('@nestjs/common', 'startup', {
    OnModuleInit: ['onModuleInit'],
    OnApplicationBootstrap: ['onApplicationBootstrap'],
    OnModuleDestroy: ['onModuleDestroy'],
    BeforeApplicationShutdown: ['beforeApplicationShutdown'],
    OnApplicationShutdown: ['onApplicationShutdown'],
    NestModule: ['configure'],
  }),
  ...types('@nestjs/core', 'request', { BaseExceptionFilter: ['catch'] }),
  ...types('@nestjs/microservices', 'request', { RpcExceptionFilter: ['catch'] }),
  ...types('@nestjs/websockets', 'request', {
    OnGatewayConnection: ['handleConnection'],
    OnGatewayDisconnect: ['handleDisconnect'],
    BaseWsExceptionFilter: ['catch'],
  }),
  ...types('@nestjs/websockets', 'startup', { OnGatewayInit: ['afterInit'] }),
  ...types('@nestjs/passport', 'request', {
    'AuthGuard()': ['canActivate', 'handleRequest', 'getRequest', 'getAuthenticateOptions', 'logIn'],
    'PassportStrategy()': ['validate'],
    PassportSerializer: ['serializeUser', 'deserializeUser'],
  }),
  ...types('@nestjs/throttler', 'request', {
    ThrottlerGuard: ['canActivate', 'getTracker', 'handleRequest', 'shouldSkip', 'throwThrottlingException'],
  }),
  ...types('@nestjs/cache-manager', 'request', { CacheInterceptor: ['trackBy', 'intercept', 'isRequestCacheable'] }),
  ...types('@nestjs/bullmq', 'request', { WorkerHost: ['process'] }),
  ...types('@nestjs/cqrs', 'request', {
    ICommandHandler: ['execute'],
    IQueryHandler: ['execute'],
    IEventHandler: ['handle'],
  }),
  ...types('routing-controllers', 'request', {
    ExpressMiddlewareInterface: ['use'],
    ExpressErrorMiddlewareInterface: ['error'],
    KoaMiddlewareInterface: ['use'],
    InterceptorInterface: ['intercept'],
  }),
  ...types('inversify-express-utils', 'request', { BaseMiddleware: ['handler'] }),
  ...types('type-graphql', 'request', { MiddlewareInterface: ['use'] }),
  ...types('class-validator', 'request', { ValidatorConstraintInterface: ['validate', 'defaultMessage'] }),
  ...types('@tsed/common', 'request', { MiddlewareMethods: ['use'], PipeMethods: ['transform'] }),
  ...types('@oclif/core', 'startup', { Command: ['run', 'init', 'catch', 'finally'] }),
  ...types('@oclif/command', 'startup', { Command: ['run', 'init', 'catch', 'finally'] }),
  ...types('clipanion', 'startup', { Command: ['execute', 'catch', 'validateAndExecute'] }),
  ...types('nest-commander', 'startup', { CommandRunner: ['run'] }),
];
