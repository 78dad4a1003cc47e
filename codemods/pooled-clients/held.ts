/** The variable that holds a client, and all that is done with it. */
import type { TSESTree } from '@typescript-eslint/types';
import { referencesTo } from '../../src/authoring/clients.ts';
import type { Variable } from '../../src/contracts.ts';
import {
  ancestors,
  isWithin,
  keyName,
  unwrap,
  type FunctionNode,
  type Node,
  type SourceFile,
} from '../../src/authoring/rule.ts';

/** One place that reads the variable. */
export interface Use {
  readonly name: TSESTree.Identifier;
  /** `method`: `client.query(…)`; `called`: `knex('orders')`; `guard`: `if (client)`; `member`: `prisma.order.…`. */
  readonly kind: 'method' | 'called' | 'guard' | 'member' | 'escape';
  readonly method?: string;
  readonly call?: TSESTree.CallExpression;
}

/** A client in a variable of the function that makes it. */
export interface Held {
  readonly fn: FunctionNode;
  readonly variable: Variable;
  /** The expression that makes it, with what is chained to it and its `await`. */
  readonly outer: Node;
  /** `const client = …`, or `client = …`. */
  readonly statement: TSESTree.VariableDeclaration | TSESTree.ExpressionStatement;
  readonly isDeclared: boolean;
  readonly uses: readonly Use[];
}

const CHAINED = /^(?:on|connect|asPromise|initialize)$/;

/** The made expression with what is chained to it, and `await`. */
function outerOf(made: Node): Node {
  let at = made;
  for (;;) {
    const { parent } = at;
    const isWrapped =
      parent?.type === 'AwaitExpression' || parent?.type === 'TSNonNullExpression' || parent?.type === 'TSAsExpression';
    if (isWrapped) at = parent;
    else if (
      parent?.type === 'MemberExpression' &&
      parent.object === at &&
      CHAINED.test(keyName(parent.property, parent.computed) ?? '') &&
      parent.parent.type === 'CallExpression' &&
      parent.parent.callee === parent
    )
      at = parent.parent;
    else return at;
  }
}

/** The variable of an async function that the client is written to, and to which nothing else is ever written. */
export function heldBy(file: SourceFile, made: Node): Held | undefined {
  const fn = file.functionOf(made);
  const outer = outerOf(made);
  const { parent } = outer;
  if (!fn?.async || !parent) return undefined;
  const target =
    parent.type === 'VariableDeclarator'
      ? parent.id
      : parent.type === 'AssignmentExpression' && parent.operator === '='
        ? parent.left
        : undefined;
  if (target?.type !== 'Identifier') return undefined;
  const statement = parent.parent;
  const variable = file.variableOf(target);
  const isStatement =
    statement?.type === 'ExpressionStatement' ||
    (statement?.type === 'VariableDeclaration' && statement.declarations.length === 1);
  if (!isStatement || !variable || variable.scopeFunction !== fn || variable.kind === 'param') return undefined;
  if (variable.writes.filter(({ value }) => !isNothing(value)).length !== 1) return undefined;
  const names = referencesTo(file, variable).filter((name) => name !== target && name !== variable.declaration);
  return {
    fn,
    variable,
    outer,
    statement,
    isDeclared: parent.type === 'VariableDeclarator',
    uses: names.filter((name) => !isReset(name)).map((name) => useOf(name)),
  };
}

function isNothing(value: Node): boolean {
  const inner = unwrap(value);
  return (
    (inner.type === 'Literal' && inner.value === null) || (inner.type === 'Identifier' && inner.name === 'undefined')
  );
}

/** `client = null` */
function isReset(name: TSESTree.Identifier): boolean {
  const { parent } = name;
  return parent.type === 'AssignmentExpression' && parent.left === name && isNothing(parent.right);
}

function useOf(name: TSESTree.Identifier): Use {
  const { parent } = name;
  if (isGuard(name)) return { name, kind: 'guard' };
  if (parent.type === 'CallExpression' && parent.callee === name) return { name, kind: 'called', call: parent };
  if (parent.type !== 'MemberExpression' || parent.object !== name) return { name, kind: 'escape' };
  const method = keyName(parent.property, parent.computed);
  if (method === undefined) return { name, kind: 'escape' };
  const call = parent.parent;
  if (call.type === 'CallExpression' && call.callee === parent) return { name, kind: 'method', method, call };
  const isWritten = call.type === 'AssignmentExpression' && call.left === parent;
  return isWritten ? { name, kind: 'escape' } : { name, kind: 'member', method };
}

function isGuard(name: TSESTree.Identifier): boolean {
  const { parent } = name;
  switch (parent.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return parent.test === name;
    case 'LogicalExpression':
      return parent.left === name && parent.operator === '&&';
    case 'UnaryExpression':
      return parent.operator === '!';
    case 'BinaryExpression':
      return isNothing(parent.left === name ? parent.right : parent.left);
    default:
      return false;
  }
}

const EACH = /^(?:map|forEach|filter|reduce|some|every|flatMap|find)$/;

/** Whether a use runs while its function does: there, or in a callback of an array method, or of `Promise.all`. */
export function runsWithin(file: SourceFile, use: Node, fn: FunctionNode): boolean {
  for (let at = file.functionOf(use); at !== fn; at = file.functionOf(at)) {
    if (!at || !isWithin(at, fn)) return false;
    const call = at.parent;
    const callee = call.type === 'CallExpression' && call.callee !== at ? unwrap(call.callee) : undefined;
    if (callee?.type !== 'MemberExpression' || !EACH.test(keyName(callee.property, callee.computed) ?? ''))
      return false;
  }
  return true;
}

/** A call that closes, with what is chained to it (`.catch(() => {})`), its `await` and its statement. */
export interface Closing {
  readonly use: Use;
  /** What gives way: the whole expression of the statement, or of an arm of it. */
  readonly whole: Node;
}

/** The closing as a statement of its own; undefined where what it gives is used, or it is given a callback. */
export function closingOf({ call, ...use }: Use): Closing | undefined {
  if (!call || call.arguments.some(({ type }) => /Function/.test(type))) return undefined;
  let whole: Node = call;
  for (const parent of ancestors(call)) {
    // What `.catch` is called on has been taken with it.
    if (isWithin(parent, whole)) continue;
    if (
      parent.type === 'ChainExpression' ||
      parent.type === 'AwaitExpression' ||
      (parent.type === 'UnaryExpression' && parent.operator === 'void')
    )
      whole = parent;
    else if (
      parent.type === 'MemberExpression' &&
      parent.object === whole &&
      keyName(parent.property, parent.computed) === 'catch' &&
      parent.parent.type === 'CallExpression'
    )
      whole = parent.parent;
    else if (parent.type === 'ExpressionStatement') return { use: { ...use, call }, whole };
    else if (
      parent.type === 'LogicalExpression' &&
      parent.right === whole &&
      (parent.parent.type === 'ExpressionStatement' || parent.parent.type === 'AwaitExpression')
    )
      return { use: { ...use, call }, whole };
    else return undefined;
  }
  return undefined;
}
