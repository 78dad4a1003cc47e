/** What calls that wait for the outside do there: which resource, and whether they only read it. Data. */
import type { ApiPath } from '../contracts.ts';

export type IoResource = 'file' | 'network' | 'database' | 'process' | 'service';

export interface IoEffect {
  readonly kind: 'read' | 'write' | 'delete' | 'ordered';
  readonly resource: IoResource;
  /** Arguments that say which file, address or row, from 0. */
  readonly targets: readonly number[];
}

type Row = readonly [names: string, kind: IoEffect['kind'], targets: readonly number[]];

/** Functions of `fs.promises`; the callback functions of `fs` have the same names, and so has fs-extra. */
const FILES: readonly Row[] = [
  ['readFile readdir readlink realpath stat lstat statfs access exists opendir', 'read', [0]],
  ['pathExists readJson readJSON', 'read', [0]],
  ['writeFile truncate chmod lchmod chown lchown utimes lutimes mkdir', 'write', [0]],
  ['outputFile writeJson writeJSON outputJson outputJSON ensureDir ensureFile mkdirs mkdirp emptyDir', 'write', [0]],
  ['copyFile cp rename symlink link copy move', 'write', [1]],
  ['appendFile', 'ordered', [0]],
  ['unlink rm remove', 'delete', [0]],
  // A folder can only go when those in it are gone.
  ['rmdir', 'ordered', [0]],
];

const FILE_MODULES = ['fs.promises', 'fs', 'fs-extra', 'graceful-fs', 'graceful-fs.promises', 'mz/fs'];

const NAMES: readonly Row[] = [
  [
    'lookup lookupService resolve resolve4 resolve6 resolveMx resolveTxt resolveSrv resolveCname resolveNs reverse',
    'read',
    [0],
  ],
];

/** By path, for promises and for what `util.promisify` makes of callbacks. */
export const ioEffects: ReadonlyMap<ApiPath, IoEffect> = new Map([
  ...FILE_MODULES.flatMap((module) => rowsOf(module, 'file', FILES)),
  ...['dns.promises', 'dns'].flatMap((module) => rowsOf(module, 'network', NAMES)),
  ...['rimraf', 'rimraf.rimraf', 'del', 'del.deleteAsync'].map((api) => entry(api, 'delete', 'file')),
  ...['glob', 'glob.glob', 'fast-glob', 'fast-glob.glob', 'globby', 'globby.globby'].map((api) =>
    entry(api, 'read', 'file'),
  ),
]);

function rowsOf(module: string, resource: IoResource, rows: readonly Row[]): (readonly [ApiPath, IoEffect])[] {
  return rows.flatMap(([names, kind, targets]) =>
    names.split(' ').map((name) => [`${module}.${name}`, { kind, resource, targets }] as const),
  );
}

function entry(api: ApiPath, kind: IoEffect['kind'], resource: IoResource): readonly [ApiPath, IoEffect] {
  return [api, { kind, resource, targets: [0] }];
}

/** Functions that make a request, given the address first; `method` in their options says which kind. */
export const FETCHERS =
  /^(?:#fetch|node-fetch|undici\.(?:fetch|request)|cross-fetch(?:\.fetch)?|isomorphic-fetch|axios(?:\.request)?|axios\.create\(\)(?:\.request)?|got|got\.extend\(\)|ky|ky\.create\(\)|ofetch(?:\.(?:ofetch|\$fetch))?|make-fetch-happen|needle)$/;

/** The same with the kind in the name: `axios.get`. */
export const REQUESTERS =
  /^(?:axios(?:\.create\(\))?|got(?:\.extend\(\))?|ky(?:\.create\(\))?|superagent|needle|request-promise(?:-native)?|undici\.(?:Pool|Client|Agent)\.new)\.(?<method>get|head|options|post|put|patch|delete|del)$/;

/** Clients of databases with a connection for each query: two at once don't wait for each other. */
export const POOLS =
  /^(?:pg(?:\.native)?\.Pool\.new|pg-pool\.new|postgres\(\)|mysql2?(?:\/promise)?\.createPool\(\)|mariadb\.createPool\(\)|mssql\.ConnectionPool\.new|knex(?:\.knex)?\(\)|sequelize(?:\.Sequelize)?\.new|typeorm\.DataSource\.new|@prisma\/client\.PrismaClient\.new|mongodb\.MongoClient\.new|mongoose|ioredis(?:\.Redis|\.Cluster)?\.new|redis\.create(?:Client|Cluster)\(\)|@elastic\/elasticsearch\.Client\.new)(?=$|[.(])/;

/** One connection, which does one thing after another, and on which a transaction may be open. */
export const CONNECTIONS =
  /^(?:pg(?:\.native)?\.Client\.new|pg\.Pool\.new\.connect\(\)|mysql2?(?:\/promise)?\.createConnection\(\)|mysql2?(?:\/promise)?\.createPool\(\)\.getConnection\(\)|mariadb\.createConnection\(\)|tedious\.Connection\.new)(?=$|[.(])/;

/** Only compute. */
export const PURE_APIS =
  /^(?:#(?:Math|JSON|Object|Array|String|Number|Boolean|Symbol|BigInt|Date|RegExp|Error|TypeError|RangeError|Map|Set|WeakMap|WeakSet|URL|URLSearchParams|Buffer|Promise|Intl|Uint8Array|parseInt|parseFloat|isNaN|isFinite|encodeURIComponent|decodeURIComponent|encodeURI|decodeURI|structuredClone|console|performance|btoa|atob|require|AbortController|AbortSignal|Headers|Request|Response|FormData|Blob|TextEncoder|TextDecoder|process\.(?:cwd|hrtime|memoryUsage|uptime))|path|upath|pathe|url|querystring|qs|os|util|assert|lodash|lodash-es|underscore|ramda|date-fns|dayjs|moment|luxon|chalk|picocolors|debug|winston|pino|bunyan|log4js|semver|uuid|nanoid|ms|mime|mime-types|he|slugify|validator|ip|crypto\.(?:createHash|createHmac|randomUUID|randomBytes|timingSafeEqual)|bluebird\.(?:resolve|all))(?=$|[.(])/;

/** Change the object they are called on, one the program has made: what is read from it then depends on them. */
export const CHANGES_ITSELF =
  /^#\w+\.new\.(?:add|append|clear|delete|fill|pop|push|reverse|set\w*|shift|sort|splice|unshift)$/;

/** Wait for time to pass. */
export const SLEEPS =
  /^(?:#(?:setTimeout|setInterval|setImmediate)|timers\.(?:promises\.)?set\w+|delay|p-sleep|sleep-promise|bluebird\.delay)(?=$|[.(])/;

/** Change what they are given first. */
export const CHANGES_FIRST =
  /^(?:#Object\.(?:assign|defineProperty|defineProperties|setPrototypeOf)|#Reflect\.(?:set|deleteProperty|defineProperty)|(?:lodash|lodash-es|underscore)\.(?:assign|assignIn|assignWith|defaults|defaultsDeep|extend|merge|mergeWith|set|setWith|unset|update|pull|pullAll|remove|fill)|deepmerge\.into)$/;

/** Start a process and hand back a promise. */
export const PROCESSES =
  /^(?:execa(?:\.(?:execa|\$|command|execaCommand))?|zx\.\$|tinyexec\.(?:x|exec)|child_process\.(?:exec|execFile|spawn))$/;
