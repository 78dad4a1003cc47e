/** What makes a client, a pool or an agent: one line each. */
import type { ApiPath } from '../contracts.ts';
import type { Points } from './sync-api.ts';

export type ClientKind = 'client' | 'pool' | 'agent';

/** One way to make something that holds connections, and what making it per request costs. */
export interface ClientApi {
  /** The object made: `pg.Pool.new` is an instance, `mysql2.createPool()` the result of a call. */
  readonly api: ApiPath;
  readonly kind: ClientKind;
  /** Methods that end it. */
  readonly closedBy: readonly string[];
  readonly points: Points;
  /** What to do instead, as an order. */
  readonly instead: string;
}

const ONE_POOL = 'make one pool at module level and query it';
const ONE_CLIENT = 'connect once at module level and share the client';
const ONE_AGENT = 'make one agent with `keepAlive: true` at module level and hand it to every call';
const ONE_DISPATCHER = 'make one dispatcher at module level and hand it to every call';

function entry(
  api: ApiPath,
  kind: ClientKind,
  closedBy: readonly string[],
  points: Points,
  instead: string,
): ClientApi {
  return { api, kind, closedBy, points, instead };
}

/**
 * Every client known. Measured over loopback, without TLS, connecting takes 0.7 to
 * 1.6 ms of CPU and 1 to 5 ms until the answer: hence 100, the same as starting a process.
 */
export const clientApis: readonly ClientApi[] = [
  entry('pg.Client.new', 'client', ['end'], 100, ONE_POOL),
  entry('pg.Pool.new', 'pool', ['end'], 100, ONE_POOL),
  entry('pg.native.Client.new', 'client', ['end'], 100, ONE_POOL),
  entry('pg.native.Pool.new', 'pool', ['end'], 100, ONE_POOL),
  entry('pg-pool.new', 'pool', ['end'], 100, ONE_POOL),
  entry('postgres()', 'pool', ['end'], 100, ONE_POOL),
  entry('mysql.createConnection()', 'client', ['end', 'destroy'], 100, ONE_POOL),
  entry('mysql.createPool()', 'pool', ['end'], 100, ONE_POOL),
  entry('mysql2.createConnection()', 'client', ['end', 'destroy'], 100, ONE_POOL),
  entry('mysql2.createPool()', 'pool', ['end'], 100, ONE_POOL),
  entry('mysql2.createPoolCluster()', 'pool', ['end'], 100, ONE_POOL),
  entry('mysql2/promise.createConnection()', 'client', ['end', 'destroy'], 100, ONE_POOL),
  entry('mysql2/promise.createPool()', 'pool', ['end'], 100, ONE_POOL),
  entry('mysql2/promise.createPoolCluster()', 'pool', ['end'], 100, ONE_POOL),
  entry('mariadb.createConnection()', 'client', ['end', 'destroy'], 100, ONE_POOL),
  entry('mariadb.createPool()', 'pool', ['end'], 100, ONE_POOL),
  entry('mssql.ConnectionPool.new', 'pool', ['close'], 100, ONE_POOL),
  entry('tedious.Connection.new', 'client', ['close'], 100, ONE_POOL),
  entry('mongodb.MongoClient.new', 'pool', ['close'], 100, ONE_CLIENT),
  entry('mongodb.MongoClient.connect()', 'pool', ['close'], 100, ONE_CLIENT),
  entry('mongoose.createConnection()', 'pool', ['close', 'destroy'], 100, ONE_CLIENT),
  entry('@prisma/client.PrismaClient.new', 'pool', ['$disconnect'], 100, ONE_CLIENT),
  entry('knex()', 'pool', ['destroy'], 100, ONE_POOL),
  entry('knex.knex()', 'pool', ['destroy'], 100, ONE_POOL),
  entry('typeorm.DataSource.new', 'pool', ['destroy'], 100, ONE_POOL),
  entry('sequelize.new', 'pool', ['close'], 100, ONE_POOL),
  entry('sequelize.Sequelize.new', 'pool', ['close'], 100, ONE_POOL),
  entry('ioredis.new', 'client', ['quit', 'disconnect'], 100, ONE_CLIENT),
  entry('ioredis.Redis.new', 'client', ['quit', 'disconnect'], 100, ONE_CLIENT),
  entry('ioredis.Cluster.new', 'client', ['quit', 'disconnect'], 100, ONE_CLIENT),
  entry('redis.createClient()', 'client', ['quit', 'disconnect', 'close', 'destroy', 'end'], 100, ONE_CLIENT),
  entry('redis.createCluster()', 'client', ['quit', 'disconnect', 'close', 'destroy'], 100, ONE_CLIENT),
  entry('redis.createClientPool()', 'pool', ['close', 'destroy'], 100, ONE_CLIENT),
  entry('amqplib.connect()', 'client', ['close'], 100, ONE_CLIENT),
  entry('@elastic/elasticsearch.Client.new', 'pool', ['close'], 50, ONE_CLIENT),
  entry('@aws-sdk/client-s3.S3Client.new', 'client', ['destroy'], 50, ONE_CLIENT),
  entry('@aws-sdk/client-sqs.SQSClient.new', 'client', ['destroy'], 50, ONE_CLIENT),
  entry('@aws-sdk/client-sns.SNSClient.new', 'client', ['destroy'], 50, ONE_CLIENT),
  entry('@aws-sdk/client-dynamodb.DynamoDBClient.new', 'client', ['destroy'], 50, ONE_CLIENT),
  entry('@aws-sdk/client-secrets-manager.SecretsManagerClient.new', 'client', ['destroy'], 50, ONE_CLIENT),
  entry('http.Agent.new', 'agent', ['destroy'], 20, ONE_AGENT),
  entry('https.Agent.new', 'agent', ['destroy'], 50, ONE_AGENT),
  entry('agentkeepalive.new', 'agent', ['destroy'], 20, ONE_AGENT),
  entry('agentkeepalive.HttpsAgent.new', 'agent', ['destroy'], 50, ONE_AGENT),
  entry('undici.Agent.new', 'agent', ['close', 'destroy'], 50, ONE_DISPATCHER),
  entry('undici.Pool.new', 'pool', ['close', 'destroy'], 50, ONE_DISPATCHER),
  entry('undici.Client.new', 'client', ['close', 'destroy'], 50, ONE_DISPATCHER),
];
