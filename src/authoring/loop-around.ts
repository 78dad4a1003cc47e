/** The loop that makes something again and again. */
import type { Node } from '../contracts.ts';
import { ancestors, isFunction, isLoop } from '../syntax/node.ts';

/** The loop a node runs in, within its own function. */
export function loopAround(node: Node): Node | undefined {
  let from = node;
  for (const at of ancestors(node)) {
    if (isFunction(at)) return undefined;
    const isHead =
      (at.type === 'ForOfStatement' && from === at.right) || (at.type === 'ForStatement' && from === at.init);
    if (isLoop(at) && !isHead) return at;
    from = at;
  }
  return undefined;
}
