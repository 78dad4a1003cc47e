/** Calls that ask a database or a service once each, and what asks for many at once: one entry per client. */
import type { ApiPath } from '../contracts.ts';

/** One kind of client, and the calls of it that cost a round trip each. */
export interface QueryClient {
  readonly name: string;
  /** How the value begins on which the calls are made: `pg.` is any client, pool or pooled client of `pg`. */
  readonly made: readonly ApiPath[];
  /** Methods that ask. The last of a chain that is one counts. */
  readonly asks: RegExp;
  /** What to do instead, as an order, for reads; `writes` for methods that change something. */
  readonly instead: string;
  readonly writes?: string;
  /** Calls of one turn of the event loop travel together, so only waiting for each one by one is slow. */
  readonly isPipelined?: true;
}

/** Methods that change something. */
export const WRITES =
  /^(?:insert\w*|create(?!QueryBuilder)\w*|find\w+And(?:Update|Delete|Replace|Remove|Modify)|findOrCreate|save|store|update\w*|upsert\w*|patch\w*|delete\w*|destroy|del|remove\w*|replace\w*|trash|set\w*|hset|hSet|hdel|hDel|incr\w*|decr\w*|expire|sadd|sAdd|srem|sRem|zadd|zAdd|lpush|lPush|rpush|rPush|execute(?:Raw)?|\$executeRaw(?:Unsafe)?|exec|index)$/;

const SQL = 'ask for all at once, with `= ANY($1)` or `IN (…)`';
const SQL_WRITE = 'send all rows in one statement';
const BUILDER =
  /^(?:first|select|pluck|insert|update|patch|del|delete|where|whereIn|findById|findOne|upsert|then|execute|executeTakeFirst|executeTakeFirstOrThrow|returning|count|from|raw|andWhere|limit|orderBy|decrement|increment|onConflict|ignore|merge|throwIfNotFound|innerJoin|leftJoin|join|values|set|all|get|run)$/;

export const queryClients: readonly QueryClient[] = [
  { name: 'pg', made: ['pg.', 'pg-pool.', 'postgres()'], asks: /^(?:query|unsafe)$/, instead: SQL, writes: SQL_WRITE },
  {
    name: 'mysql',
    made: ['mysql.', 'mysql2.', 'mysql2/promise.', 'mariadb.', 'promise-mysql.'],
    asks: /^(?:query|execute)$/,
    instead: 'ask for all at once, with `IN (?)`',
    writes: SQL_WRITE,
  },
  { name: 'mssql', made: ['mssql.', 'tedious.'], asks: /^(?:query|execute|execSql)$/, instead: SQL, writes: SQL_WRITE },
  {
    name: 'mongodb',
    made: ['mongodb.'],
    asks: /^(?:findOne|find|aggregate|countDocuments|count|distinct|findOneAnd\w+|insertOne|updateOne|updateMany|deleteOne|deleteMany|replaceOne)$/,
    instead: 'ask for all at once, with `$in`',
    writes: 'send all with `bulkWrite` or `insertMany`',
  },
  {
    name: 'mongoose',
    made: ['mongoose.'],
    asks: /^(?:findOne|findById|find|aggregate|countDocuments|count|exists|distinct|findOneAnd\w+|findByIdAnd\w+|create|insertOne|updateOne|updateMany|deleteOne|deleteMany|replaceOne)$/,
    instead: 'ask for all at once, with `$in`, or `populate` them',
    writes: 'send all with `bulkWrite` or `insertMany`',
  },
  {
    name: 'Prisma',
    made: ['@prisma/client.PrismaClient.new.'],
    asks: /^(?:find(?:Unique|First)(?:OrThrow)?|findMany|count|aggregate|groupBy|create|update|upsert|delete|updateMany|deleteMany|\$(?:query|execute)Raw(?:Unsafe)?)$/,
    instead: 'ask for all at once: `findMany` with `in`, or `include` the relation',
    writes: 'use `createMany`, `updateMany` with `in`, or at least one `$transaction([…])`',
  },
  {
    name: 'knex',
    made: ['knex()', 'knex.knex()'],
    asks: BUILDER,
    instead: 'ask for all at once, with `whereIn`',
    writes: 'insert an array of rows; change or delete with `whereIn`',
  },
  {
    name: 'TypeORM',
    made: ['typeorm.'],
    asks: /^(?:findOne|findOneBy|findOneOrFail|findOneByOrFail|findBy|find|findAndCount|count|countBy|exists?|existsBy|query|save|insert|update|delete|remove|softDelete|upsert|getOne|getMany|getRawOne|getRawMany|getCount|execute)$/,
    instead: 'ask for all at once: `findBy` with `In(…)`, or load the relation',
    writes: 'hand `save` or `insert` the whole list',
  },
  {
    name: 'Sequelize',
    made: ['sequelize.', 'sequelize-typescript.'],
    asks: /^(?:findByPk|findOne|findAll|findAndCountAll|findOrCreate|findOrBuild|count|sum|max|min|create|update|upsert|destroy|query|increment|decrement|save)$/,
    instead: 'ask for all at once: `findAll` with a list, or `include` the association',
    writes: 'send all with `bulkCreate`, or `update` and `destroy` with a list',
  },
  {
    name: 'Drizzle',
    made: ['drizzle-orm/'],
    asks: /^(?:where|from|findFirst|findMany|values|set|execute|get|all|run|limit|returning)$/,
    instead: 'ask for all at once, with `inArray`',
    writes: 'hand `values` the whole list',
  },
  {
    name: 'Kysely',
    made: ['kysely.Kysely.new'],
    asks: /^execute(?:TakeFirst(?:OrThrow)?)?$/,
    instead: "ask for all at once, with `where(column, 'in', list)`",
    writes: SQL_WRITE,
  },
  {
    name: 'Objection',
    made: ['objection.'],
    asks: BUILDER,
    instead: 'ask for all at once: `findByIds`, `whereIn`, or `withGraphFetched`',
    writes: 'insert an array of rows; change or delete with `whereIn`',
  },
  {
    name: 'RedBean',
    made: ['redbean-node.R'],
    asks: /^(?:findOne|find|findAll|load|getRow|getAll|getCell|getCol|exec|store|trash|count)$/,
    instead: 'ask for all at once, with `IN (…)`',
    writes: SQL_WRITE,
  },
  {
    name: 'Redis',
    made: ['ioredis', 'redis.create', '@redis/client.create'],
    asks: /^(?:get|hget|hGet|hgetall|hGetAll|hmget|hmGet|exists|ttl|pttl|type|smembers|sMembers|sismember|sIsMember|scard|sCard|zscore|zScore|zrange|zRange|llen|lLen|lrange|lRange|set|setex|setEx|hset|hSet|hdel|hDel|del|unlink|incr|incrBy|incrby|decr|expire|sadd|sAdd|srem|sRem|zadd|zAdd|zrem|zRem|lpush|lPush|rpush|rPush)$/,
    instead: 'ask for all at once, with `mget` or a pipeline',
    writes: 'send all in one pipeline',
    isPipelined: true,
  },
  {
    name: 'Elasticsearch',
    made: ['@elastic/elasticsearch.', '@opensearch-project/opensearch.'],
    asks: /^(?:get|search|exists|count|index|update|delete)$/,
    instead: 'ask for all at once, with `mget` or `msearch`',
    writes: 'send all with `bulk`',
  },
];

/** Functions that request a URL. */
export const REQUESTS: ReadonlySet<ApiPath> = new Set([
  '#fetch',
  'node-fetch',
  'node-fetch.default',
  'undici.fetch',
  'undici.request',
  'cross-fetch',
  'cross-fetch.fetch',
  'isomorphic-fetch',
  'axios',
  'axios.get',
  'axios.request',
  'axios.create().get',
  'axios.create().request',
  'axios.create()',
  'got',
  'got.get',
  'got.extend()',
  'got.extend().get',
  'ky',
  'ky.get',
  'ky.create()',
  'ky.create().get',
  'superagent.get',
  'needle.get',
  'needle',
  'request-promise',
  'request-promise.get',
  'request-promise-native',
  'request-promise-native.get',
  'phin',
]);

/** Commands of the AWS SDK that have a twin for many. */
export const COMMANDS: ReadonlyMap<ApiPath, string> = new Map([
  ['@aws-sdk/client-dynamodb.GetItemCommand.new', '`BatchGetItemCommand`'],
  ['@aws-sdk/client-dynamodb.PutItemCommand.new', '`BatchWriteItemCommand`'],
  ['@aws-sdk/client-dynamodb.DeleteItemCommand.new', '`BatchWriteItemCommand`'],
  ['@aws-sdk/lib-dynamodb.GetCommand.new', '`BatchGetCommand`'],
  ['@aws-sdk/lib-dynamodb.PutCommand.new', '`BatchWriteCommand`'],
  ['@aws-sdk/lib-dynamodb.DeleteCommand.new', '`BatchWriteCommand`'],
  ['@aws-sdk/client-s3.DeleteObjectCommand.new', '`DeleteObjectsCommand`'],
  ['@aws-sdk/client-sqs.SendMessageCommand.new', '`SendMessageBatchCommand`'],
  ['@aws-sdk/client-sqs.DeleteMessageCommand.new', '`DeleteMessageBatchCommand`'],
  ['@aws-sdk/client-sns.PublishCommand.new', '`PublishBatchCommand`'],
]);
