/** Every node of a tree, types too, with what the bindings' own walk leaves out. */
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import type { Node } from '../../contracts.ts';

/** The nodes right below a node, types and decorators too, in the order of the text as far as keys have it. */
export function childrenOf(node: Node): readonly Node[] {
  const children = node as unknown as Record<string, Node | (Node | null)[] | null | undefined>;
  return (visitorKeys[node.type] ?? []).flatMap((key) => children[key] ?? []).filter((child) => child !== null);
}

/** A node and all below it; `leaveOut` cuts a branch off. */
export function* everyNode(node: Node, leaveOut?: (node: Node) => boolean): Generator<Node> {
  if (leaveOut?.(node)) return;
  yield node;
  for (const child of childrenOf(node)) yield* everyNode(child, leaveOut);
}
