/** Whether somebody waits for the promise that stands at a place. */
import type { FunctionNode, Node } from '../../contracts.ts';
import { ancestors, functionOf, isFunction, isWithin, keyName } from '../../syntax/node.ts';
import { topLevelOf } from '../closure/top-level.ts';
import type { Analysis } from '../flow/analysis.ts';
import { isFollowed } from '../hazards/loose-calls.ts';
import { isTransparent } from '../flow/value-places.ts';
import type { ModelFile } from '../model/model-file.ts';
import { promisedAssertion } from '../tests/promised.ts';

/** `result`: it is what that function, which is not async, gives its callers. */
export type Waiting = 'waited' | 'lost' | { readonly result: FunctionNode };

/** Looks at the text around the place alone. */
export function waitingFor(analysis: Analysis, at: ModelFile, node: Node): Waiting {
  const { parent } = node;
  const further = (outer: Node): Waiting => waitingFor(analysis, at, outer);
  if (parent?.type === 'AwaitExpression') return 'waited';
  if (parent && isTransparent(parent.type)) return further(parent);
  switch (parent?.type) {
    case 'ConditionalExpression':
      return parent.test === node ? 'lost' : further(parent);
    case 'LogicalExpression':
      return parent.right === node ? further(parent) : 'lost';
    case 'SequenceExpression':
      return parent.expressions.at(-1) === node ? further(parent) : 'lost';
    case 'MemberExpression':
      return isReaction(parent, node) ? further(parent.parent) : 'lost';
    case 'ArrayExpression':
    case 'CallExpression':
      return inPromiseCall(at, node, further);
    case 'ReturnStatement':
    case 'ArrowFunctionExpression':
      return asResult(parent, node);
    case 'YieldExpression':
      return functionOf(node)?.async === true && !parent.delegate ? 'waited' : 'lost';
    case 'ExpressionStatement':
      return isEndOfScript(analysis, at, node) ? 'waited' : 'lost';
    default:
      return 'lost';
  }
}

/** The last call of a script, or of the function that is its last call: who would wait has nothing more to do. */
function isEndOfScript(analysis: Analysis, at: ModelFile, node: Node): boolean {
  const fn = functionOf(node);
  if (!fn) return topLevelOf(analysis, at, node) === 'ignores';
  const isMain = fn.type === 'FunctionDeclaration' && fn.async && fn.parent.type === 'Program';
  if (!isMain || node.parent === undefined || isFollowed(node.parent)) return false;
  const { calls, obstacles } = analysis.usesOf({ in: at, node: fn });
  return obstacles.length === 0 && calls.every((call) => topLevelOf(analysis, call.in, call.node) === 'ignores');
}

/** `f().then(…)`. */
function isReaction(member: Node, object: Node): boolean {
  return (
    member.type === 'MemberExpression' &&
    member.object === object &&
    member.parent.type === 'CallExpression' &&
    member.parent.callee === member &&
    /^(?:then|catch|finally)$/.test(keyName(member.property, member.computed) ?? '')
  );
}

/** `Promise.all([f(), g()])`, `Promise.resolve(f())`. */
function inPromiseCall(at: ModelFile, node: Node, further: (outer: Node) => Waiting): Waiting {
  const given = node.parent?.type === 'ArrayExpression' ? node.parent : node;
  const call = given.parent;
  if (call?.type !== 'CallExpression' || call.callee === given) return 'lost';
  // `expect(f()).rejects.toThrow()`: the assertion gives the promise.
  const assertion = promisedAssertion(at.file, call);
  if (assertion) return further(assertion);
  return /^#Promise\.\w+$/.test(at.file.calleeOf(call) ?? '') ? further(call) : 'lost';
}

/** What a function returns; inside `try` its own `catch` would come too late. */
function asResult(parent: Node, node: Node): Waiting {
  if (parent.type === 'ArrowFunctionExpression' && parent.body !== node) return 'lost';
  const fn = functionOf(node);
  if (!fn || fn.generator) return 'lost';
  if (!fn.async) return { result: fn };
  for (const outer of ancestors(node)) {
    if (isFunction(outer)) break;
    if (outer.type === 'TryStatement' && !isWithin(node, outer.finalizer) && isGuarded(outer, node)) return 'lost';
  }
  return 'waited';
}

function isGuarded(statement: Node, node: Node): boolean {
  if (statement.type !== 'TryStatement') return false;
  return statement.finalizer !== null || isWithin(node, statement.block);
}
