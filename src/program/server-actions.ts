/** Functions a browser calls over the network, because a directive says so: `'use server'`. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode } from '../contracts.ts';
import type { FlowCollector } from './collector.ts';
import { EXPORTS } from './facts.ts';
import { nameOfFunction } from './names.ts';

const DIRECTIVE = 'use server';

/** Adds the exports of a file with the directive, and the functions that begin with it. */
export function collectServerActions(flow: FlowCollector): void {
  if (hasDirective(flow.file.ast.body)) {
    for (const { base, name, from } of flow.stores) {
      if (base === EXPORTS) flow.roles.push({ node: from, label: `server action ${name}`, kind: 'request' });
    }
  }
  if (!flow.file.text.includes(DIRECTIVE)) return;
  for (const fn of flow.functionIndex.keys()) {
    if (fn.body.type !== 'BlockStatement' || !hasDirective(fn.body.body)) continue;
    flow.roles.push({ node: flow.valueOf(fn), label: labelOf(fn), kind: 'request' });
  }
}

function labelOf(fn: FunctionNode): string {
  const name = nameOfFunction(fn);
  return name === '' ? 'server action' : `server action ${name}`;
}

function hasDirective(body: readonly TSESTree.ProgramStatement[]): boolean {
  return body.some((at) => at.type === 'ExpressionStatement' && at.directive === DIRECTIVE);
}
