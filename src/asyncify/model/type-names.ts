/** Types of the program by the names that annotations give them. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node } from '../../contracts.ts';
import { keyName } from '../../syntax/node.ts';
import type { ModelFile } from './model-file.ts';
import type { Program } from './program.ts';
import type { Value } from './values.ts';

/** A declared type, and the file it is declared in. */
export interface TypeDeclaration {
  readonly in: ModelFile;
  readonly node: TSESTree.TSInterfaceDeclaration | TSESTree.TSTypeAliasDeclaration | TSESTree.ClassDeclaration;
}

const MAX_DEPTH = 8;

/** Finds the declaration of a type's name, in its file or the one it is imported from. */
export function typeNamed(program: Program, at: ModelFile, name: string, depth = 0): TypeDeclaration | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const own = declaredIn(at).get(name);
  if (own) return { in: at, node: own };
  const variable = at.file.moduleVariable(name);
  const { declaration } = variable ?? {};
  if (declaration?.type === 'ClassDeclaration') return { in: at, node: declaration };
  const source = declaration?.parent?.type === 'ImportDeclaration' ? declaration.parent.source.value : undefined;
  const target = source === undefined ? undefined : program.resolve(at.path, source);
  if (!target || !declaration) return undefined;
  const imported = declaration.type === 'ImportSpecifier' ? (keyName(declaration.imported, false) ?? name) : 'default';
  return exportedType(program, target, imported, depth + 1);
}

function exportedType(program: Program, at: ModelFile, name: string, depth: number): TypeDeclaration | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const entries = at.exports.names.get(name) ?? [];
  for (const entry of entries) {
    if (entry.kind !== 'from') continue;
    const target = program.resolve(at.path, entry.specifier);
    const found = target && exportedType(program, target, entry.name ?? name, depth + 1);
    if (found) return found;
  }
  const [entry] = entries;
  const local = entry?.kind === 'variable' ? entry.variable.name : name;
  const own = typeNamed(program, at, local, depth + 1);
  if (own) return own;
  for (const specifier of at.exports.stars) {
    const target = program.resolve(at.path, specifier);
    const found = target && exportedType(program, target, name, depth + 1);
    if (found) return found;
  }
  return undefined;
}

const declared = new WeakMap<ModelFile, ReadonlyMap<string, TypeDeclaration['node']>>();

/** Interfaces and aliases at the top level; annotations have no scopes of their own here. */
function declaredIn(at: ModelFile): ReadonlyMap<string, TypeDeclaration['node']> {
  let types = declared.get(at);
  if (!types) {
    const found = at.file.ast.body.flatMap((statement): readonly (readonly [string, TypeDeclaration['node']])[] => {
      const node: Node | null =
        statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration'
          ? statement.declaration
          : statement;
      return node?.type === 'TSInterfaceDeclaration' || node?.type === 'TSTypeAliasDeclaration'
        ? [[node.id.name, node]]
        : [];
    });
    declared.set(at, (types = new Map(found)));
  }
  return types;
}

/** Types whose values have the members of what is between their angle brackets. */
const TRANSPARENT: ReadonlySet<string> = new Set(['Readonly', 'Partial', 'Required', 'NonNullable']);

/** Types of the language and of Node that everybody knows to be none of the program's. */
const GLOBAL_TYPES =
  /^(?:Array|ReadonlyArray|Map|Set|WeakMap|WeakSet|ReadonlyMap|ReadonlySet|Date|RegExp|String|Number|Boolean|Error|Buffer|Uint8Array|URL|URLSearchParams|Function|Symbol|Iterable|Iterator|Generator|Record|NodeJS|Intl)$/;

/** What a value of this type is; undefined where that can't be told. */
export function valueOfType(program: Program, at: ModelFile, type: Node | undefined | null): Value | undefined {
  switch (type?.type) {
    case 'TSTypeAnnotation':
      return valueOfType(program, at, type.typeAnnotation);
    case 'TSStringKeyword':
    case 'TSNumberKeyword':
    case 'TSBooleanKeyword':
    case 'TSArrayType':
    case 'TSTupleType':
    case 'TSLiteralType':
      return { kind: 'external' };
    case 'TSUnionType': {
      const parts = type.types.filter((part) => !/^TS(?:Null|Undefined)Keyword$/.test(part.type));
      return parts.length === 1 ? valueOfType(program, at, parts[0]) : undefined;
    }
    case 'TSTypeReference':
      return type.typeName.type === 'Identifier' ? valueOfReference(program, at, type, type.typeName.name) : undefined;
    default:
      return undefined;
  }
}

function valueOfReference(
  program: Program,
  at: ModelFile,
  type: TSESTree.TSTypeReference,
  name: string,
): Value | undefined {
  const found = typeNamed(program, at, name);
  if (found) return valueOfDeclaration(program, found);
  if (TRANSPARENT.has(name)) return valueOfType(program, at, type.typeArguments?.params[0]);
  const variable = at.file.moduleVariable(name);
  if (!variable) return GLOBAL_TYPES.test(name) ? { kind: 'external' } : undefined;
  const source = variable.declaration.parent;
  const isForeign =
    source?.type === 'ImportDeclaration' &&
    !/^[./#@~]/.test(source.source.value) &&
    program.resolve(at.path, source.source.value) === undefined;
  return isForeign ? { kind: 'external' } : undefined;
}

function valueOfDeclaration(program: Program, found: TypeDeclaration): Value | undefined {
  const { node } = found;
  if (node.type === 'ClassDeclaration') return { kind: 'instance', in: found.in, node };
  if (node.type === 'TSInterfaceDeclaration') return { kind: 'interface', in: found.in, node };
  return node.typeAnnotation.type === 'TSTypeReference'
    ? valueOfType(program, found.in, node.typeAnnotation)
    : undefined;
}
