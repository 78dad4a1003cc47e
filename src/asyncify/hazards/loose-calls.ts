/** Calls of functions that give a promise, where what follows relied on the part that ran before the call returned. */
import type { FunctionNode, Node } from '../../contracts.ts';
import { functionOf, isFunction, keyName, spanOf, unwrap } from '../../syntax/node.ts';
import { referencesTo, someWithin } from '../../syntax/references.ts';
import type { Analysis } from '../flow/analysis.ts';
import type { PlacedObstacle } from '../flow/uses.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { PlacedFunction } from '../model/placed.ts';

const MESSAGE = 'nobody waits for this call: what follows would run before the work is done, which was done at once';

/** The first call of the function that nobody waits for although something follows; undefined where there is none. */
export function looseCall(
  analysis: Analysis,
  fn: PlacedFunction,
  seen: Set<Node> = new Set(),
): PlacedObstacle | undefined {
  if (seen.has(fn.node)) return undefined;
  seen.add(fn.node);
  for (const { in: at, node, certainty } of analysis.usesOf(fn).calls) {
    const found = after(analysis, at, node, seen);
    if (found) return { in: found.in, node: found.node, code: 'hazard/order', message: MESSAGE, certainty };
  }
  return undefined;
}

/** Whether a node comes after the first `await` of its function, where callers have gone on already. */
export function isAfterAwait(fn: FunctionNode, node: Node): boolean {
  const [start] = spanOf(node);
  const inner = (part: Node): boolean => part !== fn && isFunction(part);
  return someWithin(fn.body, (part) => part.type === 'AwaitExpression' && spanOf(part)[1] <= start, inner);
}

/** The place where something follows a promise that is not waited for. */
function after(
  analysis: Analysis,
  at: ModelFile,
  node: Node,
  seen: Set<Node>,
): { readonly in: ModelFile; readonly node: Node } | undefined {
  const { parent } = node;
  switch (parent?.type) {
    case 'AwaitExpression':
    case 'ForOfStatement':
      return undefined;
    case 'ChainExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'LogicalExpression':
    case 'ConditionalExpression':
    case 'UnaryExpression':
    case 'ArrayExpression':
    case 'SequenceExpression':
      return after(analysis, at, parent, seen);
    case 'MemberExpression':
      return isReaction(parent) && parent.parent.type === 'CallExpression'
        ? after(analysis, at, parent.parent, seen)
        : { in: at, node };
    case 'CallExpression':
      return /^#Promise\./.test(at.file.calleeOf(parent) ?? '') ? after(analysis, at, parent, seen) : undefined;
    case 'VariableDeclarator':
      return isAwaitedLater(at, parent.id) ? undefined : { in: at, node };
    case 'ReturnStatement':
    case 'ArrowFunctionExpression': {
      const fn = functionOf(node);
      return fn && looseCall(analysis, { in: at, node: fn }, seen);
    }
    case 'ExpressionStatement':
      return isFollowed(parent) ? { in: at, node } : ofCaller(analysis, at, node, seen);
    default:
      return undefined;
  }
}

/** The last thing a function does: whoever calls that may go on with something. */
function ofCaller(analysis: Analysis, at: ModelFile, node: Node, seen: Set<Node>): ReturnType<typeof after> {
  const fn = functionOf(node);
  return fn && !fn.async ? looseCall(analysis, { in: at, node: fn }, seen) : undefined;
}

function isReaction(member: Node): boolean {
  return (
    member.type === 'MemberExpression' &&
    /^(?:then|catch|finally)$/.test(keyName(member.property, member.computed) ?? '')
  );
}

/** `const work = f(); …; await work`: who wrote that meant both to go on at the same time. */
function isAwaitedLater(at: ModelFile, id: Node): boolean {
  const variable = id.type === 'Identifier' ? at.file.variableOf(id) : undefined;
  if (!variable) return false;
  return referencesTo(at.file, variable).some(({ parent }) => {
    const type = unwrap(parent).type;
    return parent.type === 'AwaitExpression' || type === 'ArrayExpression' || parent.type === 'ReturnStatement';
  });
}

/** Whether a statement of the same function comes after this one; declarations of functions do nothing. */
export function isFollowed(statement: Node): boolean {
  let from = statement;
  for (let at = statement.parent; at; from = at, at = at.parent) {
    const body: unknown = 'body' in at ? at.body : 'consequent' in at ? at.consequent : undefined;
    if (Array.isArray(body)) {
      const rest = (body as Node[]).slice(body.indexOf(from) + 1);
      if (rest.some(({ type }) => type !== 'FunctionDeclaration' && type !== 'BreakStatement')) return true;
    }
    if (/^(?:For|While|DoWhile)/.test(at.type)) return true;
    if (isFunction(at)) return false;
  }
  return false;
}
