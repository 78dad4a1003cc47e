/** What a file that asks for each element holds: a loop, and near it the name of a method that asks. */

const LOOP =
  '(?:\\bfor\\s*(?:await\\s*)?\\(|\\.\\s*(?:map|forEach|flatMap|filter|reduce|some|every|each|mapSeries)\\s*\\(|\\b(?:async\\.\\w+|pMap|eachLimit|mapLimit|forEachSeries|eachSeries)\\s*\\()';
/** Names hardly anything else has. */
const ASKS =
  'query|execute|findOne\\w{0,20}|findByPk|findById\\w{0,20}|findBy|find(?:Unique|First)(?:OrThrow)?|findMany|findAll|findAndCount\\w{0,3}|findOrCreate|countDocuments|aggregate|updateOne|updateMany|insertOne|deleteOne|deleteMany|replaceOne|distinct|upsert|executeTakeFirst\\w{0,10}|getRow|getAll|store|bulkCreate|raw|oneOrNone|any';
/** Names that need to be waited for to mean anything. */
const AWAITED =
  'get|hget|hGet|hgetall|hGetAll|set|setex|setEx|exists|del|incr|sismember|sIsMember|smembers|sMembers|zscore|zScore|lrange|lRange|expire|find|create|update|insert|delete|destroy|save|count|patch|first|exec|load|trash|where|del|send|getOne|getMany|index|search|request|values';

/** A loop shortly before, or a loop further on which calls a function that asks. */
function inLoop(asks: string): RegExp {
  return new RegExp(`${asks}(?:(?<=${LOOP}[^]{0,2500})|(?=[^]{0,4000}${LOOP}))`);
}

export const queryTriggers: readonly RegExp[] = [
  inLoop(`\\.(?:${ASKS})(?:<[^()]{0,80}>)?\\(`),
  new RegExp(
    `\\bawait\\s+[\\w$.()'"\`\\s,:{}[\\]]{1,300}\\.(?:${AWAITED})(?:<[^()]{0,80}>)?\\((?<=${LOOP}[^]{0,2500})`,
  ),
  new RegExp(`\\b(?:fetch|axios|got|ky|needle|superagent)(?:\\.(?:get|request))?\\((?<=${LOOP}[^]{0,2500})`),
  new RegExp(`\\bsql\`(?<=${LOOP}[^]{0,2500})`),
];
