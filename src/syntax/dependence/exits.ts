/** Ways out of a piece of code that leave the rest of it, or later iterations, undone. */
import type { Node } from '../../contracts.ts';
import { ancestors, isFunction, isLoop, isWithin } from '../node.ts';
import { descendants } from '../references.ts';

/** The statements in `region` that end more than their own place in it. A `continue` of the loop itself is none. */
export function exitsOf(region: Node, loop?: Node): readonly Node[] {
  return descendants(region, isFunction).filter((node) => leaves(node, region, loop));
}

function leaves(node: Node, region: Node, loop: Node | undefined): boolean {
  switch (node.type) {
    case 'ReturnStatement':
    case 'YieldExpression':
      return true;
    case 'ThrowStatement':
      return !isCaughtWithin(node, region);
    case 'BreakStatement':
    case 'ContinueStatement': {
      const target = targetOf(node);
      const isOwn = node.type === 'ContinueStatement' && target === loop && loop !== undefined;
      return !isOwn && (target === undefined || target === region || !isWithin(target, region));
    }
    default:
      return false;
  }
}

/** What a `break` or `continue` leaves: the labelled statement, else the nearest loop or `switch`. */
function targetOf(node: Extract<Node, { type: 'BreakStatement' | 'ContinueStatement' }>): Node | undefined {
  for (const at of ancestors(node)) {
    if (isFunction(at)) return undefined;
    if (node.label) {
      if (at.type === 'LabeledStatement' && at.label.name === node.label.name) return at.body;
    } else if (isLoop(at) || (at.type === 'SwitchStatement' && node.type === 'BreakStatement')) return at;
  }
  return undefined;
}

function isCaughtWithin(node: Node, region: Node): boolean {
  let from = node;
  for (const at of ancestors(node)) {
    if (at.type === 'TryStatement' && at.block === from && at.handler) return true;
    if (at === region) return false;
    from = at;
  }
  return false;
}
