/** Decorators, as calls: `@Get('/') list() {}` is `Get('/')(list)`. */
import type { TSESTree } from '@typescript-eslint/types';
import { foldString } from '../syntax/fold.ts';
import { decoratorsOf, isFunction, keyName, spanOf, unwrap } from '../syntax/node.ts';
import type { ParsedFile } from '../syntax/source-file.ts';
import type { FlowCollector } from './collector.ts';
import { NOTHING, type CallFact, type FlowNode } from './facts.ts';

const VERB = /^(?:http)?(?:get|post|put|patch|del|delete|head|options|all|search|sse|method|operation)$/i;
const CONTROLLER = /controller|route|gateway|path/i;

/** Adds a call for each decorator of a class, and of what in it is a function. */
export function collectDecorated(flow: FlowCollector, lineOf: (offset: number) => number, calls: CallFact[]): void {
  for (const node of flow.classIndex.keys()) {
    const prefix = prefixOf(flow.file, decoratorsOf(node));
    const add = (decorator: TSESTree.Decorator, target: FlowNode, line: number): void => {
      calls.push(applied(flow, decorator, target, labelOf(flow.file, decorator, prefix), line));
    };
    for (const decorator of decoratorsOf(node))
      add(decorator, flow.nodesOfClass(node).value, lineOf(spanOf(decorator)[0]));
    for (const member of node.body.body) {
      if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') continue;
      if (!member.value || !isFunction(member.value)) continue;
      const line = lineOf(spanOf(member.key)[0]);
      for (const decorator of decoratorsOf(member)) add(decorator, flow.valueOf(member.value), line);
    }
  }
}

function applied(
  flow: FlowCollector,
  { expression }: TSESTree.Decorator,
  target: FlowNode,
  label: string | undefined,
  line: number,
): CallFact {
  return {
    fn: 0,
    callee: flow.valueOf(expression),
    base: NOTHING,
    member: undefined,
    args: [target],
    callable: [false],
    spreads: false,
    result: NOTHING,
    isNew: false,
    line,
    loopDepth: 0,
    label,
    implied: false,
    implies: false,
    computed: false,
    once: false,
    rare: false,
    devOnly: false,
    decorates: true,
  };
}

/** The path of a route is that of the controller and its own; of other decorators it is what they are given. */
function labelOf(file: ParsedFile, decorator: TSESTree.Decorator, prefix: string | undefined): string | undefined {
  const own = argumentOf(file, decorator);
  if (!VERB.test(nameOf(decorator))) return own;
  const parts = [prefix, own].flatMap((path) => path?.split('/') ?? []).filter((part) => part !== '');
  return `/${parts.join('/')}`;
}

function prefixOf(file: ParsedFile, decorators: readonly TSESTree.Decorator[]): string | undefined {
  for (const decorator of decorators) {
    const path = CONTROLLER.test(nameOf(decorator)) ? argumentOf(file, decorator) : undefined;
    if (path !== undefined) return path;
  }
  return undefined;
}

function nameOf({ expression }: TSESTree.Decorator): string {
  const callee = expression.type === 'CallExpression' ? unwrap(expression.callee) : unwrap(expression);
  if (callee.type === 'MemberExpression') return keyName(callee.property, callee.computed) ?? '';
  return callee.type === 'Identifier' ? callee.name : '';
}

/** `@Controller('orders')`, `@Controller({ path: 'orders' })`. */
function argumentOf(file: ParsedFile, { expression }: TSESTree.Decorator): string | undefined {
  const [first] = expression.type === 'CallExpression' ? expression.arguments : [];
  if (first?.type !== 'ObjectExpression') return first && foldString(first, file);
  for (const property of first.properties) {
    if (property.type !== 'Property' || keyName(property.key, property.computed) !== 'path') continue;
    return foldString(property.value, file);
  }
  return undefined;
}
