/** What a function, and those it calls, read and write that outlives the call: variables around it, members of `this`. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode, Node, Variable } from '../../contracts.ts';
import { isFunction, keyName, spanOf, unwrap } from '../../syntax/node.ts';
import { descendants } from '../../syntax/references.ts';
import type { Analysis } from '../flow/analysis.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { PlacedFunction } from '../model/placed.ts';

/** One read or write. */
export interface Access {
  /** What is read or written; the same for all accesses of it. */
  readonly key: Variable | string;
  readonly name: string;
  /** Of the access, or of the call of the function that makes it. */
  readonly node: Node;
  /** Offset at which it has happened: a write is done at the end of its assignment. */
  readonly at: number;
  readonly kind: 'read' | 'write';
}

/** What a function does by itself and through others, each thing once. */
type Summary = readonly Pick<Access, 'key' | 'name' | 'kind'>[];

const MUTATES = /^(?:push|pop|shift|unshift|splice|sort|reverse|set|delete|add|clear)$/;

/** All accesses in the order of the text, those of functions that are called at the place of the call. */
export function accessesIn(analysis: Analysis, fn: PlacedFunction): readonly Access[] {
  const { in: at, node: own } = fn;
  const inner = (node: Node): boolean => node !== own && isFunction(node) && !isRunAtOnce(node);
  return descendants(own.body, inner).flatMap((node) => [
    ...accessesAt(at, own, node),
    ...(node.type === 'CallExpression' ? ofCallee(analysis, fn, node) : []),
  ]);
}

const summaries = new WeakMap<Analysis, Map<FunctionNode, Summary>>();

function summaryOf(analysis: Analysis, fn: PlacedFunction): Summary {
  let known = summaries.get(analysis);
  if (!known) summaries.set(analysis, (known = new Map<FunctionNode, Summary>()));
  const summary = known.get(fn.node);
  if (summary) return summary;
  // Set first: a function that calls itself does nothing more by that.
  known.set(fn.node, []);
  const found = new Map<Access['key'], Map<string, Summary[number]>>();
  for (const { key, name, kind } of accessesIn(analysis, fn)) {
    const kinds = found.get(key) ?? new Map<string, Summary[number]>();
    found.set(key, kinds.set(kind, { key, name, kind }));
  }
  const all = [...found.values()].flatMap((kinds) => [...kinds.values()]);
  known.set(fn.node, all);
  return all;
}

/** `list.forEach(() => …)`: what the callback does is done by the function. */
function isRunAtOnce(fn: Node): boolean {
  const { parent } = fn;
  if (parent?.type !== 'CallExpression') return false;
  if (parent.callee === fn) return true;
  const name = parent.callee.type === 'MemberExpression' ? keyName(parent.callee.property, parent.callee.computed) : '';
  return /^(?:forEach|map|filter|some|every|find|findIndex|reduce|flatMap)$/.test(name ?? '');
}

function accessesAt(at: ModelFile, fn: FunctionNode, node: Node): readonly Access[] {
  const key = sharedKey(at, fn, node);
  if (!key) return [];
  const { kind, end } = writeAt(node);
  const start = spanOf(node)[0];
  return [
    ...(kind === 'write' ? [] : [{ ...key, node, at: start, kind: 'read' as const }]),
    ...(kind === 'read' ? [] : [{ ...key, node, at: end - 1, kind: 'write' as const }]),
  ];
}

/** What a function of the program does that is called here; what it reads and writes itself it does in one go. */
function ofCallee(
  analysis: Analysis,
  { in: at, node: fn }: PlacedFunction,
  call: TSESTree.CallExpression,
): readonly Access[] {
  const value = analysis.resolver.valueOf(at, call.callee);
  if (value?.kind !== 'function' || value.node === fn) return [];
  const callee = unwrap(call.callee);
  const isOwn = callee.type === 'MemberExpression' && callee.object.type === 'ThisExpression';
  const [start, end] = spanOf(call);
  const summary = summaryOf(analysis, value);
  return summary
    .filter(
      (access) => access.kind === 'read' || !summary.some(({ key, kind }) => key === access.key && kind === 'read'),
    )
    .filter(({ key }) => (typeof key === 'string' ? isOwn || !key.startsWith('this.') : key.scopeFunction !== fn))
    .map((access) => ({ ...access, node: call, at: access.kind === 'read' ? start : end - 1 }));
}

/** A variable of somebody else, a member of `this`, or a member of what such a variable holds under a local name. */
function sharedKey(at: ModelFile, fn: FunctionNode, node: Node): Pick<Access, 'key' | 'name'> | undefined {
  if (node.type === 'MemberExpression' && node.object.type === 'ThisExpression') {
    const name = keyName(node.property, node.computed);
    return name === undefined ? undefined : { key: `this.${name}`, name: `this.${name}` };
  }
  if (node.type !== 'Identifier' || !isUse(node)) return undefined;
  const variable = at.file.variableOf(node);
  if (!variable || /^(?:import|param|function|class)$/.test(variable.kind)) return undefined;
  if (!isWithin(variable, fn)) return { key: variable, name: variable.name };
  return ofAlias(at, fn, variable, node);
}

/** A variable of the function itself, or of a callback in it. */
function isWithin({ scopeFunction }: Variable, fn: FunctionNode): boolean {
  for (let at: Node | undefined = scopeFunction; at; at = at.parent) if (at === fn) return true;
  return false;
}

/** `const session = sessions[id]; session.count++`. */
function ofAlias(
  at: ModelFile,
  fn: FunctionNode,
  variable: Variable,
  node: TSESTree.Identifier,
): Pick<Access, 'key' | 'name'> | undefined {
  const { parent } = node;
  const [write, ...others] = variable.writes;
  if (parent.type !== 'MemberExpression' || parent.object !== node || !write || others.length > 0) return undefined;
  const member = keyName(parent.property, parent.computed);
  const root = write.path.length === 0 && write.element !== true ? rootOf(write.value) : undefined;
  const key = root && sharedKey(at, fn, root);
  if (!key || member === undefined) return undefined;
  const named = typeof key.key === 'string' ? key.key : `${at.path} ${key.name}`;
  return { key: `${named} → ${member}`, name: `${node.name}.${member}` };
}

/** Where `sessions[id]`, `this.sessions.get(id)` come from. */
function rootOf(value: Node): Node | undefined {
  const inner = unwrap(value);
  if (inner.type === 'CallExpression') {
    const callee = unwrap(inner.callee);
    const isGet = callee.type === 'MemberExpression' && keyName(callee.property, callee.computed) === 'get';
    return isGet ? rootOf(callee.object) : undefined;
  }
  if (inner.type !== 'MemberExpression') return inner.type === 'Identifier' ? inner : undefined;
  return inner.object.type === 'ThisExpression' ? inner : rootOf(inner.object);
}

function isUse(node: TSESTree.Identifier): boolean {
  const { parent } = node;
  if (parent.type === 'MemberExpression') return parent.object === node || parent.computed;
  if (parent.type === 'Property') return parent.value === node;
  return true;
}

/** Whether a name, or a member of it, is written here, and where that is done. */
export function writeAt(node: Node): { readonly kind: 'read' | 'write' | 'both'; readonly end: number } {
  let target = node;
  while (target.parent?.type === 'MemberExpression' && target.parent.object === target) target = target.parent;
  const { parent } = target;
  const end = spanOf(parent ?? target)[1];
  if (parent?.type === 'AssignmentExpression' && parent.left === target) {
    return { kind: parent.operator === '=' ? 'write' : 'both', end };
  }
  if (parent?.type === 'UpdateExpression') return { kind: 'both', end };
  if (parent?.type === 'UnaryExpression' && parent.operator === 'delete') return { kind: 'write', end };
  const isCalled = parent?.type === 'CallExpression' && unwrap(parent.callee) === target;
  const method = isCalled && target.type === 'MemberExpression' ? keyName(target.property, target.computed) : undefined;
  const isMutated = method !== undefined && target !== node && MUTATES.test(method);
  return { kind: isMutated ? 'write' : 'read', end };
}
