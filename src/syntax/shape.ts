/** What a piece of code says, however it is formatted: for fingerprints, which reformatting must not change. */
import type { TSESTree } from '@typescript-eslint/types';
import { visitorKeys } from '@typescript-eslint/visitor-keys';
import type { Node } from '../contracts.ts';
import { keyName } from './node.ts';

/** Properties that are no nodes, but without which the code would be another. */
const MARKS = [
  'operator',
  'kind',
  'async',
  'generator',
  'computed',
  'optional',
  'prefix',
  'delegate',
  'await',
] as const;

/** Whether blocks are told with what is in them. */
type Blocks = 'whole' | 'empty';

/** The tree as text, without white space, comments, parentheses and kinds of quotes. */
export function shapeOf(node: Node, blocks: Blocks = 'whole'): string {
  switch (node.type) {
    case 'BlockStatement':
      return blocks === 'empty' ? '{}' : general(node, blocks);
    case 'Identifier':
      return `${node.name}${node.optional ? '?' : ''}${node.typeAnnotation ? shapeOf(node.typeAnnotation, blocks) : ''}`;
    case 'PrivateIdentifier':
      return `#${node.name}`;
    case 'JSXIdentifier':
      return node.name;
    case 'Literal':
      return literal(node);
    case 'TemplateElement':
      return JSON.stringify(node.value.cooked);
    case 'JSXText':
      return JSON.stringify(node.value.replaceAll(/\s+/g, ' ').trim());
    case 'JSXExpressionContainer':
      return shapeOf(node.expression, blocks);
    case 'Property':
      return property(node, blocks);
    default:
      return general(node, blocks);
  }
}

/**
 * The shape of what a rule points at: of the whole call, arguments and all, where
 * it points at the callee, or at the last name of one broken over several lines.
 * Blocks are left out, so that an edit inside a loop or a callback leaves alone
 * what is found around it.
 */
export function shapeOfCallAt(node: Node): string {
  const { parent } = node;
  const isName = parent?.type === 'MemberExpression' && parent.property === node && !parent.computed;
  const callee = isName ? parent : node;
  const call = callee.parent;
  const isCallee = (call?.type === 'CallExpression' || call?.type === 'NewExpression') && call.callee === callee;
  return shapeOf(isCallee ? call : callee, 'empty');
}

function literal(node: TSESTree.Literal): string {
  if ('regex' in node) return `/${node.regex.pattern}/${node.regex.flags}`;
  return 'bigint' in node ? `${node.bigint}n` : JSON.stringify(node.value);
}

/** `{ 'a': 1 }` is `{ a: 1 }`, and `{ a: a }` is `{ a }`. */
function property(node: TSESTree.Property, blocks: Blocks): string {
  const key = node.computed
    ? `[${shapeOf(node.key, blocks)}]`
    : (keyName(node.key, false) ?? shapeOf(node.key, blocks));
  return `${node.kind === 'init' ? '' : `${node.kind} `}${key}:${shapeOf(node.value, blocks)}`;
}

function general(node: Node, blocks: Blocks): string {
  const parts: string[] = [];
  const fields = node as unknown as Readonly<Record<string, unknown>>;
  for (const mark of MARKS) {
    const value = fields[mark];
    if (value !== undefined && value !== null && value !== false) parts.push(typeof value === 'string' ? value : mark);
  }
  for (const key of visitorKeys[node.type] ?? []) {
    const child = fields[key] as Node | null | undefined | readonly (Node | null)[];
    if (child === undefined || child === null) continue;
    parts.push(
      Array.isArray(child)
        ? `[${(child as readonly (Node | null)[]).map((one) => shapeOfChild(one, blocks)).join()}]`
        : shapeOf(child as Node, blocks),
    );
  }
  return `${node.type}(${parts.join()})`;
}

/** Arrays may have holes: `[, a]`. */
function shapeOfChild(child: Node | null, blocks: Blocks): string {
  return child === null ? '' : shapeOf(child, blocks);
}
