/** Whether the arguments of a client say the same for every request. */
import type { TSESTree } from '@typescript-eslint/types';
import { identifiersIn } from '../../src/authoring/clients.ts';
import {
  isFunction,
  isWithin,
  keyName,
  someWithin,
  unwrap,
  type Node,
  type SourceFile,
} from '../../src/authoring/rule.ts';

/** Calls that give the same for the same. */
const SAME =
  /^(?:#(?:Number|String|Boolean|parseInt|parseFloat|JSON\.parse|Buffer\.from)|fs\.readFileSync|path\.(?:join|resolve))$/;
const OF_TEXT = /^(?:toString|trim|split|replace|replaceAll|toLowerCase|toUpperCase)$/;
const DEEPEST = 5;

/** The first part that may differ from one request to the next; undefined where all stays the same. */
export function changingPart(file: SourceFile, node: Node, depth = 0): Node | undefined {
  let found: Node | undefined;
  someWithin(
    node,
    (part) => {
      if (changes(file, part, node, depth)) found = part;
      return found !== undefined;
    },
    // What a function in the options does is done when it is called.
    (part) => part !== node && isFunction(part) && !usesOutside(file, part),
  );
  return found;
}

function changes(file: SourceFile, part: Node, all: Node, depth: number): boolean {
  switch (part.type) {
    case 'ThisExpression':
    case 'AwaitExpression':
    case 'YieldExpression':
    case 'AssignmentExpression':
    case 'UpdateExpression':
      return true;
    case 'CallExpression':
      return !isSame(file, part);
    case 'Identifier':
      return !isKey(part) && isChangingName(file, part, all, depth);
    default:
      return false;
  }
}

/** The name of an option or a member, which is no variable's. */
function isKey(name: TSESTree.Identifier): boolean {
  const { parent } = name;
  if (parent.type === 'Property') return parent.key === name && !parent.computed && !parent.shorthand;
  return parent.type === 'MemberExpression' && parent.property === name && !parent.computed;
}

function isSame(file: SourceFile, call: TSESTree.CallExpression): boolean {
  if (SAME.test(file.calleeOf(call) ?? '')) return true;
  const callee = unwrap(call.callee);
  if (callee.type === 'Identifier')
    return /^(?:Number|String|Boolean|parseInt|parseFloat)$/.test(callee.name) && !file.variableOf(callee);
  return callee.type === 'MemberExpression' && OF_TEXT.test(keyName(callee.property, callee.computed) ?? '');
}

function isChangingName(file: SourceFile, name: TSESTree.Identifier, all: Node, depth: number): boolean {
  const variable = file.variableOf(name);
  if (!variable) return false;
  if (isWithin(variable.declaration, all)) return false;
  if (variable.kind === 'import' || variable.kind === 'function' || variable.kind === 'class')
    return isChanged(file, name);
  if (variable.kind === 'param' || variable.kind === 'catch' || depth > DEEPEST) return true;
  if (variable.writes.length !== 1) return true;
  if (!variable.scopeFunction) return isChanged(file, name);
  return variable.writes.some(
    ({ value, element }) => element === true || changingPart(file, value, depth + 1) !== undefined,
  );
}

/** Whether a function of the file writes to a member of what the name stands for. */
function isChanged(file: SourceFile, name: TSESTree.Identifier): boolean {
  const variable = file.variableOf(name);
  return file.nodes('AssignmentExpression').some(({ left }) => {
    let root: Node = left;
    while (root.type === 'MemberExpression') root = unwrap(root.object);
    return (
      root !== left &&
      root.type === 'Identifier' &&
      file.variableOf(root) === variable &&
      file.functionOf(left) !== undefined
    );
  });
}

function usesOutside(file: SourceFile, fn: Node): boolean {
  return identifiersIn(fn).some((name) => {
    const variable = file.variableOf(name);
    return variable?.scopeFunction !== undefined && !isWithin(variable.declaration, fn);
  });
}

/** What the first argument is: an object, an address, nothing, or one that can't be told. */
export function shapeOfOptions(file: SourceFile, given: Node | undefined): 'object' | 'text' | 'none' | 'unknown' {
  if (!given) return 'none';
  const inner = unwrap(given);
  if (inner.type === 'ObjectExpression') return 'object';
  if (inner.type === 'TemplateLiteral' || (inner.type === 'Literal' && typeof inner.value === 'string')) return 'text';
  if (inner.type === 'LogicalExpression')
    return shapeOfOptions(file, inner.right) === 'text' ? shapeOfOptions(file, inner.left) : 'unknown';
  if (inner.type === 'MemberExpression' && /^process\.env\b/.test(file.textOf(inner))) return 'text';
  if (inner.type !== 'Identifier') return 'unknown';
  const variable = file.variableOf(inner);
  const [write] = variable?.writes ?? [];
  const isWhole = variable?.writes.length === 1 && write?.path.length === 0 && variable.kind !== 'param';
  return isWhole ? shapeOfOptions(file, write.value) : 'unknown';
}

/** What tells the options of a client from those of others in its file: their text, and whose variables they name. */
export function sameOptions(file: SourceFile, made: Node): string {
  const isOwn = identifiersIn(made).some((name) => {
    const variable = file.variableOf(name);
    return variable?.scopeFunction !== undefined && !isWithin(variable.declaration, made);
  });
  const fn = isOwn ? file.functionOf(made) : undefined;
  return `${file.textOf(made)} ${fn ? file.spanOf(fn).join() : ''}`;
}
