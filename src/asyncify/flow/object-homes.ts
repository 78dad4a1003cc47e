/** Where an object of functions is kept, and whether all that holds it there asks for members by their names. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, Variable } from '../../contracts.ts';
import { isClass, isFunction, keyName } from '../../syntax/node.ts';
import { descendants, identifiersIn, referencesTo } from '../../syntax/references.ts';
import { WHOLE, exportedName, isFreeName, isModuleExports } from '../model/exports.ts';
import type { ModelFile } from '../model/model-file.ts';
import type { Importer } from '../model/program.ts';
import type { Resolver } from '../model/resolver.ts';
import { isSameValue, type Value } from '../model/values.ts';
import { isUsedByName, isVariableUsedByName, type IsObject } from './static-uses.ts';

/** One object, or the exports of one file. */
export interface Home {
  readonly in: ModelFile;
  /** The names an ES module exports the object by; undefined where it is what the module as a whole gives. */
  readonly names: ReadonlySet<string> | undefined;
  /** What uses of it stand for. */
  readonly whole: readonly Value[];
  /** Undefined where members are exported one by one. */
  readonly object: TSESTree.ObjectExpression | undefined;
  readonly variable: Variable | undefined;
}

/** Undefined for what is written where it can't be followed so simply. */
export function homeOf(resolver: Resolver, owner: Value & { readonly kind: 'module' | 'object' }): Home | undefined {
  const { in: at } = owner;
  if (at.exports.stars.length > 0) return undefined;
  const module: Value = { kind: 'module', in: at };
  const whole = resolver.whole(at);
  const place = owner.kind === 'object' ? placeOf(at, owner.node) : {};
  if (!whole || !place) return undefined;
  const isWhole = isSameValue(owner, whole);
  if (owner.kind === 'module') {
    return isWhole ? { in: at, names: undefined, whole: [module], object: undefined, variable: undefined } : undefined;
  }
  const names = isWhole ? undefined : exportedBy(at, owner.node, place.variable);
  return { in: at, names, whole: isWhole ? [owner, module] : [owner], object: owner.node, variable: place.variable };
}

/** The variable it is written to, if any; undefined where it goes elsewhere. */
function placeOf(at: ModelFile, node: Node): { readonly variable?: Variable | undefined } | undefined {
  const { parent } = node;
  switch (parent?.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return placeOf(at, parent);
    case 'CallExpression':
      return at.file.calleeOf(parent) === '#Object.freeze' ? placeOf(at, parent) : undefined;
    case 'ExportDefaultDeclaration':
    case 'TSExportAssignment':
    case 'ExpressionStatement':
      return {};
    case 'AssignmentExpression': {
      const isExports = exportedName(at.file, parent.left) === WHOLE || isFreeName(at.file, parent.left, 'exports');
      return isExports && parent.right === node ? placeOf(at, parent) : undefined;
    }
    case 'VariableDeclarator': {
      const variable = parent.id.type === 'Identifier' ? at.file.variableOf(parent.id) : undefined;
      return variable?.writes.length === 1 ? { variable } : undefined;
    }
    default:
      return undefined;
  }
}

function exportedBy(at: ModelFile, node: Node, variable: Variable | undefined): ReadonlySet<string> {
  return new Set(
    [...at.exports.names].flatMap(([name, entries]) =>
      entries.some((one) =>
        one.kind === 'variable' ? one.variable === variable : one.kind === 'value' && one.node === node,
      )
        ? [name]
        : [],
    ),
  );
}

/** In the file itself: the variable, `exports` and `module`. */
export function isUsedByNameInside({ in: at, names, variable }: Home, isObject: IsObject): boolean {
  const isByName = (node: Node): boolean => isUsedByName(at, node, isObject);
  if (variable && !referencesTo(at.file, variable).every((node) => isExport(at, node) || isByName(node))) return false;
  return names !== undefined || at.exports.isModule || isModuleByName(at, isByName);
}

/** `module.exports = api`, `export { api }`, `export default api`. */
function isExport(at: ModelFile, node: Node): boolean {
  const { parent } = node;
  if (parent?.type === 'AssignmentExpression') {
    const isWhole = exportedName(at.file, parent.left) === WHOLE && parent.parent.type === 'ExpressionStatement';
    return parent.right === node && isWhole;
  }
  return parent?.type === 'ExportSpecifier' || parent?.type === 'ExportDefaultDeclaration' || isDeclared(node);
}

function isDeclared({ parent }: Node): boolean {
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' && parent.init !== null;
}

function isModuleByName(at: ModelFile, isByName: (node: Node) => boolean): boolean {
  const { file } = at;
  return identifiersIn(file.ast).every((node) => {
    const { parent } = node;
    if (isFreeName(file, node, 'exports')) return isAssigned(node) || isMember(at, node) || isByName(node);
    if (!isFreeName(file, node, 'module')) return true;
    if (parent.type === 'BinaryExpression' || parent.type === 'UnaryExpression') return true;
    if (parent.type !== 'MemberExpression' || parent.object !== node) return false;
    if (!isModuleExports(file, parent)) return file.memberName(parent) !== undefined;
    return isAssigned(parent) || isMember(at, parent) || isByName(parent);
  });
}

function isAssigned(node: Node): boolean {
  return node.parent?.type === 'AssignmentExpression' && node.parent.left === node;
}

/** `exports.name`, read or written. */
function isMember(at: ModelFile, node: Node): boolean {
  const { parent } = node;
  return parent?.type === 'MemberExpression' && parent.object === node && at.file.memberName(parent) !== undefined;
}

/** Whether a file that loads the module leaves the object where it is. */
export function importsByName({ from, load }: Importer, home: Home, isObject: IsObject): boolean {
  const { node } = load;
  const isIt = (name: string | undefined): boolean =>
    name !== undefined && (home.names?.has(name) ?? (name === 'default' && !home.in.exports.isModule));
  switch (node.type) {
    case 'ImportDeclaration':
      return node.specifiers.every((one) => {
        const isNamespace = one.type === 'ImportNamespaceSpecifier';
        if (isNamespace && home.names) return false;
        const name = one.type === 'ImportSpecifier' ? keyName(one.imported, false) : 'default';
        if (!isNamespace && !isIt(name)) return true;
        return isLocalByName(from, one.local, isObject);
      });
    case 'ExportNamedDeclaration':
      return node.specifiers.every(({ local }) => !isIt(keyName(local, false)));
    case 'ExportAllDeclaration':
      return node.exported === null && [...(home.names ?? [])].every((name) => name === 'default');
    case 'TSImportEqualsDeclaration':
      return !home.names && isLocalByName(from, node.id, isObject);
    default:
      return home.names ? isDropped(node) : isUsedByName(from, node, isObject);
  }
}

/** `import('./a.js');` runs the module and asks for nothing. */
function isDropped({ parent }: Node): boolean {
  return parent?.type === 'ExpressionStatement' || (parent?.type === 'AwaitExpression' && isDropped(parent));
}

function isLocalByName(from: ModelFile, local: TSESTree.Identifier, isObject: IsObject): boolean {
  const variable = from.file.variableOf(local);
  return variable !== undefined && isVariableUsedByName(from, variable, isObject);
}

/** Whether a function that is called as a member of the object may hand its `this` on. */
export function givesThis(resolver: Resolver, home: Home, isObject: IsObject): boolean {
  const { in: at, object } = home;
  if (object?.properties.some(({ type }) => type !== 'Property') === true) return true;
  const own = object?.properties.flatMap((one) => (one.type === 'Property' ? [resolver.valueOf(at, one.value)] : []));
  const exported = [...at.exports.names.keys()].filter((name) => name !== WHOLE);
  const values = home.names ? (own ?? []) : [...(own ?? []), ...exported.map((name) => resolver.exported(at, name))];
  const keys = new Set([...exported, ...(object?.properties.flatMap(keyOf) ?? [])]);
  return values.some((value) => {
    if (!value) return descendants(at.file.ast, isClass).some(({ type }) => type === 'ThisExpression');
    if (value.kind !== 'function') return false;
    const isKept = (node: Node): boolean =>
      isOtherMember(value.in, node, keys) || isUsedByName(value.in, node, isObject);
    return !thisIn(value.node).every(isKept);
  });
}

function keyOf(property: TSESTree.ObjectLiteralElement): string | readonly never[] {
  return (property.type === 'Property' ? keyName(property.key, property.computed) : undefined) ?? [];
}

/** `this.state` of a function that is a method of something else as well, which has other members. */
function isOtherMember(at: ModelFile, { parent }: Node, keys: ReadonlySet<string>): boolean {
  const name = parent?.type === 'MemberExpression' ? at.file.memberName(parent) : undefined;
  return name !== undefined && !keys.has(name);
}

/** Its own; what is written in classes and in functions below has another. */
function thisIn(fn: Node): readonly Node[] {
  const isOther = (one: Node): boolean =>
    one !== fn && (isClass(one) || (isFunction(one) && one.type !== 'ArrowFunctionExpression'));
  return descendants(fn, isOther).filter(({ type }) => type === 'ThisExpression');
}
