/** What the names of functions say of what they do, where nothing else is known. Data. */

/** Hands back something that is there already: `findOne`, `getPostField`, `isMember`. */
export const READING =
  /^_*(?:get|find|fetch|list|count|search|lookup|lookUp|exists|has|is|can|select|describe|read|stat|head|query|aggregate|distinct)(?=$|[A-Z_0-9])/;

/** Takes one thing away: `deleteMergeRequestNote`. */
export const REMOVING = /^_*(?:delete|remove|unlink|destroy|purge|trash|revoke)(?=$|[A-Z_])/;

/** Names that begin like reading but make, take or wait for something, or read from where the last one stopped. */
export const NOT_READING =
  /(?:[a-z]And|[a-z]Or)[A-Z]|Create|Insert|Update|Upsert|Save|Delete|Remove|Lock|Next|Connection|Client|Instance|Browser|Pool|Session|Context|Bucket|D[bB]$|Database$|Collection$|Transaction|Token|Queue|Cursor|Iterator|Stream|Reader|Writer|Port$|Ticket|Nonce|Input|Answer|Job|Message$|Chunk|Line$|Byte|Element|ByRole|ByText|ByTestId|Schema$|Adapter|Driver|Server$|Manager|Repository|QueryRunner|Random|Unique|Available|Free/;

/** What such a name is called on says that the order matters: the state of a page, a stream, a device. */
export const ORDERED_OBJECTS =
  /^(?:page|browser|driver|frame|locator|screen|canvas|within|user|userEvent|rl|readline|prompts?|inquirer|reader|stream|iterator|it|iter|cursor|socket|lock|mutex|sem|semaphore|queue|channel|device|serial|port|file|handle|fd|response|res|wizard|term|terminal|readable|body)$/i;

/** Objects on which a transaction may be open, or which are one connection. */
export const TRANSACTIONS =
  /^_?(?:trx|tx|txn|transaction|transacting|queryRunner|entityManager|transactionalEntityManager|transactionManager|em|manager|conn|connection|dbClient|pgClient|transactionalSession)$/;

/** The same where only the name of an option, or of what is called on, tells: elsewhere it is most likely a user's. */
export const SESSIONS = /^_?(?:session|t)$/;

/** Options handed on from call to call. */
export const HANDED_ON = /^_?(?:ctx|context|options|opts)$/;

/** Waits, takes turns, or opens and closes what others use. */
export const ORDERED =
  /^_*(?:sleep|delay|wait|pause|timeout|throttle|debounce|backoff|retry|acquire|release|lock|unlock|enqueue|dequeue|schedule|runExclusive|begin|commit|rollback|savepoint|transaction|startTransaction|write|end|flush|drain|emit|yield|next|prompt|confirm|question|rateLimit|consume|poll|(?:add|alter|change|create|drop|remove|rename)(?:Column|Constraint|Index|Indexes|Table|Trigger|View)s?)(?=$|[A-Z_])/;

/** Runs what it is given in its turn, where nothing is called before: `limit(() => read(path))`. */
export const LIMITS = /^_*(?:limit|limiter|limited|throttled|queued|withLock|withLimit)$/;

/** Calls whose callback runs in a transaction. */
export const OPENS_TRANSACTION = /transaction|withTx|inTx|runInTx/i;

/** Only computes, if it isn't waited for. */
export const COMPUTING =
  /^_*(?:get|is|has|can|to|from|as|format|parse|build|make|create|generate|normali[sz]e|escape|unescape|encode|decode|stringify|serialize|deserialize|slug|slugify|hash|compute|calc|calculate|convert|transform|find|filter|map|pick|omit|sort|merge|clone|join|resolve|trim|extract|strip|truncate|capitali[sz]e|render|translate|sum|max|min|abs|assert|nice|pretty|t|i18n|__|cast|wrap|of|equals|compare|match|validate|sanitize|ensure|select|debug|info|warn|error|trace|log|verbose|silly|notice|child)(?=$|[A-Z_0-9])/;

/** Objects that write logs, and functions that do. */
export const LOGS =
  /^(?:console|log|logger|_logger|_log|debug|dbg|winston|pino|bunyan|tracer|Logger|LOG|signale|consola)$/;

/** Lets only so many through at once, or answers from what it has: a limiter, a lock, a queue, a loader. */
export const HOLDS_BACK =
  /limit|throttl|semaphore|^sem$|mutex|queue|bottleneck|^p-?map$|acquire|runExclusive|^schedule$|loader$|dataloader|^memo|cached?$|cache$/i;

/** Verbs that leave the program more often than not, and objects that stand for something outside it. */
export const GOES_OUT =
  /^_*(?:fetch|query|find|search|lookup|count|delete|remove|unlink|purge|list|download|upload|read|stat)(?=$|[A-Z_])/;
export const STANDS_OUTSIDE =
  /(?:[aA]pi|[cC]lient|db|DB|[dD]atabase|[rR]epo|[rR]epository|[mM]odel|[sS]ervice|[sS]tore|[sS]torage|http|[gG]ateway|[aA]dapter|[mM]anager|redis|prisma|knex|[dD]ao|^R)$|^[A-Z][a-z]\w+$/;

/** Objects that only compute, whatever their methods are called. */
export const COMPUTES = /(?:[hH]elpers?|[uU]tils?|[pP]arser|[pP]resenter|[fF]ormatter|[sS]erializer)$/;
