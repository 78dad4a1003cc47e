/** Arguments with which a synchronous API does what its twin doesn't. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ApiPath, Node, SourceFile } from '../../contracts.ts';
import { keyName, unwrap } from '../../syntax/node.ts';
import { valueOf } from '../../syntax/values.ts';

const FS = /^(?:fs|fs-extra|graceful-fs|mz\/fs)\.(\w+)Sync$/;
const EXECA = /^execa\.(?!\$)/;
const DESCRIPTOR_NAME = /^(?:fd|stdin|fileDescriptor)$|(?:Fd|FD|_fd)\d*$/;

/** Functions whose first argument may be a descriptor. */
const TAKES_DESCRIPTOR: ReadonlySet<string> = new Set(['readFile', 'writeFile', 'appendFile', 'truncate']);

/** Options that a twin doesn't have, or by which it does something else; all others are the same. */
const OPTIONS: ReadonlyMap<string, { readonly index: number; readonly differ: readonly string[] }> = new Map([
  ['stat', { index: 1, differ: ['throwIfNoEntry'] }],
  ['lstat', { index: 1, differ: ['throwIfNoEntry'] }],
  ['readdir', { index: 1, differ: ['recursive'] }],
]);

/** What is in the way, in a sentence without a full stop; undefined where nothing is. */
export function argumentObstacle(file: SourceFile, call: TSESTree.CallExpression, api: ApiPath): string | undefined {
  const name = FS.exec(api)?.[1];
  if (name === undefined) return curriedObstacle(call, api);
  const spread = call.arguments.findIndex(({ type }) => type === 'SpreadElement');
  const [first] = call.arguments;
  if (TAKES_DESCRIPTOR.has(name)) {
    if (spread === 0) return 'what is spread may be a file descriptor';
    if (first && isDescriptor(file, first)) return 'it is given a file descriptor, not a path';
  }
  const options = OPTIONS.get(name);
  if (!options) return undefined;
  if (spread >= 0 && spread <= options.index) return 'what is spread may be options that the twin does not have';
  const given = call.arguments[options.index];
  return given && optionObstacle(file, given, options.differ);
}

function optionObstacle(file: SourceFile, given: Node, differ: readonly string[]): string | undefined {
  const value = unwrap(valueOf(file, unwrap(given)));
  if (value.type === 'Literal' || value.type === 'TemplateLiteral') return undefined;
  if (value.type === 'Identifier' && value.name === 'undefined') return undefined;
  if (value.type !== 'ObjectExpression')
    return `its options may have ${differ.join(' or ')}, which the twin does not do alike`;
  for (const property of value.properties) {
    if (property.type === 'SpreadElement') return 'what is spread may be options that the twin does not have';
    const name = keyName(property.key, property.computed);
    if (name === undefined || (differ.includes(name) && !isHarmless(name, property.value))) {
      return `its twin does not do \`${name ?? 'a computed option'}\` alike`;
    }
  }
  return undefined;
}

/** `throwIfNoEntry: true` and `recursive: false` are what the twin does anyway. */
function isHarmless(name: string, value: Node): boolean {
  return value.type === 'Literal' && value.value === (name === 'throwIfNoEntry');
}

function isDescriptor(file: SourceFile, given: Node): boolean {
  const node = unwrap(given);
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'number';
    case 'MemberExpression':
      return DESCRIPTOR_NAME.test(keyName(node.property, node.computed) ?? '');
    case 'ConditionalExpression':
      return isDescriptor(file, node.consequent) || isDescriptor(file, node.alternate);
    case 'LogicalExpression':
      return isDescriptor(file, node.left) || isDescriptor(file, node.right);
    case 'CallExpression':
      return /\.open(?:Sync)?$/.test(file.calleeOf(node) ?? '');
    case 'Identifier':
      return isDescriptorVariable(file, node);
    default:
      return false;
  }
}

function isDescriptorVariable(file: SourceFile, node: TSESTree.Identifier): boolean {
  if (DESCRIPTOR_NAME.test(node.name)) return true;
  const variable = file.variableOf(node);
  const declaration = variable?.declaration;
  if (declaration?.type === 'Identifier' && declaration.typeAnnotation?.typeAnnotation.type === 'TSNumberKeyword')
    return true;
  return (variable?.writes ?? []).some(
    ({ value, path }) =>
      path.length === 0 && value !== node && value.type !== 'Identifier' && isDescriptor(file, value),
  );
}

/** `execaSync({ cwd })` gives a function. */
function curriedObstacle({ arguments: given }: TSESTree.CallExpression, api: ApiPath): string | undefined {
  const [first] = given;
  const isCurried = EXECA.test(api) && (given.length === 0 || first?.type === 'ObjectExpression');
  return isCurried ? 'given nothing but options it gives a function' : undefined;
}
