/** Whether two runs of a function can be under way at once, although it runs only while the program starts. */
import type { FunctionNode, Node } from '../../contracts.ts';
import { keyName, unwrap } from '../../syntax/node.ts';
import type { Analysis } from '../flow/analysis.ts';
import type { PlacedFunction } from '../model/placed.ts';
import { isFollowed } from './loose-calls.ts';

/** How a function is started without waiting: by itself, or for each element of a list. */
export type Start = { readonly node: Node; readonly in: PlacedFunction['in']; readonly each: boolean };

/** The first call that starts the function, which is async already, and goes on; through all that wait for it. */
export function startedTogether(
  analysis: Analysis,
  fn: PlacedFunction,
  seen: Set<FunctionNode> = new Set(),
): Start | undefined {
  if (seen.has(fn.node) || !fn.node.async) return undefined;
  seen.add(fn.node);
  const own = startOfCallback(fn);
  if (own) return own;
  for (const { in: at, node } of analysis.usesOf(fn).calls) {
    const found = startOf(analysis, at, node, seen);
    if (found) return found;
  }
  return undefined;
}

/** `list.map(async (one) => …)`. */
function startOfCallback({ in: at, node: fn }: PlacedFunction): Start | undefined {
  const { parent } = fn;
  if (parent.type !== 'CallExpression' || parent.arguments[0] !== fn) return undefined;
  const callee = unwrap(parent.callee);
  const name = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
  return /^(?:map|forEach|flatMap)$/.test(name ?? '') ? { in: at, node: parent, each: true } : undefined;
}

function startOf(analysis: Analysis, at: PlacedFunction['in'], node: Node, seen: Set<FunctionNode>): Start | undefined {
  const { parent } = node;
  const fn = at.file.functionOf(node);
  switch (parent?.type) {
    case 'AwaitExpression':
      return fn && startedTogether(analysis, { in: at, node: fn }, seen);
    case 'ReturnStatement':
    case 'ArrowFunctionExpression':
      return fn && (startOfCallback({ in: at, node: fn }) ?? startedTogether(analysis, { in: at, node: fn }, seen));
    case 'ExpressionStatement':
      return isFollowed(parent) ? { in: at, node, each: false } : undefined;
    case 'MemberExpression':
      // `main().catch(…)`
      return parent.object === node && parent.parent.type === 'CallExpression'
        ? startOf(analysis, at, parent.parent, seen)
        : undefined;
    case 'VariableDeclarator':
    case 'ArrayExpression':
      return { in: at, node, each: false };
    default:
      return undefined;
  }
}
