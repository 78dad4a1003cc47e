/** Agents and dispatchers of HTTP, and clients of services that are spoken to over it: one line each. */
import { ONE_CLIENT, ONE_SDK, sameKind, SETS_UP, type ClientApi, type ClientFamily } from './client-api.ts';

const ONE_AGENT = 'make one agent with `keepAlive: true` at module level and hand it to every call';
const ONE_PROXY_AGENT = 'make one agent for each proxy at module level and hand it to every call';
const ONE_DISPATCHER = 'make one dispatcher at module level and hand it to every call';
const AGENT = { kind: 'agent', instead: ONE_AGENT } as const;
const PROXY = { kind: 'agent', points: 20, instead: ONE_PROXY_AGENT } as const;
const DISPATCHER = { kind: 'agent', points: 50, instead: ONE_DISPATCHER } as const;

const agents: readonly ClientApi[] = [
  ...sameKind({ ...AGENT, points: 20 }, [
    ['http.Agent.new', 'destroy'],
    ['agentkeepalive.new', 'destroy'],
    ['agentkeepalive.HttpAgent.new', 'destroy'],
  ]),
  ...sameKind({ ...AGENT, points: 50 }, [
    ['https.Agent.new', 'destroy'],
    ['agentkeepalive.HttpsAgent.new', 'destroy'],
  ]),
  ...sameKind(PROXY, [
    ['http-proxy-agent.new', 'destroy'],
    ['http-proxy-agent.HttpProxyAgent.new', 'destroy'],
    ['https-proxy-agent.new', 'destroy'],
    ['https-proxy-agent.HttpsProxyAgent.new', 'destroy'],
    ['socks-proxy-agent.new', 'destroy'],
    ['socks-proxy-agent.SocksProxyAgent.new', 'destroy'],
    ['proxy-agent.new', 'destroy'],
    ['proxy-agent.ProxyAgent.new', 'destroy'],
  ]),
  ...sameKind(DISPATCHER, [
    ['undici.Agent.new', 'close', 'destroy'],
    ['undici.BalancedPool.new', 'close', 'destroy'],
    ['undici.EnvHttpProxyAgent.new', 'close', 'destroy'],
    ['undici.ProxyAgent.new', 'close', 'destroy'],
    ['undici.RetryAgent.new', 'close', 'destroy'],
  ]),
  ...sameKind({ ...DISPATCHER, kind: 'pool' }, [['undici.Pool.new', 'close', 'destroy']]),
  ...sameKind({ ...DISPATCHER, kind: 'client' }, [['undici.Client.new', 'close', 'destroy']]),
];

/** Making one takes 40 to 60 µs; their connections belong to the process, in every version looked at. */
const sdks: readonly ClientApi[] = [
  ...sameKind({ kind: 'sdk', points: 5, instead: ONE_SDK, does: SETS_UP }, [
    ['openai.new'],
    ['openai.OpenAI.new'],
    ['openai.AzureOpenAI.new'],
    ['@anthropic-ai/sdk.new'],
    ['@anthropic-ai/sdk.Anthropic.new'],
    ['groq-sdk.new'],
    ['groq-sdk.Groq.new'],
    ['@grpc/grpc-js.Client.new', 'close'],
  ]),
  ...sameKind({ kind: 'sdk', points: 10, instead: ONE_SDK, does: SETS_UP }, [
    ['stripe.new'],
    ['stripe.Stripe.new'],
    ['stripe()'],
  ]),
];

export const httpClients: readonly ClientApi[] = [...agents, ...sdks];

/** What a generated gRPC client is given: a channel that is plain or encrypted. */
export const GRPC_CREDENTIALS = /^@grpc\/grpc-js\.(?:credentials|ChannelCredentials)\.create\w+\(\)$/;

export const grpcClient: ClientApi = {
  api: '@grpc/grpc-js.Client.new',
  kind: 'sdk',
  closedBy: ['close'],
  points: 5,
  instead: ONE_SDK,
  does: SETS_UP,
};

export const clientFamilies: readonly ClientFamily[] = [
  {
    // Named after its service, with or without `Client`: commands and errors are not. Each client of version 3 has sockets of its own, and looks for credentials anew.
    paths: /^@aws-sdk\/client-(?<service>[\w-]+)\.(?<name>[A-Z]\w*?)(?:Client)?\.new$/,
    modules: String.raw`@aws-sdk/client-[\w-]+`,
    kind: 'client',
    closedBy: ['destroy'],
    points: 50,
    instead: ONE_CLIENT,
  },
  {
    // Version 2 shares its agents.
    paths:
      /^aws-sdk(?:\.(?!Credentials\b|Config\b|Endpoint\b|HttpRequest\b|\w+Credentials\b)[A-Z]\w*(?:\.DocumentClient)?|\/clients\/\w+(?:\.DocumentClient)?)\.new$/,
    modules: String.raw`aws-sdk(?:/clients/\w+)?`,
    kind: 'sdk',
    closedBy: [],
    points: 5,
    instead: ONE_SDK,
    does: SETS_UP,
  },
  {
    // Asks for a token anew, and opens channels of its own.
    paths:
      /^@google-cloud\/[\w-]+\.(?:v\d\w*\.)?(?:\w+Client|BigQuery|Bigtable|Datastore|Firestore|Logging|PubSub|Spanner|Storage|Translate|VertexAI)\.new$/,
    modules: String.raw`@google-cloud/[\w-]+`,
    kind: 'client',
    closedBy: ['close', 'terminate'],
    points: 50,
    instead: ONE_CLIENT,
  },
];
