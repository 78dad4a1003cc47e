/** Recognises a call that asks a database, a cache or a service, by what it is called on or, failing that, by its shape. */
import type { TSESTree } from '@typescript-eslint/types';
import { COMMANDS, queryClients, REQUESTS, WRITES, type QueryClient } from '../apis/queries.ts';
import type { Node, SourceFile } from '../contracts.ts';
import { isClass, keyName, unwrap } from '../syntax/node.ts';
import { literalOf, writesBySql } from './statement-text.ts';

export { REQUESTS } from '../apis/queries.ts';

/** A call that costs a round trip. */
export interface Query {
  /** As shown to people: `Prisma.findUnique`. */
  readonly api: string;
  readonly kind: 'query' | 'request';
  /** What to do instead for many of them, as an order. */
  readonly instead: string;
  readonly isWrite: boolean;
  /** Calls of one turn of the event loop travel together. */
  readonly isPipelined: boolean;
  /** 0 to 1: how sure it is that this is such a call. */
  readonly confidence: number;
}

/** Prepared or collected, to be sent at once. */
const COLLECTED = /\b(?:pipeline|multi|batch|bulk|initialize\w*BulkOp)\(\)/;
const COLLECTOR = /^(?:multi|pipe(?:line)?|batch|bulk\w*|commands)$/i;

/** Methods of the answer, or of the promise of it. */
const ANSWERS = /^(?:then|catch|finally|json|text|blob|buffer|arrayBuffer)$/;

/** Reads the outermost call of a chain as one that asks; undefined for anything else. */
export function queryOf(file: SourceFile, call: TSESTree.CallExpression): Query | undefined {
  if (isPartOfChain(call)) return undefined;
  const chain = chainOf(call);
  if (ANSWERS.test(chain.names.at(-1) ?? '')) return undefined;
  return byClient(file, call, chain) ?? requestOf(file, call) ?? commandOf(file, call) ?? byShape(file, call, chain);
}

interface Chain {
  /** Where the chain of calls starts: `db` for `db.select().from(t).where(c)`. */
  readonly root: Node;
  /** The names on the way, outermost last. */
  readonly names: readonly string[];
}

/** Whether the call is only a step of a longer one: `knex('t')` in `knex('t').where(…)`. Promises' own methods are none. */
function isPartOfChain({ parent }: Node): boolean {
  if (parent?.type !== 'MemberExpression' || parent.parent.type !== 'CallExpression') return false;
  const name = keyName(parent.property, parent.computed) ?? '';
  return parent.parent.callee === parent && !ANSWERS.test(name);
}

function chainOf(call: TSESTree.CallExpression): Chain {
  const names: string[] = [];
  let at: Node = call;
  for (;;) {
    at = unwrap(at);
    if (at.type === 'CallExpression') at = at.callee;
    else if (at.type === 'MemberExpression' && at.object.type !== 'ThisExpression') {
      names.unshift(keyName(at.property, at.computed) ?? '');
      at = at.object;
    } else return { root: at, names };
  }
}

function byClient(file: SourceFile, call: TSESTree.CallExpression, { root, names }: Chain): Query | undefined {
  const path = file.apiOf(root) ?? superClassOf(file, root);
  if (path === undefined) return undefined;
  const full = [path, ...names.slice(0, -1)].join('.');
  const client = queryClients.find(({ made }) => made.some((start) => full.startsWith(start) || path === start));
  const isCollected = COLLECTED.test(path) || names.some((name) => COLLECTOR.test(name));
  if (!client || isCollected || (root.type === 'Identifier' && COLLECTOR.test(root.name))) return undefined;
  const method = names.findLast((name) => client.asks.test(name));
  if (method === undefined) return undefined;
  return queryBy(client, method, { names, confidence: 1, isWrite: writesBySql(file, call.arguments[0]) });
}

interface Seen {
  readonly names: readonly string[];
  readonly confidence: number;
  /** Undefined where only the names tell. */
  readonly isWrite: boolean | undefined;
}

function queryBy(client: QueryClient, method: string, { names, confidence, isWrite: known }: Seen): Query {
  const writing = names.find((name) => WRITES.test(name));
  const isWrite = known ?? writing !== undefined;
  return {
    api: `${client.name}: ${writing ?? method}`,
    kind: 'query',
    instead: (isWrite ? client.writes : undefined) ?? client.instead,
    isWrite,
    isPipelined: client.isPipelined === true,
    confidence,
  };
}

/** `class User extends Model` in this file. */
function superClassOf(file: SourceFile, root: Node): string | undefined {
  const variable = root.type === 'Identifier' ? file.variableOf(root) : undefined;
  const declaration = variable?.kind === 'class' ? variable.declaration : undefined;
  const parent = declaration && isClass(declaration) ? declaration.superClass : undefined;
  return parent ? file.apiOf(parent) : undefined;
}

/** A request of a URL whose host is the same each time; what is sent elsewhere can't go together. */
function requestOf(file: SourceFile, call: TSESTree.CallExpression): Query | undefined {
  const api = file.calleeOf(call);
  const [url, options] = call.arguments;
  if (api === undefined || !REQUESTS.has(api) || !url || !isReading(file, options)) return undefined;
  return {
    api: api.replace(/^#/, '').replace(/\(\)/g, ''),
    kind: 'request',
    instead: 'if the service can answer for many, ask once; otherwise ask a few at a time and keep the answers',
    isWrite: false,
    isPipelined: false,
    confidence: 0.5,
  };
}

function isReading(file: SourceFile, options: Node | undefined): boolean {
  return !options || !/\bmethod\b(?!\s*:\s*['"]GET)|\bbody\b|\bdata\s*:/i.test(file.textOf(options));
}

/** `client.send(new GetCommand({ … }))`. */
function commandOf(file: SourceFile, call: TSESTree.CallExpression): Query | undefined {
  const [command] = call.arguments;
  const api = command?.type === 'NewExpression' ? file.apiOf(command) : undefined;
  const twin = api === undefined ? undefined : COMMANDS.get(api);
  if (api === undefined || twin === undefined) return undefined;
  const name = /(\w+)\.new$/.exec(api)?.[1] ?? api;
  return {
    api: name,
    kind: 'query',
    instead: `send them together, with ${twin}`,
    isWrite: !name.startsWith('Get'),
    isPipelined: false,
    confidence: 0.9,
  };
}

interface Shape {
  /** Whose advice fits; undefined where several clients have such calls. */
  readonly client: string | undefined;
  readonly isIt: (root: string, names: readonly string[], first: Node | undefined, file: SourceFile) => boolean;
}

const STATEMENT = /^\s*(?:select|insert|update|delete|with|replace|merge)\b/i;
const MODEL = /^[A-Z]\w*$/;
const REPOSITORY = /(?:repo|repository|model|dao)$/i;

/** Objects from other files, told by calls that nothing else has. */
const shapes: readonly Shape[] = [
  {
    client: 'Sequelize',
    isIt: (root, names) =>
      isModel(root, names) && /^(?:findByPk|findAndCountAll|findOrCreate|bulkCreate)$/.test(names.at(-1) ?? ''),
  },
  {
    client: undefined,
    isIt: (root, names) =>
      isModel(root, names) &&
      names.some((name) =>
        /^(?:findById|findByIdAnd\w+|findOneAnd\w+|countDocuments|updateOne|deleteOne|insertOne)$/.test(name),
      ),
  },
  {
    // Drizzle has these too.
    client: undefined,
    isIt: (root, names) =>
      names.length >= 2 &&
      (/^(?:findUnique|findFirst|findUniqueOrThrow|findFirstOrThrow|findMany)$/.test(names.at(-1) ?? '') ||
        (/prisma/i.test([root, ...names.slice(0, -2)].join('.')) &&
          /^(?:upsert|create|update|delete|count)$/.test(names.at(-1) ?? ''))),
  },
  {
    client: undefined,
    isIt: (root, names) =>
      REPOSITORY.test(names.at(-2) ?? root) &&
      /^(?:findOneBy|findOneByOrFail|findOne|findOneOrFail|findBy|find|findById|save)$/.test(names.at(-1) ?? ''),
  },
  {
    client: 'Objection',
    isIt: (root, names) => {
      const at = names.indexOf('query');
      return (
        at !== -1 &&
        at < names.length - 1 &&
        (names.length > 1 || MODEL.test(root)) &&
        names.slice(at + 1).every((name) => /^[a-z]/.test(name)) &&
        BUILDS.test(names.slice(at + 1).join(' '))
      );
    },
  },
  {
    client: 'knex',
    isIt: (root, names, first, file) =>
      /^(?:knex|trx|db)$/i.test(root) &&
      names.length > 0 &&
      first !== undefined &&
      typeof literalOf(file, first) === 'string' &&
      BUILDS.test(names.join(' ')),
  },
  {
    client: undefined,
    isIt: (root, names, _first, file) =>
      isModel(root, names) &&
      (/^(?:findOne|findAll)$/.test(names.at(-1) ?? '') ||
        (/^(?:destroy|create|update|upsert)$/.test(names.at(-1) ?? '') && comesFromModels(file, root))),
  },
];

const BUILDS = /\b(?:where\w*|findById|insert|patch|first|del|delete|update|select|findOne|upsert)\b/;

/** `import { User } from './models'`: other modules have a `create` and an `update` too. */
function comesFromModels(file: SourceFile, root: string): boolean {
  return (
    file
      .nodes('ImportDeclaration')
      .some(
        ({ source, specifiers }) => MODELS.test(source.value) && specifiers.some(({ local }) => local.name === root),
      ) || new RegExp(`\\b${root}\\b[^;\\n]{0,80}require\\([^)]{0,60}(?:model|entit|schema)`, 'i').test(file.text)
  );
}

const MODELS = /model|entit|schema|collections?\b/i;

function isModel(root: string, names: readonly string[]): boolean {
  const name = names.at(-2) ?? root;
  return MODEL.test(name) && !/^(?:Object|Array|Promise|Map|Set|Math|JSON|Reflect|Date)$|Manager$|Service$/.test(name);
}

function byShape(file: SourceFile, call: TSESTree.CallExpression, { root, names }: Chain): Query | undefined {
  if (BUILT_IN.test(file.apiOf(root) ?? '')) return undefined;
  const name =
    root.type === 'Identifier'
      ? root.name
      : root.type === 'MemberExpression'
        ? (keyName(root.property, root.computed) ?? '')
        : '';
  if (isStatement(file, call)) {
    const isSql = /^(?:query|execute|raw|any|one|oneOrNone|many|manyOrNone|none)$/.test(names.at(-1) ?? name);
    const isLocal = /sqlite|^stmt$/i.test(name);
    return isSql && !isLocal
      ? {
          api: `SQL: ${names.at(-1) ?? name}`,
          kind: 'query',
          instead: SQL_INSTEAD,
          isWrite: writesBySql(file, call.arguments[0]) ?? false,
          isPipelined: false,
          confidence: 0.8,
        }
      : undefined;
  }
  const shape = shapes.find(({ isIt }) => isIt(name, names, firstArgumentOf(call), file));
  if (!shape) return undefined;
  const client = queryClients.find((one) => one.name === shape.client);
  const query = queryBy(client ?? SOME_CLIENT, names.at(-1) ?? '', {
    names,
    confidence: 0.7,
    isWrite: undefined,
  });
  return client ? query : { ...query, api: [name, ...names].slice(-2).join('.') };
}

/** Globals of the language and of browsers; others may be the program's own. */
const BUILT_IN =
  /^#(?:Array|Date|JSON|Map|Math|Object|Promise|Reflect|Set|URL|caches|console|document|indexedDB|localStorage|process|window)\b/;

/** What can be said where the library isn't known. */
const SOME_CLIENT: QueryClient = {
  name: '',
  made: [],
  asks: /./,
  instead: 'ask for all at once, with a list of keys',
  writes: 'send all in one statement or one bulk call',
};

const SQL_INSTEAD = 'use one statement for all, with a list (`IN (…)`, `= ANY($1)`) or several rows';

function isStatement(file: SourceFile, call: TSESTree.CallExpression): boolean {
  const text = call.arguments[0] && literalOf(file, call.arguments[0]);
  return typeof text === 'string' && STATEMENT.test(text);
}

/** The first argument of the innermost call: the table of `knex('users').where(…)`. */
function firstArgumentOf(call: TSESTree.CallExpression): Node | undefined {
  let at: Node = call;
  let first: Node | undefined;
  for (;;) {
    at = unwrap(at);
    if (at.type === 'CallExpression') {
      first = at.callee.type === 'Identifier' ? at.arguments[0] : undefined;
      at = at.callee;
    } else if (at.type === 'MemberExpression') at = at.object;
    else return first;
  }
}
