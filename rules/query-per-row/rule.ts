/** query-per-row: a query or a request for each element of a list, where one could ask for all. */
import {
  dependsOnElement,
  eachAround,
  isElementItself,
  isChunked,
  isShortList,
  triesInTurn,
  type Each,
} from '../../src/authoring/each.ts';
import { calledFunction } from '../../src/authoring/functions.ts';
import { queryOf, type Query } from '../../src/authoring/queries.ts';
import { shownCallee } from '../../src/authoring/shown.ts';
import { writesBySql } from '../../src/authoring/statement-text.ts';
import {
  ancestors,
  defineRule,
  descendants,
  isFunction,
  isOnce,
  isWithin,
  unwrap,
  type FunctionNode,
  type Match,
  type Node,
  type SourceFile,
  type TSESTree,
} from '../../src/authoring/rule.ts';
import { constantOf, identifiersIn, isInCatch, referencesTo } from '../../src/authoring/json.ts';
import { queryTriggers } from './triggers.ts';

interface Data extends Query {
  /** The function of this file that asks, where the loop only calls it. */
  readonly through: string | undefined;
  readonly isConcurrent: boolean;
}

/** What runs once in a life, or is written for test data. */
const ONE_OFF = /(?:^|\/)(?:[\w-]*migrations?(?:-[\w-]+)?|seed(?:er)?s?|upgrades?|fixtures|mocks?)\//;

export const rule = defineRule<Data>({
  id: 'query-per-row',
  summary: 'a query or a request for each element of a list (N+1), where one could ask for all',
  triggers: queryTriggers,
  effect: 'waits',
  appliesIn: ['request', 'loop', 'startup', 'worker', 'unknown'],
  detect: (file) => {
    const reported = new Set<string>();
    return {
      CallExpression: (node) => onceForEachList(file, detect(file, node), reported),
      TaggedTemplateExpression: (node) => detectTagged(file, node),
    };
  },
  message: messageOf,
  api: ({ api }) => api,
  cost: ({ kind, isWrite, isConcurrent, confidence }) => ({
    points: kind === 'request' ? 20 : 10,
    unsized: isWrite,
    confidence: confidence * (isWrite ? 0.8 : 1) * (isConcurrent ? 0.9 : 1),
  }),
});

/** Who comes to mend what is asked for a list sees the rest; what is written for it is another matter. */
function onceForEachList(
  file: SourceFile,
  match: Match<Data> | undefined,
  reported: Set<string>,
): Match<Data> | undefined {
  const each = match && eachAround(file, match.node);
  if (!each) return undefined;
  const fn = file.functionOf(each.loop);
  const list = each.list ? file.textOf(each.list) : String(file.spanOf(each.loop)[0]);
  const key = [fn ? file.spanOf(fn)[0] : '', match.data.isWrite, list].join(' ');
  if (reported.has(key)) return undefined;
  reported.add(key);
  return match;
}

function detect(file: SourceFile, call: TSESTree.CallExpression): Match<Data> | undefined {
  const each = eachAround(file, call);
  if (!each || isLeftAlone(file, call, each)) return undefined;
  const own = queryOf(file, call);
  const behind = own ? undefined : queryBehind(file, call);
  const query = own ?? behind?.query;
  if (
    !query ||
    !isOther(file, call, query, each) ||
    travelsTogether(query, each) ||
    isSentTogether(file, each) ||
    isWholeStatement(file, call, each)
  )
    return undefined;
  return { node: call, data: { ...query, isConcurrent: each.isConcurrent, through: behind?.name } };
}

/** `` sql`select … ${row.id}` `` */
function detectTagged(file: SourceFile, node: TSESTree.TaggedTemplateExpression): Match<Data> | undefined {
  const each = file.apiOf(node.tag) === 'postgres()' ? eachAround(file, node) : undefined;
  if (
    !each ||
    isLeftAlone(file, node, each) ||
    !dependsOnElement(file, node.quasi, each) ||
    node.parent.type === 'TemplateLiteral'
  )
    return undefined;
  const isWrite = writesBySql(file, node.quasi) ?? false;
  const instead = isWrite
    ? 'send all rows in one statement, with `${sql(rows)}`'
    : 'ask for all at once, with `= ANY(${ids})` or `IN ${sql(ids)}`';
  return {
    node,
    data: {
      api: 'postgres',
      kind: 'query',
      instead,
      isWrite,
      isPipelined: false,
      confidence: 1,
      isConcurrent: each.isConcurrent,
      through: undefined,
    },
  };
}

function isLeftAlone(file: SourceFile, node: Node, each: Each): boolean {
  return (
    ONE_OFF.test(file.path) ||
    isShortList(file, each) ||
    isChunked(file, each) ||
    triesInTurn(each) ||
    isOnce(file, node) ||
    isInCatch(node, each.turn)
  );
}

/** Whether what is asked depends on the element; for a request, in what follows the host. */
function isOther(file: SourceFile, call: TSESTree.CallExpression, { kind }: Query, each: Each): boolean {
  if (kind === 'query') return dependsOnElement(file, call, each);
  const url = call.arguments[0];
  return url !== undefined && dependsOnElement(file, url, each) && isAtOneHost(file, url, each);
}

/** `${base}/users/${id}`, `base + '/users/' + id`: how it begins is the same for all. */
function isAtOneHost(file: SourceFile, url: Node, each: Each): boolean {
  const inner = unwrap(url);
  if (inner.type === 'TemplateLiteral') {
    const [start] = inner.quasis;
    const [first] = inner.expressions;
    if (start && start.value.raw !== '')
      return (
        /^(?:https?:\/\/[^/]|\/)/.test(start.value.raw) &&
        !(first && start.value.raw.endsWith('://') && dependsOnElement(file, first, each))
      );
    return first !== undefined && !dependsOnElement(file, first, each);
  }
  if (inner.type === 'BinaryExpression' && inner.left.type !== 'PrivateIdentifier')
    return (
      inner.left.type === 'Literal' || isAtOneHost(file, inner.left, each) || !dependsOnElement(file, inner.left, each)
    );
  if (inner.type === 'Identifier') {
    const write = file.variableOf(inner)?.writes[0];
    return (
      write !== undefined &&
      write.path.length === 0 &&
      write.element !== true &&
      /^(?:TemplateLiteral|BinaryExpression)$/.test(write.value.type) &&
      isAtOneHost(file, write.value, each)
    );
  }
  return false;
}

/** Redis sends the commands of one turn together; Prisma joins the `findUnique`s of one. */
function travelsTogether({ isPipelined, api }: Query, { isConcurrent }: Each): boolean {
  return isConcurrent && (isPipelined || /^Prisma: findUnique/.test(api));
}

/** Handed to something that sends them together: `prisma.$transaction(rows.map(…))`. */
function isSentTogether(file: SourceFile, { loop }: Each): boolean {
  for (const at of ancestors(loop)) {
    if (at.type === 'CallExpression' && isSender(at)) return true;
    if (at.type === 'VariableDeclarator') {
      const list = constantOf(file, at.id);
      return list !== undefined && referencesTo(file, list).some((use) => isArgumentOfSender(use));
    }
    if (isFunction(at) || at.type.endsWith('Statement')) return false;
  }
  return false;
}

function isArgumentOfSender(use: Node): boolean {
  for (const at of ancestors(use)) {
    if (at.type === 'CallExpression') return isSender(at);
    if (at.type !== 'SpreadElement' && at.type !== 'ArrayExpression') return false;
  }
  return false;
}

function isSender({ callee }: TSESTree.CallExpression): boolean {
  const { property } = callee.type === 'MemberExpression' ? callee : { property: callee };
  return property.type === 'Identifier' && /^(?:\$transaction|batch|pipeline|multi)$/.test(property.name);
}

/** Statements of a script, one after another: the element is the whole query. */
function isWholeStatement(file: SourceFile, call: TSESTree.CallExpression, each: Each): boolean {
  const [only, ...more] = call.arguments;
  return (
    only?.type === 'Identifier' &&
    more.length === 0 &&
    isElementItself(file, only, each) &&
    /\.(?:exec|query|execute|raw|unsafe|run)$/.test(file.textOf(call.callee))
  );
}

/** The query of a function of this file that asks with what it is given: `for (const id of ids) await load(id)`. */
function queryBehind(
  file: SourceFile,
  call: TSESTree.CallExpression,
): { readonly query: Query; readonly name: string } | undefined {
  const fn = call.arguments.length > 0 ? calledFunction(file, call) : undefined;
  // From one level of a tree to the next nobody can ask for all at once.
  if (!fn || isWithin(call, fn)) return undefined;
  for (const node of descendants(fn.body, isFunction)) {
    if (looksUpFirst(file, node)) return undefined;
    if (node.type !== 'CallExpression' || eachAround(file, node) || isOnce(file, node)) continue;
    const query = queryOf(file, node);
    if (query && query.kind === 'query' && usesParameter(file, node, fn)) {
      return { query: { ...query, confidence: query.confidence * 0.8 }, name: shownCallee(call.callee) };
    }
  }
  return undefined;
}

/** `if (known.has(id)) return …`: most elements need no query. */
function looksUpFirst(file: SourceFile, node: Node): boolean {
  return node.type === 'IfStatement' && /\.(?:has|get)\(|cache|\[\w+\]/i.test(file.textOf(node.test));
}

function usesParameter(file: SourceFile, node: Node, fn: FunctionNode): boolean {
  return identifiersIn(node).some((name) => {
    const variable = file.variableOf(name);
    return variable?.kind === 'param' && variable.scopeFunction === fn;
  });
}

function messageOf({ through, kind, isWrite, instead }: Data): string {
  const what = kind === 'request' ? 'one request' : isWrite ? 'one statement' : 'one query';
  const by = through === undefined ? '' : ` by ${through.replace(/\s+/g, '')}()`;
  return `${what} for each element${by}; ${instead}`;
}
