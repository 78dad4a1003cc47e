/** Calls of the language's own collections: what is put in comes out again. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node } from '../contracts.ts';
import type { FlowCollector } from './collector.ts';
import { ANY_MEMBER, ELEMENTS, NOTHING, type FlowNode } from './facts.ts';

/** Results of the array and collection methods that hand on what is in them. */
export function resultOfMethod(
  flow: FlowCollector,
  call: TSESTree.CallExpression,
  callee: TSESTree.MemberExpression,
  name: string | undefined,
): FlowNode {
  switch (name) {
    case 'filter':
    case 'slice':
    case 'concat':
    case 'reverse':
    case 'flat':
    case 'values':
      return isGlobalObject(flow, callee.object) ? valuesOf(flow, call) : flow.valueOf(callee.object);
    case 'entries':
      return isGlobalObject(flow, callee.object) ? pairsOf(flow, call) : NOTHING;
    case 'freeze':
    case 'assign':
      return isGlobalObject(flow, callee.object) ? assigned(flow, call) : NOTHING;
    case 'all':
    case 'resolve':
      return callee.object.type === 'Identifier' && callee.object.name === 'Promise' && call.arguments[0]
        ? flow.valueOf(call.arguments[0])
        : NOTHING;
    default:
      return NOTHING;
  }
}

function isGlobalObject(flow: FlowCollector, node: Node): boolean {
  return node.type === 'Identifier' && node.name === 'Object' && !flow.file.variableOf(node);
}

function valuesOf(flow: FlowCollector, call: TSESTree.CallExpression): FlowNode {
  const from = call.arguments[0] ? flow.valueOf(call.arguments[0]) : NOTHING;
  if (from === NOTHING) return NOTHING;
  const array = flow.container();
  flow.store(array, ELEMENTS, flow.load(from, ANY_MEMBER));
  return array;
}

function pairsOf(flow: FlowCollector, call: TSESTree.CallExpression): FlowNode {
  const from = call.arguments[0] ? flow.valueOf(call.arguments[0]) : NOTHING;
  if (from === NOTHING) return NOTHING;
  const [array, pair] = [flow.container(), flow.container()];
  flow.store(pair, ELEMENTS, flow.load(from, ANY_MEMBER));
  flow.store(array, ELEMENTS, pair);
  return array;
}

function assigned(flow: FlowCollector, call: TSESTree.CallExpression): FlowNode {
  const [target, ...sources] = call.arguments.map((argument) => flow.valueOf(argument));
  if (target === undefined || target === NOTHING) return NOTHING;
  for (const source of sources) if (source !== NOTHING) flow.spreads.push(source, target);
  return target;
}
