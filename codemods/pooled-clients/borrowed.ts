/** A connection that is closed in a finally is borrowed from a pool, and given back there. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Additions, LocalRewrite, LocalSite } from '../../src/authoring/codemod-local.ts';
import { identifiersIn } from '../../src/authoring/clients.ts';
import { ancestors, isWithin, someWithin, type Edit, type Node } from '../../src/authoring/rule.ts';
import { refuse, type Refused } from './codes.ts';
import { declarePool } from './declared.ts';
import type { PoolFamily } from './families.ts';
import { isHarmless, THROWS } from './harmless.ts';
import type { Closing, Held, Use } from './held.ts';
import { removal, siblingsOf, statementOf } from './lines.ts';
import { poolText, type Making, type PoolText } from './maker.ts';
import { sameOptions } from './options.ts';
import type { Usage } from './pools.ts';

/** Where it is borrowed and given back. */
interface Loan {
  readonly around: TSESTree.TryStatement;
  readonly closing: Closing;
  /** The statement that connects. */
  readonly from: Node;
  readonly connect: Use | undefined;
  /** Connecting is part of what the finally follows, so there may be nothing to give back. */
  readonly isInside: boolean;
  /** Made before the try, connected inside. */
  readonly isApart: boolean;
}

/** The try whose finally holds a node, within the function. */
export function finallyAround(node: Node, { fn }: Held): TSESTree.TryStatement | undefined {
  let below: Node = node;
  for (const at of ancestors(node)) {
    if (at === fn) return undefined;
    if (at.type === 'TryStatement' && at.finalizer === below) return at;
    below = at;
  }
  return undefined;
}

/** The edits of a connection that is closed in a finally, or why it is left. */
export function borrow(
  site: LocalSite,
  made: Making,
  family: PoolFamily,
  additions: Additions,
  usage: Usage,
): LocalRewrite {
  const { file } = site;
  const loan = loanOf(site, usage);
  if ('code' in loan) return loan;
  const text = poolText(site, made, family, additions);
  if (!text) return refuse(file, 'pooled-clients/unknown-options', made.arguments[0]);
  const { held, hasTransaction } = usage;
  const name = nameOfFunction(site, held);
  const pool = declarePool(site, additions, text.type, `pool ${name} ${text.callee} ${sameOptions(file, made)}`, name);
  const [head = '', tail = ''] = `await ${text.pool('§')}.${family.borrow}()`.split('§');
  const written: Written = {
    ...text,
    kept: `${head}(${pool} ??= ${text.before}${text.callee}`,
    after: `${text.after})${tail}`,
  };
  const helper = hasTransaction ? additions.helper('returnConnection') : undefined;
  const closed: Edit = {
    span: file.spanOf(loan.closing.whole),
    text: closeText(held.variable.name, isLate(loan), helper),
  };
  if (loan.isApart) return apart(site, made, held, loan, written, closed, additions);
  const [from, to] = file.spanOf(held.outer);
  const edits: readonly Edit[] = [
    ...text.options,
    closed,
    { span: [from, file.spanOf(made.callee)[1]], text: written.kept },
    { span: [file.spanOf(made)[1], to], text: written.after },
    ...(loan.connect ? [removal(file, loan.from)] : []),
  ];
  return { kind: 'edits', edits, safety: 'review' };
}

/** Where it may be borrowed such that it is given back however the code goes on. */
function loanOf(site: LocalSite, { held, closings, connects }: Usage): Loan | Refused {
  const { file } = site;
  const [closing, another] = closings;
  const around = closing && finallyAround(closing.whole, held);
  if (!around || another || !isAlwaysReached(closing, around, held))
    return refuse(file, 'pooled-clients/not-in-finally', another?.whole ?? closing?.whole);
  const [connect] = connects;
  const from = connect ? statementOf(connect.name) : held.statement;
  const isInside = from.parent === around.block;
  if (!isInside && !isRightBefore(from, around)) return refuse(file, 'pooled-clients/not-in-finally', closing.whole);
  const isApart = connect !== undefined && !isNext(held.statement, from);
  if (connect && isApart && !(isInside && held.isDeclared))
    return refuse(file, 'pooled-clients/connect-apart', connect.name);
  const outside = held.uses.find(
    ({ name, kind }) => kind !== 'guard' && !isWithin(name, from) && !isWithin(name, around),
  );
  if (outside) return refuse(file, 'pooled-clients/not-in-finally', outside.name);
  // Where connecting failed, the handler would find nothing in the variable.
  const { handler } = around;
  const inHandler = connect && isInside && handler && held.uses.find(({ name }) => isWithin(name, handler));
  if (inHandler) return refuse(file, 'pooled-clients/connect-apart', inHandler.name);
  if (callsItself(site, around, held)) return refuse(file, 'pooled-clients/escapes', around);
  return { around, closing, from, connect, isInside, isApart };
}

/** Nothing before it in the finally may throw, and no condition but that there is something to close. */
function isAlwaysReached({ whole }: Closing, around: Node, { variable }: Held): boolean {
  const isPlain = (node: Node): boolean => !someWithin(node, ({ type }) => /^(?:Call|Await|New)Expression$/.test(type));
  for (let at: Node = whole; at.parent && at !== around; at = at.parent) {
    const { parent } = at;
    const test =
      parent.type === 'IfStatement' ? parent.test : parent.type === 'LogicalExpression' ? parent.left : undefined;
    if (
      test &&
      (!isPlain(test) || identifiersIn(test).some(({ name }) => name !== variable.name && name !== 'undefined'))
    )
      return false;
    if (/^(?:For|While|DoWhile|Switch)/.test(parent.type)) return false;
    if (
      parent.type === 'BlockStatement' &&
      !parent.body.slice(0, parent.body.indexOf(at as TSESTree.Statement)).every(isPlain)
    )
      return false;
  }
  return true;
}

function isLate({ isInside, closing: { whole }, around }: Loan): boolean {
  if (!isInside) return false;
  for (const at of ancestors(whole)) {
    if (at === around) return true;
    if (at.type === 'IfStatement' || at.type === 'LogicalExpression') return false;
  }
  return true;
}

/** `client.release()`, or the helper that leaves no transaction open. */
function closeText(name: string, late: boolean, helper: string | undefined): string {
  if (helper !== undefined) return `await ${helper}(${name})`;
  return late ? `${name}?.release()` : `${name}.release()`;
}

interface Written extends Pick<PoolText, 'options'> {
  readonly kept: string;
  readonly after: string;
}

/** The variable is there before the try, its connection comes inside. */
function apart(
  { file }: LocalSite,
  made: Making,
  held: Held,
  { from, connect }: Loan,
  { kept, after, options }: Written,
  closed: Edit,
  additions: Additions,
): LocalRewrite {
  if (held.statement.type !== 'VariableDeclaration' || additions.isTyped)
    return refuse(file, 'pooled-clients/connect-apart', connect?.name);
  const [, end] = file.spanOf(made);
  const [, calleeEnd] = file.spanOf(made.callee);
  const args = options.reduceRight(
    (text, { span, text: added }) => text.slice(0, span[0] - calleeEnd) + added + text.slice(span[1] - calleeEnd),
    file.text.slice(calleeEnd, end),
  );
  const semicolon = file.textOf(from).endsWith(';') ? ';' : '';
  const { name } = held.variable;
  return {
    kind: 'edits',
    safety: 'review',
    edits: [
      closed,
      { span: file.spanOf(held.statement), text: `let ${name}${semicolon}` },
      { span: file.spanOf(from), text: `${name} = ${kept}${args}${after}${semicolon}` },
    ],
  };
}

function nameOfFunction({ finding: { scope } }: LocalSite, { fn }: Held): string {
  return fn.id?.name ?? /[\w$]+$/.exec(scope)?.[0] ?? 'requests';
}

function isNext(statement: Node, next: Node): boolean {
  const siblings = siblingsOf(statement);
  return siblings.indexOf(next) === siblings.indexOf(statement) + 1;
}

/** Nothing that may throw stands between. */
function isRightBefore(statement: Node, around: Node): boolean {
  const siblings = siblingsOf(statement);
  const [from, to] = [siblings.indexOf(statement), siblings.indexOf(around)];
  return from >= 0 && to > from && siblings.slice(from + 1, to).every((one) => isHarmless(one, THROWS));
}

/** A function that waits for itself while it holds a connection may wait for ever. */
function callsItself({ file }: LocalSite, around: Node, { fn }: Held): boolean {
  const name =
    fn.id?.name ??
    (fn.parent.type === 'VariableDeclarator' && fn.parent.id.type === 'Identifier' ? fn.parent.id.name : undefined);
  return (
    name !== undefined &&
    file
      .nodes('CallExpression')
      .some((call) => isWithin(call, around) && call.callee.type === 'Identifier' && call.callee.name === name)
  );
}
