/** Objects and arrays written in place. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node } from '../contracts.ts';
import { foldString } from '../syntax/fold.ts';
import { isFunction, keyName } from '../syntax/node.ts';
import type { ParsedFile } from '../syntax/source-file.ts';
import type { FlowCollector } from './collector.ts';
import { ANY_MEMBER, ELEMENTS, NOTHING, type FlowNode } from './facts.ts';
import { nameOfObject, routeOf } from './object-names.ts';
import { roleOfObject } from './object-roles.ts';

/** An object of its own, its members stored under their names. */
export function objectValue(flow: FlowCollector, node: TSESTree.ObjectExpression): FlowNode {
  const object = flow.newNode();
  flow.remember(node, object);
  const label = routeOf(node);
  flow.values.push({ kind: 'object', node: object, name: nameOfObject(node), ...(label !== undefined && { label }) });
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      const from = flow.valueOf(property.argument);
      if (from !== NOTHING) flow.spreads.push(from, object);
      continue;
    }
    const value = flow.valueOf(property.value);
    if (isFunction(property.value)) flow.flow(object, flow.nodesOfFunction(property.value).self);
    flow.store(object, keyOf(flow.file, property), value);
  }
  roleOfObject(flow, node);
  return object;
}

function keyOf(file: ParsedFile, property: { key: Node; computed: boolean }): string {
  return keyName(property.key, property.computed) ?? foldString(property.key, file) ?? ANY_MEMBER;
}

export function arrayValue(flow: FlowCollector, elements: readonly (Node | null)[]): FlowNode {
  const values = elements.map((element) => (element ? flow.valueOf(element) : NOTHING));
  // A list of mere values stays one; an empty list may be filled.
  if (elements.length > 0 && values.every((value) => value === NOTHING)) return NOTHING;
  const array = flow.container();
  for (const [i, value] of values.entries()) {
    const isSpread = elements[i]?.type === 'SpreadElement';
    flow.store(array, ELEMENTS, isSpread ? flow.load(value, ELEMENTS) : value);
  }
  return array;
}
