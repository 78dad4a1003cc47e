/** Puts `await` before a call, with parentheses where they are needed. */
import type { Node, SourceFile } from '../../contracts.ts';
import { ancestors, isFunction, spanOf } from '../../syntax/node.ts';
import type { EditList } from './edit-list.ts';
import { tokensOf } from '../../additions/imports/tokens.ts';
import { everyNode } from '../../additions/imports/tree.ts';

/** Where the call's value is the operand of something that binds closer than `await`, or of which Prettier thinks that a
 * reader may take it for so: `!(await f())`. */
function needsParentheses(node: Node): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case 'TaggedTemplateExpression':
    case 'TSNonNullExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'UnaryExpression':
    case 'SpreadElement':
    case 'LogicalExpression':
    case 'BinaryExpression':
      return true;
    case 'ConditionalExpression':
      return parent.test === node;
    case 'MemberExpression':
      return parent.object === node;
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee === node;
    case 'ClassDeclaration':
    case 'ClassExpression':
      return parent.superClass === node;
    default:
      return false;
  }
}

/** The call together with the optional chain it ends. */
function wholeOf(call: Node): Node {
  return call.parent?.type === 'ChainExpression' ? call.parent : call;
}

/**
 * Adds the edits that await a call. `before` is put behind `await`, around the call as well; `isArgument` says that the
 * call becomes an argument, whatever is around it now.
 */
export function addAwait(file: SourceFile, edits: EditList, call: Node, before = '', isArgument = false): void {
  const node = wholeOf(call);
  const span = spanOf(node);
  if (node.parent?.type === 'AwaitExpression' || isReturnedAlone(node)) {
    edits.wrap(span, before);
    return;
  }
  const isBare = isArgument || !needsParentheses(node) || tokensOf(file).isParenthesized(node);
  edits.wrap(span, `${isBare ? '' : '('}await ${before}`, isBare ? '' : ')');
}

/** All that a function returns is a promise already: an await would add nothing, but within `try` and beside `using`. */
function isReturnedAlone(node: Node): boolean {
  const { parent } = node;
  if (parent?.type === 'ArrowFunctionExpression') return parent.body === node;
  if (parent?.type !== 'ReturnStatement') return false;
  for (const at of ancestors(parent)) {
    if (isFunction(at)) return !at.generator && !usesUsing(at);
    if (at.type === 'TryStatement') return false;
  }
  return false;
}

function usesUsing(fn: Node): boolean {
  for (const node of everyNode(fn)) if (node.type === 'VariableDeclaration' && /using/.test(node.kind)) return true;
  return false;
}

/** Statements that end with a block, behind which no semicolon is missed. */
const CLOSED =
  /^(?:BlockStatement|FunctionDeclaration|ClassDeclaration|TryStatement|SwitchStatement|StaticBlock|TS(?:Interface|Enum|Module)Declaration)$/;

/**
 * Starts of expression statements that begin with one of some calls, behind a statement without a semicolon: what begins
 * with `(` there goes on with it.
 */
export function unguardedStarts(file: SourceFile, calls: readonly Node[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (const call of calls) {
    const [start] = spanOf(call);
    const statement = [...ancestors(call)].find(({ type }) => /Statement$|Declaration$/.test(type));
    if (statement?.type !== 'ExpressionStatement' || spanOf(statement)[0] !== start) continue;
    const list = statementsOf(statement.parent);
    const before = list[list.indexOf(statement) - 1];
    if (before && !endsItself(file, before)) found.add(start);
  }
  return found;
}

function statementsOf(node: Node): readonly Node[] {
  if (node.type === 'SwitchCase') return node.consequent;
  return 'body' in node && Array.isArray(node.body) ? node.body : [];
}

function endsItself(file: SourceFile, statement: Node): boolean {
  if (file.textOf(statement).endsWith(';')) return true;
  switch (statement.type) {
    case 'IfStatement':
      return endsItself(file, statement.alternate ?? statement.consequent);
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'LabeledStatement':
      return endsItself(file, statement.body);
    case 'ExportNamedDeclaration':
      return statement.declaration !== null && endsItself(file, statement.declaration);
    case 'ExportDefaultDeclaration':
      return CLOSED.test(statement.declaration.type);
    default:
      return CLOSED.test(statement.type);
  }
}
