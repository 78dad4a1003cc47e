/** A connection per request becomes one that is borrowed from a pool and given back, or the pool itself. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Additions, LocalRewrite, LocalSite } from '../../src/authoring/codemod-local.ts';
import { type Edit, type Node } from '../../src/authoring/rule.ts';
import { refuse, type Refused } from './codes.ts';
import type { PoolFamily } from './families.ts';
import { borrow, finallyAround } from './borrowed.ts';
import { declarePool } from './declared.ts';
import { ACTS, isHarmless } from './harmless.ts';
import { closingOf, heldBy, runsWithin, type Closing, type Held, type Use } from './held.ts';
import { removal, siblingsOf, statementOf } from './lines.ts';
import { poolText, type Making } from './maker.ts';
import { sameOptions } from './options.ts';
import { traceOf } from './statements.ts';

/** How the connection is used, where all of it can be seen. */
export interface Usage {
  readonly held: Held;
  readonly connects: readonly Use[];
  readonly closings: readonly Closing[];
  readonly queries: readonly Use[];
  readonly hasTransaction: boolean;
  /** Statements rely on those before them. */
  readonly isOne: boolean;
}

/** The edits for a client of a family with pools, or why it is left. */
export function rewritePooled(site: LocalSite, made: Making, family: PoolFamily, additions: Additions): LocalRewrite {
  const { file } = site;
  const held = heldBy(file, made);
  if (!held) return refuse(file, 'pooled-clients/not-a-variable');
  const closers = family.maker === 'Pool' ? /^end$/ : /^(?:end|destroy)$/;
  const usage = usageOf(site, held, family, closers);
  if ('code' in usage) return usage;
  if (!family.isConnected && usage.connects.length !== 1) return refuse(file, 'pooled-clients/connect-apart');
  if (usage.closings.length === 0) return refuse(file, 'pooled-clients/not-in-finally');
  const inFinally = usage.closings.some(({ whole }) => finallyAround(whole, held) !== undefined);
  if (inFinally) return borrow(site, made, family, additions, usage);
  if (usage.isOne || usage.hasTransaction) return refuse(file, 'pooled-clients/not-in-finally');
  return asPool(site, made, family, additions, usage);
}

function usageOf({ file }: LocalSite, held: Held, family: PoolFamily, closers: RegExp): Usage | Refused {
  const connects: Use[] = [];
  const closings: Closing[] = [];
  const queries: Use[] = [];
  let [hasTransaction, isOne] = [false, false];
  for (const use of held.uses) {
    if (use.kind === 'guard') continue;
    if (use.kind !== 'method' || !use.method || !use.call) return refuse(file, 'pooled-clients/escapes', use.name);
    if (!runsWithin(file, use.name, held.fn)) return refuse(file, 'pooled-clients/captured', use.name);
    if (closers.test(use.method)) {
      const closing = closingOf(use);
      if (!closing || file.functionOf(use.name) !== held.fn) return refuse(file, 'pooled-clients/close-used', use.name);
      closings.push(closing);
    } else if (use.method === 'connect' && use.call.arguments.length === 0) {
      if (!isStatement(use.call)) return refuse(file, 'pooled-clients/connect-apart', use.name);
      connects.push(use);
    } else if (/^(?:on|once|addListener)$/.test(use.method)) {
      return refuse(file, 'pooled-clients/listener', use.name);
    } else if (family.transactions.test(use.method)) {
      hasTransaction = true;
    } else if (family.queries.test(use.method)) {
      const trace = traceOf(file, use.call);
      if (trace === 'session') return refuse(file, 'pooled-clients/session-state', use.call);
      if (trace === 'unknown') return refuse(file, 'pooled-clients/unknown-statement', use.call);
      if (trace === 'transaction') hasTransaction = true;
      if (trace === 'together' || !isAwaited(use.call)) isOne = true;
      queries.push(use);
    } else return refuse(file, 'pooled-clients/unknown-method', use.name);
  }
  return { held, connects, closings, queries, hasTransaction, isOne };
}

/** `await client.connect();`, and nothing depends on whether it runs. */
function isStatement({ parent }: TSESTree.CallExpression): boolean {
  if (parent.type !== 'AwaitExpression' || parent.parent.type !== 'ExpressionStatement') return false;
  return parent.parent.parent.type === 'BlockStatement';
}

/** One query after the other: on a pool, those that nobody waits for would overtake each other. */
function isAwaited(call: TSESTree.CallExpression): boolean {
  return call.parent.type === 'AwaitExpression' || call.parent.type === 'ReturnStatement';
}

/** Where nothing needs one connection and none is given back in a finally, the pool itself is asked. */
function asPool(site: LocalSite, made: Making, family: PoolFamily, additions: Additions, usage: Usage): LocalRewrite {
  const { file } = site;
  const { held, connects, closings, queries } = usage;
  const [connect] = connects;
  const from = connect ? statementOf(connect.name) : held.statement;
  if (!asksNext(from, queries)) return refuse(file, 'pooled-clients/not-in-finally', from);
  const text = poolText(site, made, family, additions);
  if (!text) return refuse(file, 'pooled-clients/unknown-options', made.arguments[0]);
  const pool = declarePool(site, additions, text.type, `shared ${text.callee} ${sameOptions(file, made)}`, '');
  const [, end] = file.spanOf(made);
  const [, calleeEnd] = file.spanOf(made.callee);
  const outer = file.spanOf(held.outer);
  const [head = '', tail = ''] = text.pool('§').split('§');
  const edits: Edit[] = [
    ...text.options,
    { span: [outer[0], calleeEnd], text: `${head}(${pool} ??= ${text.before}${text.callee}` },
    { span: [end, outer[1]], text: `${text.after})${tail}` },
    ...(connect ? [removal(file, from)] : []),
    ...closings.map(({ whole }) => removal(file, holderOf(whole))),
  ];
  return { kind: 'edits', edits, safety: 'review' };
}

function holderOf(whole: Node): Node {
  let at = whole;
  while (at.parent && at.type !== 'ExpressionStatement') at = at.parent;
  return at;
}

/** The first query comes right behind connecting, where its error is caught by the same code. */
function asksNext(from: Node, queries: readonly Use[]): boolean {
  const siblings = siblingsOf(from);
  for (const statement of siblings.slice(siblings.indexOf(from) + 1)) {
    const isAsking = queries.some(({ name }) => statementOf(name) === statement);
    if (isAsking) return statement.type !== 'TryStatement';
    if (!isHarmless(statement, ACTS)) return false;
  }
  return false;
}
