/** Clients and pools of databases, caches and search engines: one line each. */
import { ONE_CLIENT, ONE_POOL, sameKind, type ClientApi } from './client-api.ts';

const POOL = { kind: 'pool', points: 100, instead: ONE_POOL } as const;
const CLIENT_OF_POOL = { kind: 'client', points: 100, instead: ONE_POOL } as const;
const POOLING_CLIENT = { kind: 'pool', points: 100, instead: ONE_CLIENT } as const;
const CLIENT = { kind: 'client', points: 100, instead: ONE_CLIENT } as const;

const sql: readonly ClientApi[] = [
  ...sameKind(CLIENT_OF_POOL, [
    ['pg.Client.new', 'end'],
    ['pg.native.Client.new', 'end'],
    ['mysql.createConnection()', 'end', 'destroy'],
    ['mysql2.createConnection()', 'end', 'destroy'],
    ['mysql2/promise.createConnection()', 'end', 'destroy'],
    ['mariadb.createConnection()', 'end', 'destroy'],
    ['mariadb/callback.createConnection()', 'end', 'destroy'],
    ['tedious.Connection.new', 'close'],
    ['oracledb.getConnection()', 'close', 'release'],
  ]),
  ...sameKind(POOL, [
    ['pg.Pool.new', 'end'],
    ['pg.native.Pool.new', 'end'],
    ['pg-pool.new', 'end'],
    ['pg-promise()()', '$pool'],
    ['postgres()', 'end'],
    ['mysql.createPool()', 'end'],
    ['mysql2.createPool()', 'end'],
    ['mysql2.createPoolCluster()', 'end'],
    ['mysql2/promise.createPool()', 'end'],
    ['mysql2/promise.createPoolCluster()', 'end'],
    ['mariadb.createPool()', 'end'],
    ['mariadb.createPoolCluster()', 'end'],
    ['mariadb/callback.createPool()', 'end'],
    ['mariadb/callback.createPoolCluster()', 'end'],
    ['mssql.ConnectionPool.new', 'close'],
    ['oracledb.createPool()', 'close'],
    ['knex()', 'destroy'],
    ['knex.knex()', 'destroy'],
    ['typeorm.DataSource.new', 'destroy', 'close'],
    ['sequelize.new', 'close'],
    ['sequelize.Sequelize.new', 'close'],
    ['sequelize-typescript.Sequelize.new', 'close'],
  ]),
];

/** Fails where the connection is open already, so only what is closed again is made for each call. */
const typeorm: readonly ClientApi[] = sameKind({ ...POOL, onlyClosed: true }, [
  ['typeorm.createConnection()', 'close'],
]);

const others: readonly ClientApi[] = [
  ...sameKind(POOLING_CLIENT, [
    ['mongodb.MongoClient.new', 'close'],
    ['mongodb.MongoClient.connect()', 'close'],
    ['mongoose.createConnection()', 'close', 'destroy'],
    ['mongoose.mongoose.createConnection()', 'close', 'destroy'],
    ['@prisma/client.PrismaClient.new', '$disconnect'],
    ['cassandra-driver.Client.new', 'shutdown'],
    ['neo4j-driver.driver()', 'close'],
    ['redis.createClientPool()', 'close', 'destroy'],
  ]),
  // mongoose holds one connection for the process: a second connect() to the same server waits for nothing.
  ...sameKind({ ...POOLING_CLIENT, endedBy: ['mongoose.disconnect', 'mongoose.connection.close'] }, [
    ['mongoose.connect()'],
  ]),
  ...sameKind(CLIENT, [
    ['ioredis.new', 'quit', 'disconnect'],
    ['ioredis.Redis.new', 'quit', 'disconnect'],
    ['ioredis.Cluster.new', 'quit', 'disconnect'],
    ['redis.createClient()', 'quit', 'disconnect', 'close', 'destroy', 'end'],
    ['redis.createCluster()', 'quit', 'disconnect', 'close', 'destroy'],
  ]),
  ...sameKind({ ...POOLING_CLIENT, points: 50 }, [
    ['@elastic/elasticsearch.Client.new', 'close'],
    ['@opensearch-project/opensearch.Client.new', 'close'],
    ['@clickhouse/client.createClient()', 'close'],
    ['memcached.new', 'end'],
    ['memjs.Client.create()', 'close', 'quit'],
  ]),
];

export const databaseClients: readonly ClientApi[] = [...sql, ...typeorm, ...others];
