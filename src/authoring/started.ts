/** Reads a call that starts something for every element of a list: `Promise.all(list.map(f))`, `list.forEach(async …)`. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, SourceFile } from '../contracts.ts';
import { keyName, unwrap } from '../syntax/node.ts';
import { mapperOf, type Mapped } from './mapped.ts';

export interface Started extends Mapped {
  /** Who waits for the promises; nobody can wait for those of `forEach`. */
  readonly collector: 'all' | 'allSettled' | 'any' | 'race' | 'forEach';
}

const COLLECTORS = /^(?:#Promise|bluebird|bluebird\.Promise)\.(?<name>all|allSettled|any|race)$/;

/** What a call starts for a whole list; undefined where it is no such call. */
export function startedBy(file: SourceFile, call: TSESTree.CallExpression): Started | undefined {
  const callee = unwrap(call.callee);
  const name = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
  const [first] = call.arguments;
  if (name === 'forEach' && callee.type === 'MemberExpression' && first && isAsync(first)) {
    return { list: callee.object, mapper: first, given: first, collector: 'forEach' };
  }
  const collector = COLLECTORS.exec(file.calleeOf(call) ?? '')?.groups?.['name'] as Started['collector'] | undefined;
  const mapped = first && collector && mapperOf(file, first);
  return mapped && { ...mapped, collector };
}

function isAsync(node: TSESTree.Node): node is FunctionNode {
  return (node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression') && node.async;
}
