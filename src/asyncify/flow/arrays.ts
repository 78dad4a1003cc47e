/** Whether a value is an array, as far as the source says so. */
import type { Node } from '../../contracts.ts';
import { keyName, unwrap } from '../../syntax/node.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { Analysis } from './analysis.ts';

/** Methods whose result is an array, whatever has them. */
const ARRAY_METHODS: ReadonlySet<string> = new Set([
  'filter',
  'flatMap',
  'map',
  'split',
  'slice',
  'splice',
  'concat',
  'sort',
  'reverse',
  'toSorted',
  'toReversed',
  'flat',
  'fill',
  'matchAll',
  'match',
]);

/** Functions that give an array. */
const ARRAY_APIS =
  /^(?:#Object\.(?:keys|values|entries|getOwnPropertyNames)|#Array|#Array\.(?:from|of)|(?:node:)?(?:fs|fs-extra|graceful-fs)\.readdirSync|glob\.(?:globSync|sync)|fast-glob\.(?:globSync|sync)|globby\.(?:globbySync|sync))\(\)$/;

const ARRAY_TYPE = /^(?:Array|ReadonlyArray)$/;
const MAX_DEPTH = 8;

/** Looks at literals, calls, annotations and what a variable is written with; `false` where it can't be told. */
export function isArray(analysis: Analysis, at: ModelFile, node: Node, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  const inner = unwrap(node);
  if (node !== inner && 'typeAnnotation' in node && isArrayType(node.typeAnnotation)) return true;
  switch (inner.type) {
    case 'ArrayExpression':
      return true;
    case 'CallExpression':
    case 'NewExpression':
      return isArrayCall(analysis, at, inner, depth);
    case 'LogicalExpression':
      return isArray(analysis, at, inner.left, depth + 1) || isArray(analysis, at, inner.right, depth + 1);
    case 'ConditionalExpression':
      return isArray(analysis, at, inner.consequent, depth + 1) && isArray(analysis, at, inner.alternate, depth + 1);
    case 'Identifier':
      return isArrayVariable(analysis, at, inner, depth);
    case 'MemberExpression':
      return isArrayMember(analysis, at, inner);
    default:
      return false;
  }
}

function isArrayCall(analysis: Analysis, at: ModelFile, call: Node, depth: number): boolean {
  if (call.type !== 'CallExpression' && call.type !== 'NewExpression') return false;
  if (ARRAY_APIS.test(`${at.file.calleeOf(call) ?? ''}()`)) return true;
  const callee = unwrap(call.callee);
  const value = analysis.resolver.valueOf(at, callee);
  if (value?.kind === 'function') {
    const { returnType } = value.node;
    if (returnType) return isArrayType(returnType) || isPromisedArray(returnType);
    const results = analysis.resolver.resultsOf(value.in, value.node);
    return results.length > 0 && results.every((result) => isArray(analysis, value.in, result, depth + 1));
  }
  if (callee.type !== 'MemberExpression') return false;
  const name = keyName(callee.property, callee.computed);
  if (name === undefined || !ARRAY_METHODS.has(name)) return false;
  // `split` is a string's; for the others the receiver decides.
  return name === 'split' || name === 'matchAll' || isArray(analysis, at, callee.object, depth + 1);
}

function isArrayVariable(analysis: Analysis, at: ModelFile, node: Node, depth: number): boolean {
  const variable = node.type === 'Identifier' ? at.file.variableOf(node) : undefined;
  if (!variable) return false;
  const { declaration, writes } = variable;
  if ('typeAnnotation' in declaration && isArrayType(declaration.typeAnnotation)) return true;
  if (declaration.parent?.type === 'RestElement') return true;
  const given = writes.filter(({ value }) => unwrap(value).type !== 'Literal');
  return (
    variable.kind !== 'param' &&
    given.length > 0 &&
    given.every(({ value, path, element }) => path.length === 0 && !element && isArray(analysis, at, value, depth + 1))
  );
}

/** A field that is declared as an array. */
function isArrayMember(analysis: Analysis, at: ModelFile, node: Node): boolean {
  if (node.type !== 'MemberExpression') return false;
  const owner = analysis.resolver.valueOf(at, node.object);
  const name = keyName(node.property, node.computed);
  if (name === undefined || (owner?.kind !== 'instance' && owner?.kind !== 'interface')) return false;
  const body = 'body' in owner.node && 'body' in owner.node.body ? owner.node.body.body : [];
  const members: readonly Node[] = Array.isArray(body) ? body : [];
  return members.some(
    (member) =>
      (member.type === 'PropertyDefinition' || member.type === 'TSPropertySignature') &&
      keyName(member.key, member.computed) === name &&
      isArrayType(member.typeAnnotation),
  );
}

function isArrayType(type: unknown): boolean {
  const node = type as Node | undefined | null;
  switch (node?.type) {
    case 'TSTypeAnnotation':
      return isArrayType(node.typeAnnotation);
    case 'TSArrayType':
    case 'TSTupleType':
      return true;
    case 'TSTypeOperator':
      return isArrayType(node.typeAnnotation);
    case 'TSTypeReference':
      return node.typeName.type === 'Identifier' && ARRAY_TYPE.test(node.typeName.name);
    default:
      return false;
  }
}

function isPromisedArray(annotation: Node): boolean {
  const type = annotation.type === 'TSTypeAnnotation' ? annotation.typeAnnotation : annotation;
  if (type.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier' || type.typeName.name !== 'Promise')
    return false;
  return isArrayType(type.typeArguments?.params[0]);
}
