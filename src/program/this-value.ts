/** `this` and `super`, from where they stand. */
import type { Node } from '../contracts.ts';
import { isClass, isFunction } from '../syntax/node.ts';
import type { FlowCollector } from './collector.ts';
import { EXPORTS, NOTHING, type FlowNode } from './facts.ts';

/** What `this` is where a node stands: the value of the function around it, an instance, or the exports. */
export function thisValue(flow: FlowCollector, node: Node): FlowNode {
  for (let at = node.parent; at; at = at.parent) {
    if (isFunction(at) && at.type !== 'ArrowFunctionExpression') return flow.nodesOfFunction(at).self;
    if (at.type === 'PropertyDefinition' || at.type === 'StaticBlock') {
      const owner = at.parent.parent;
      if (isClass(owner)) {
        const isStatic = at.type === 'StaticBlock' || at.static;
        return isStatic ? flow.nodesOfClass(owner).value : flow.nodesOfClass(owner).instance;
      }
    }
  }
  return EXPORTS;
}

/** `super` in a method: an instance of the superclass. In a constructor call the superclass itself is called. */
export function superValue(flow: FlowCollector, node: Node): FlowNode {
  for (let at = node.parent; at; at = at.parent) {
    if (!isClass(at)) continue;
    const superclass = at.superClass ? flow.valueOf(at.superClass) : NOTHING;
    const isCall = node.parent?.type === 'CallExpression';
    return isCall || superclass === NOTHING ? superclass : flow.instanceOf(superclass);
  }
  return NOTHING;
}
