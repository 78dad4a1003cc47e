/** Remote procedures: tRPC and GraphQL. Data. */
import type { Framework, Registration } from './framework.ts';

const resolverMap: Registration = { kind: 'tree', label: 'resolver', keys: ['resolvers'] };
const rootValue: Registration = { kind: 'tree', label: 'resolver', keys: ['rootValue'] };

function options(label: string, ...keys: readonly string[]): Registration {
  return { kind: 'options', label, keys };
}

/** Hooks that servers of GraphQL take beside their resolvers. */
const perOperation = options('graphql context', 'context', 'formatError', 'formatResponse', 'dataSources', 'rootValue');

function calls(receiver: string, methods: Framework['methods']): Framework {
  return { name: receiver, receiver, also: [], methods, chains: [] };
}

const APOLLO_3 = ['', '-express', '-koa', '-fastify', '-hapi', '-lambda', '-micro', '-core', '-cloud-functions'];

/** `startServer(server, { context })` of Apollo's integrations. */
const APOLLO_INTEGRATIONS = [
  '@apollo/server/standalone.startStandaloneServer',
  '@apollo/server/express4.expressMiddleware',
  '@as-integrations/express4.expressMiddleware',
  '@as-integrations/express5.expressMiddleware',
  '@as-integrations/koa.koaMiddleware',
  '@as-integrations/fastify',
  '@as-integrations/next.startServerAndCreateNextHandler',
  '@as-integrations/aws-lambda.startServerAndCreateLambdaHandler',
  '@as-integrations/hapi',
];

const TRPC_ADAPTERS = [
  '@trpc/server/adapters/express.createExpressMiddleware',
  '@trpc/server/adapters/standalone.createHTTPServer',
  '@trpc/server/adapters/standalone.createHTTPHandler',
  '@trpc/server/adapters/node-http.nodeHTTPRequestHandler',
  '@trpc/server/adapters/next.createNextApiHandler',
  '@trpc/server/adapters/fetch.fetchRequestHandler',
  '@trpc/server/adapters/aws-lambda.awsLambdaRequestHandler',
  '@trpc/server/adapters/ws.applyWSSHandler',
  '@trpc/server/adapters/fastify.fastifyTRPCPlugin',
  '@hono/trpc-server.trpcServer',
  '@trpc/server.createHTTPServer',
];

const operation: readonly Registration[] = [
  { kind: 'handlers', label: 'operation' },
  { kind: 'options', label: 'operation', keys: ['resolve'] },
];
const middleware: readonly Registration[] = [{ kind: 'handlers', label: 'trpc middleware' }];
const operations = { query: operation, mutation: operation, subscription: operation };

const TRPC: readonly Framework[] = [
  {
    name: 'trpc',
    receiver: '@trpc/server.initTRPC',
    also: ['@trpc/server.experimental_standaloneMiddleware()'],
    methods: { middleware, create: middleware },
    chains: ['context', 'meta', 'create', 'middleware'],
  },
  {
    name: 'trpc procedure',
    receiver: '@trpc/server.initTRPC.procedure',
    also: [],
    methods: { ...operations, use: middleware },
    chains: 'all',
  },
  {
    name: 'trpc 9 router',
    receiver: '@trpc/server.router()',
    also: ['@trpc/server.router.new'],
    methods: { ...operations, middleware },
    chains: 'all',
  },
  ...TRPC_ADAPTERS.map((path) =>
    calls(path, { '': [options('trpc context', 'createContext', 'onError', 'responseMeta', 'middleware')] }),
  ),
];

const GRAPHQL: readonly Framework[] = [
  ...APOLLO_3.map((suffix) =>
    calls(`apollo-server${suffix}`, {
      ApolloServer: [resolverMap, rootValue, perOperation],
      makeExecutableSchema: [resolverMap],
    }),
  ),
  calls('@apollo/server', { ApolloServer: [resolverMap, rootValue, perOperation] }),
  ...APOLLO_INTEGRATIONS.map((path) => calls(path, { '': [perOperation] })),
  calls('@apollo/subgraph', { buildSubgraphSchema: [resolverMap] }),
  calls('@apollo/federation', { buildFederatedSchema: [resolverMap] }),
  calls('@graphql-tools/schema', { makeExecutableSchema: [resolverMap], addResolversToSchema: [resolverMap] }),
  calls('graphql-tools', { makeExecutableSchema: [resolverMap] }),
  calls('graphql-yoga', {
    createSchema: [resolverMap],
    createYoga: [perOperation],
    GraphQLServer: [resolverMap, perOperation],
  }),
  calls('mercurius', { '': [resolverMap, { kind: 'tree', label: 'loader', keys: ['loaders'] }, perOperation] }),
  calls('graphql-http', { createHandler: [rootValue, perOperation] }),
  ...['express', 'http', 'koa', 'fastify', 'node'].map((name) =>
    calls(`graphql-http/lib/use/${name}`, { createHandler: [rootValue, perOperation] }),
  ),
  calls('express-graphql', { graphqlHTTP: [rootValue, perOperation], '': [rootValue, perOperation] }),
  calls('graphql', {
    graphql: [rootValue],
    graphqlSync: [rootValue],
    execute: [rootValue],
    GraphQLObjectType: [{ kind: 'tree', label: 'resolver', keys: ['fields'], leaves: ['resolve', 'subscribe'] }],
    GraphQLInterfaceType: [options('resolver', 'resolveType')],
    GraphQLUnionType: [options('resolver', 'resolveType')],
    GraphQLScalarType: [options('scalar', 'serialize', 'parseValue', 'parseLiteral')],
  }),
  calls('nexus', {
    queryField: [options('resolver', 'resolve')],
    mutationField: [options('resolver', 'resolve')],
    subscriptionField: [options('resolver', 'resolve', 'subscribe')],
  }),
  calls('type-graphql', { buildSchema: [options('graphql context', 'authChecker', 'globalMiddlewares')] }),
];

export const RPC: readonly Framework[] = [...TRPC, ...GRAPHQL];
