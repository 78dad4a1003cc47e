/** What a file exports, and what it takes from other files, in both module systems. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, Variable } from '../../contracts.ts';
import { foldString } from '../../syntax/fold.ts';
import { keyName, unwrap } from '../../syntax/node.ts';
import { bindingsOf } from '../../syntax/patterns.ts';
import type { ParsedFile } from '../../syntax/source-file.ts';

/** The name under which `module.exports` itself, or `export =`, is kept. */
export const WHOLE = '=';

/** Where an exported name comes from. */
export type ExportEntry =
  | { readonly kind: 'variable'; readonly variable: Variable }
  | { readonly kind: 'value'; readonly node: Node }
  /** From another file; `name` is undefined for the whole module. */
  | { readonly kind: 'from'; readonly specifier: string; readonly name: string | undefined };

/** What one file exports. */
export interface ExportTable {
  readonly names: ReadonlyMap<string, readonly ExportEntry[]>;
  /** `export * from` these. */
  readonly stars: readonly string[];
  readonly isModule: boolean;
}

/** The entries of a file's exports; assignments to `exports` count as well as declarations. */
export function exportsOf(file: ParsedFile): ExportTable {
  const names = new Map<string, ExportEntry[]>();
  const add = (name: string, entry: ExportEntry): void => {
    const known = names.get(name);
    if (known) known.push(entry);
    else names.set(name, [entry]);
  };
  const named = file.nodes('ExportNamedDeclaration');
  const defaults = file.nodes('ExportDefaultDeclaration');
  const all = file.nodes('ExportAllDeclaration');
  for (const at of named) addNamed(file, at, add);
  for (const at of defaults) addDefault(file, at, add);
  for (const at of file.nodes('TSExportAssignment')) add(WHOLE, { kind: 'value', node: at.expression });
  for (const at of all) {
    if (at.exported)
      add(keyName(at.exported, false) ?? '*', { kind: 'from', specifier: at.source.value, name: undefined });
  }
  for (const at of file.nodes('AssignmentExpression')) addAssigned(file, at, add);
  const isModule = named.length + defaults.length + all.length + file.nodes('ImportDeclaration').length > 0;
  return { names, stars: all.filter((at) => !at.exported).map((at) => at.source.value), isModule };
}

type Add = (name: string, entry: ExportEntry) => void;

function addNamed(file: ParsedFile, at: TSESTree.ExportNamedDeclaration, add: Add): void {
  const { declaration } = at;
  const ids =
    declaration?.type === 'VariableDeclaration'
      ? declaration.declarations.flatMap(({ id }) => bindingsOf(id).map((bound) => bound.id))
      : declaration && 'id' in declaration && declaration.id?.type === 'Identifier'
        ? [declaration.id]
        : [];
  for (const id of ids) addVariable(file, id, id.name, add);
  for (const { local, exported } of at.specifiers) {
    const name = keyName(exported, false) ?? '*';
    if (at.source) add(name, { kind: 'from', specifier: at.source.value, name: keyName(local, false) ?? 'default' });
    else if (local.type === 'Identifier') addVariable(file, local, name, add);
  }
}

function addVariable(file: ParsedFile, id: TSESTree.Identifier, name: string, add: Add): void {
  const variable = file.moduleVariable(id.name);
  if (variable) add(name, { kind: 'variable', variable });
}

function addDefault(file: ParsedFile, { declaration }: TSESTree.ExportDefaultDeclaration, add: Add): void {
  const id = 'id' in declaration && declaration.type.endsWith('Declaration') ? declaration.id : declaration;
  const variable = id?.type === 'Identifier' ? file.moduleVariable(id.name) : undefined;
  add('default', variable ? { kind: 'variable', variable } : { kind: 'value', node: declaration });
}

function addAssigned(file: ParsedFile, at: TSESTree.AssignmentExpression, add: Add): void {
  const name = exportedName(file, at.left);
  if (name === undefined) return;
  add(name, { kind: 'value', node: at.right });
  const value = unwrap(at.right);
  if (name === WHOLE && value.type === 'ObjectExpression') addMembers(value, add);
}

function addMembers(object: TSESTree.ObjectExpression, add: Add): void {
  for (const property of object.properties) {
    if (property.type !== 'Property') continue;
    const key = keyName(property.key, property.computed);
    if (key !== undefined) add(key, { kind: 'value', node: property.value });
  }
}

/** `exports.x`, `module.exports.x` and, as `=`, `module.exports`; undefined for anything else. */
export function exportedName(file: ParsedFile, node: Node): string | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  if (isModuleExports(file, node)) return WHOLE;
  const isExports = isFreeName(file, node.object, 'exports') || isModuleExports(file, node.object);
  return isExports ? file.memberName(node) : undefined;
}

/** `module.exports`. */
export function isModuleExports(file: ParsedFile, node: Node): boolean {
  return (
    node.type === 'MemberExpression' && file.memberName(node) === 'exports' && isFreeName(file, node.object, 'module')
  );
}

/** A name nothing in the file declares. */
export function isFreeName(file: ParsedFile, node: Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name && file.variableOf(node) === undefined;
}

/** One place that loads a module. */
export interface Load {
  /** The import or export declaration, the call of `require`, or the `import()`. */
  readonly node: Node;
  /** Folded, with `*` for what can't be told; undefined where nothing is known. */
  readonly specifier: string | undefined;
}

/** Every place of a file that loads a module. */
export function loadsOf(file: ParsedFile): readonly Load[] {
  const declared = [
    ...file.nodes('ImportDeclaration'),
    ...file.nodes('ExportNamedDeclaration').filter((at) => at.source),
    ...file.nodes('ExportAllDeclaration'),
  ].map((node): Load => ({ node, specifier: node.source?.value }));
  const calls = file
    .nodes('CallExpression')
    .filter((call) => isRequire(file, call))
    .map((node): Load => ({ node, specifier: node.arguments[0] && foldString(node.arguments[0], file) }));
  const dynamic = file
    .nodes('ImportExpression')
    .map((node): Load => ({ node, specifier: foldString(node.source, file) }));
  const equals = file.nodes('TSImportEqualsDeclaration').flatMap((node): readonly Load[] => {
    const { moduleReference: reference } = node;
    if (reference.type !== 'TSExternalModuleReference') return [];
    return [{ node, specifier: foldString(reference.expression, file) }];
  });
  return [...declared, ...calls, ...dynamic, ...equals];
}

/** Whether a call is one of `require`. */
export function isRequire(file: ParsedFile, call: TSESTree.CallExpression): boolean {
  if (call.callee.type !== 'Identifier' && call.callee.type !== 'MemberExpression') return false;
  if (isFreeName(file, call.callee, 'require')) return true;
  const api = file.apiOf(call.callee);
  return api === '#require' || api === 'module.createRequire()' || api === '#module.require';
}
