/** How each package's connections are shared: which methods ask, which change the connection for good, what ends it. */
import type { ApiPath } from '../../src/contracts.ts';

/** Has a pool of its own, from which a connection is borrowed. */
export interface PoolFamily {
  readonly kind: 'pool';
  /** What makes the pool, in the place of the client's class or function. */
  readonly maker: string;
  /** What borrows from it. */
  readonly borrow: string;
  /** Whether making a connection is connecting; else a method does. */
  readonly isConnected: boolean;
  readonly queries: RegExp;
  readonly transactions: RegExp;
  /** Options that are added to an object of options. */
  readonly options: string;
  /** What is called on the new pool. */
  readonly listening: string;
  /** A helper around the new pool. */
  readonly wrapper?: string;
  /** What takes its place with the runtime. */
  readonly runtime: { readonly part: string; readonly name: string };
}

/** One for all who ask at the same time. */
export interface LentFamily {
  readonly kind: 'lent';
  /** Methods that connect, once for each object. */
  readonly connects?: RegExp;
  /** Connecting twice does nothing. */
  readonly connectsAgain?: true;
  /** Making it gives a promise. */
  readonly isAsync?: true;
  /** Events after which it is of no use. */
  readonly lostOn?: readonly string[];
  /** Methods that take a connection over, or change it for everybody. */
  readonly refused?: RegExp;
  /** May be handed to calls as an option: that is what it is made for. */
  readonly isHandedOn?: true;
  /** Calling it asks: `knex('orders')`. */
  readonly isCalled?: true;
}

export type Family = PoolFamily | LentFamily;

const IGNORE = ".on('error', () => {})";

const pg: PoolFamily = {
  ...{ kind: 'pool', maker: 'Pool', borrow: 'connect', isConnected: false, listening: IGNORE },
  queries: /^query$/,
  transactions: /^$/,
  options: 'allowExitOnIdle: true',
  runtime: { part: 'clients/pg', name: 'PgPool' },
};

const mysql2: PoolFamily = {
  ...{ kind: 'pool', maker: 'createPool', borrow: 'getConnection', isConnected: true, listening: '', options: '' },
  queries: /^(?:query|execute)$/,
  transactions: /^(?:beginTransaction|commit|rollback)$/,
  wrapper: 'exitOnIdle',
  runtime: { part: 'clients/mysql2', name: 'Mysql2Pool' },
};

const mariadb: PoolFamily = {
  ...{ kind: 'pool', maker: 'createPool', borrow: 'getConnection', isConnected: true, listening: IGNORE },
  queries: /^(?:query|execute|batch)$/,
  transactions: /^(?:beginTransaction|commit|rollback)$/,
  options: 'minimumIdle: 0, idleTimeout: 5',
  runtime: { part: 'clients/mariadb', name: 'MariadbPool' },
};

const POOLS: ReadonlyMap<ApiPath, PoolFamily> = new Map([
  ['pg.Client.new', pg],
  ['mysql2/promise.createConnection()', mysql2],
  ['mariadb.createConnection()', mariadb],
]);

/** Subscriptions, blocking commands, and what others on the same connection would notice. */
const OF_REDIS =
  /^(?:p|s)?(?:un)?subscribe$|^(?:monitor|select|watch|unwatch|auth|hello|reset|duplicate|call|callBuffer|sendCommand|defineCommand|addBuiltinCommand|wait|waitaof|swapdb|asking|readonly|executeIsolated)$|^client|^b(?:l|r|z)(?:move|m?pop|poplpush|popmin|popmax)|^xread/i;

const LENT: readonly (readonly [RegExp, LentFamily])[] = [
  [/^ioredis(?:\.Redis)?\.new$/, { kind: 'lent', lostOn: ['end'], refused: OF_REDIS }],
  [/^redis\.createClient\(\)$/, { kind: 'lent', connects: /^connect$/, lostOn: ['error', 'end'], refused: OF_REDIS }],
  [/^mongodb\.MongoClient\.new$/, { kind: 'lent', connects: /^connect$/, connectsAgain: true }],
  [/^mongodb\.MongoClient\.connect\(\)$/, { kind: 'lent', isAsync: true }],
  [
    /^@prisma\/client\.PrismaClient\.new$/,
    { kind: 'lent', connects: /^\$connect$/, connectsAgain: true, refused: /^\$(?:on|use|extends)$/ },
  ],
  [
    /^kafkajs\.Kafka\.new\.producer\(\)$/,
    { kind: 'lent', connects: /^connect$/, connectsAgain: true, refused: /^(?:on|transaction)$/ },
  ],
  [/^typeorm\.DataSource\.new$/, { kind: 'lent', connects: /^initialize$/ }],
  [/^amqplib\.connect\(\)$/, { kind: 'lent', isAsync: true, lostOn: ['error', 'close'] }],
  [
    /^(?:nats|@nats-io\/transport-node)\.connect\(\)$/,
    { kind: 'lent', isAsync: true, refused: /^(?:subscribe|reconnect)$/ },
  ],
  [/^mqtt\.connectAsync\(\)$/, { kind: 'lent', isAsync: true, refused: /^subscribe/ }],
  [/^knex(?:\.knex)?\(\)$/, { kind: 'lent', isCalled: true }],
  [/^pg\.Pool\.new$/, { kind: 'lent', lostOn: ['error'] }],
  [/^(?:mysql2(?:\/promise)?|mysql|mariadb)\.createPool\(\)$/, { kind: 'lent' }],
  [/^(?:https?\.Agent|agentkeepalive\.Https?Agent)\.new$/, { kind: 'lent', isHandedOn: true }],
  [/^undici\.(?:Agent|Pool|Client|ProxyAgent|EnvHttpProxyAgent|RetryAgent)\.new$/, { kind: 'lent', isHandedOn: true }],
  [/^(?:https?|socks)-proxy-agent\.\w+\.new$|^proxy-agent\.ProxyAgent\.new$/, { kind: 'lent', isHandedOn: true }],
  [/^openai(?:\.(?:Azure)?OpenAI)?\.new$|^@anthropic-ai\/sdk(?:\.Anthropic)?\.new$/, { kind: 'lent' }],
  [/^@aws-sdk\/client-[\w-]+\.\w+\.new$/, { kind: 'lent' }],
];

/** The family of what an API path makes; undefined where none is known here. */
export function familyOf(api: ApiPath): Family | undefined {
  return POOLS.get(api) ?? LENT.find(([paths]) => paths.test(api))?.[1];
}
