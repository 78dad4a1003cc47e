/** From offsets back to the tree. */
import { childrenOf } from '../additions/imports/tree.ts';
import type { Node, Span } from '../contracts.ts';
import { spanOf } from '../syntax/node.ts';

/** The innermost node that holds a span. */
export function nodeAt(ast: Node, [start, end]: Span): Node {
  let at = ast;
  for (;;) {
    const inner = childrenOf(at).find((child) => {
      const [from, to] = spanOf(child);
      return from <= start && end <= to;
    });
    if (!inner) return at;
    at = inner;
  }
}

const LISTS = /^(?:Program|BlockStatement|StaticBlock|SwitchCase|TSModuleBlock)$/;

/** The statement of a list of statements that a node is in; before it a comment may stand. */
export function statementAround(node: Node): Node | undefined {
  let at = node;
  for (let { parent } = at; parent; { parent } = at) {
    const isListed = LISTS.test(parent.type) && !(parent.type === 'SwitchCase' && parent.test === at);
    if (isListed) return at;
    at = parent;
  }
  return undefined;
}
