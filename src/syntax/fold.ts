/** Constant strings and module paths, where the text alone tells them. */
import type { TSESTree } from '@typescript-eslint/types';
import { posix } from 'node:path';
import type { Node, Variable } from '../contracts.ts';
import { keyName, unwrap } from './node.ts';

interface Names {
  variableOf(identifier: TSESTree.Identifier): Variable | undefined;
}

const JOINERS: ReadonlySet<string> = new Set(['join', 'resolve', 'normalize']);

/**
 * The string an expression is, with `*` for each part that can't be told:
 * `path.join(__dirname, 'routes', name)` is `./routes/*`. `__dirname` and
 * `import.meta.dirname` are `.`. Undefined where nothing is known.
 */
export function foldString(node: Node, names: Names, depth = 0): string | undefined {
  if (depth > 8) return undefined;
  const fold = (part: Node): string | undefined => foldString(part, names, depth + 1);
  const inner = unwrap(node);
  switch (inner.type) {
    case 'Literal':
      return typeof inner.value === 'string' ? inner.value : undefined;
    case 'TemplateLiteral':
      return inner.quasis
        .map((quasi, i) => (quasi.value.cooked ?? '') + partAfter(inner.expressions[i], fold))
        .join('');
    case 'BinaryExpression': {
      if (inner.operator !== '+') return undefined;
      const [left, right] = [fold(inner.left), fold(inner.right)];
      return left === undefined && right === undefined ? undefined : (left ?? '*') + (right ?? '*');
    }
    case 'Identifier':
      return foldName(inner, names, fold);
    case 'MemberExpression':
      if (isMetaDirectory(inner)) return '.';
      // `new URL('./w.js', import.meta.url).href`
      return inner.object.type === 'NewExpression' ? fold(inner.object) : undefined;
    case 'CallExpression':
      return foldCall(inner, names, fold);
    case 'NewExpression':
      return foldUrl(inner, fold);
    default:
      return undefined;
  }
}

function partAfter(expression: Node | undefined, fold: (part: Node) => string | undefined): string {
  return expression ? (fold(expression) ?? '*') : '';
}

function foldName(node: TSESTree.Identifier, names: Names, fold: (part: Node) => string | undefined) {
  const variable = names.variableOf(node);
  if (!variable) return node.name === '__dirname' ? '.' : undefined;
  const [write] = variable.writes;
  const isConstant = variable.writes.length === 1 && variable.kind !== 'param';
  return isConstant && write && write.path.length === 0 && !write.element ? fold(write.value) : undefined;
}

function isMetaDirectory(node: TSESTree.MemberExpression): boolean {
  return node.object.type === 'MetaProperty' && node.property.type === 'Identifier' && node.property.name === 'dirname';
}

/** `path.join(…)`, `require.resolve(…)` and `fileURLToPath(…)`. */
function foldCall(call: TSESTree.CallExpression, names: Names, fold: (part: Node) => string | undefined) {
  const callee = unwrap(call.callee);
  const [first] = call.arguments;
  if (!first) return undefined;
  const name = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : nameOf(callee);
  if (name === undefined) return undefined;
  if (name === 'fileURLToPath') return fold(first);
  if (name === 'resolve' && callee.type === 'MemberExpression' && isResolver(callee.object)) return fold(first);
  if (!JOINERS.has(name) || !isOfPath(callee, names)) return undefined;
  return relative(posix.join(...call.arguments.map((part) => fold(part) ?? '*')));
}

function nameOf(node: Node): string | undefined {
  return node.type === 'Identifier' ? node.name : undefined;
}

/** `require` and `import.meta`, whose `resolve` leaves the names of packages alone. */
function isResolver(node: Node): boolean {
  return node.type === 'MetaProperty' || nameOf(node) === 'require';
}

/** Whether a function belongs to the module `path`: arrays have a `join` too, and promises a `resolve`. */
function isOfPath(callee: Node, names: Names): boolean {
  if (callee.type === 'MemberExpression') {
    const { object, property } = callee;
    if (object.type === 'MemberExpression') return /^(?:path|posix|win32)$/.test(nameOf(object.property) ?? '');
    return property.type === 'Identifier' && (/path$/i.test(nameOf(object) ?? '') || isOfPath(object, names));
  }
  const variable = callee.type === 'Identifier' ? names.variableOf(callee) : undefined;
  const source = variable?.declaration.parent;
  if (source?.type === 'ImportDeclaration') return PATH.test(source.source.value);
  const value = variable?.writes[0]?.value;
  const [loaded] = value?.type === 'CallExpression' && nameOf(value.callee) === 'require' ? value.arguments : [];
  return loaded?.type === 'Literal' && PATH.test(String(loaded.value));
}

const PATH = /^(?:(?:node:)?path(?:\/\w+)?|pathe|upath)$/;

/** `new URL('./worker.js', import.meta.url)`. */
function foldUrl(node: TSESTree.NewExpression, fold: (part: Node) => string | undefined): string | undefined {
  const [path, base] = node.arguments;
  const isFileUrl = node.callee.type === 'Identifier' && node.callee.name === 'URL' && path && base;
  return isFileUrl ? fold(path) : undefined;
}

/** Joining drops the `./` that tells a file from a package. */
function relative(path: string): string {
  return path.startsWith('.') || path.startsWith('/') || path.startsWith('*') ? path : `./${path}`;
}
