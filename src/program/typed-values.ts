/** What a written type says of the value it is given to. */
import type { TSESTree } from '@typescript-eslint/types';
import { HANDLER_TYPES } from '../apis/handler-types.ts';
import type { Node, Variable } from '../contracts.ts';
import { modulePath } from '../syntax/api-path.ts';
import { keyName, unwrap } from '../syntax/node.ts';
import type { ParsedFile } from '../syntax/source-file.ts';
import { typeApiOf } from '../syntax/type-origin.ts';
import type { FlowCollector } from './collector.ts';
import { ELEMENTS, NOTHING, type FlowNode } from './facts.ts';

/** Types that hold others: a list of them, or as good as one. */
const LISTS = /^(?:Array|ReadonlyArray|Set|ReadonlySet|Iterable|AsyncIterable)$/;
const MAPS = /^(?:Map|ReadonlyMap|WeakMap|Record)$/;
const WRAPPERS = /^(?:Promise|Readonly|Required|Partial|NonNullable|Ref|WrapperType|Relation)$/;

/** An instance of the class, of what implements the interface, or of the external type, an annotation names. */
export function typedValue(flow: FlowCollector, declaration: Node): FlowNode {
  const { typeAnnotation } = declaration as { typeAnnotation?: TSESTree.TSTypeAnnotation | null };
  if (!typeAnnotation) return NOTHING;
  // Names come first: what is imported under an alias of the project's own is known when files are linked.
  const value = valueOfType(flow, typeAnnotation.typeAnnotation);
  const api = value === NOTHING ? declaredApi(flow.file, declaration) : undefined;
  return api === undefined ? value : flow.external(api);
}

function valueOfType(flow: FlowCollector, type: TSESTree.TypeNode): FlowNode {
  switch (type.type) {
    case 'TSArrayType':
      return listOf(flow, type.elementType);
    case 'TSTypeOperator':
      return type.typeAnnotation ? valueOfType(flow, type.typeAnnotation) : NOTHING;
    case 'TSUnionType': {
      // `Store | undefined`
      const [one, ...more] = type.types.filter(({ type: kind }) => !EMPTY.has(kind));
      return one && more.length === 0 ? valueOfType(flow, one) : NOTHING;
    }
    case 'TSTypeReference':
      return type.typeName.type === 'Identifier' ? valueOfName(flow, type.typeName.name, type) : NOTHING;
    default:
      return NOTHING;
  }
}

const EMPTY: ReadonlySet<string> = new Set(['TSNullKeyword', 'TSUndefinedKeyword']);

function valueOfName(flow: FlowCollector, name: string, { typeArguments }: TSESTree.TSTypeReference): FlowNode {
  const [first, second] = typeArguments?.params ?? [];
  if (first && LISTS.test(name)) return listOf(flow, first);
  if (second && MAPS.test(name)) return listOf(flow, second);
  if (first && WRAPPERS.test(name)) return valueOfType(flow, first);
  const own = flow.interfaces.instanceOf(name);
  return own === NOTHING ? flow.instanceOf(typeNode(flow, name)) : own;
}

function listOf(flow: FlowCollector, element: TSESTree.TypeNode): FlowNode {
  const value = valueOfType(flow, element);
  if (value === NOTHING) return NOTHING;
  const list = flow.container();
  flow.store(list, ELEMENTS, value);
  return list;
}

/** The class or interface a type names. */
export function typeNode(flow: FlowCollector, name: string): FlowNode {
  const variable = flow.file.moduleVariable(name);
  if (!variable) return flow.interfaces.valueOf(name);
  return variable.kind === 'class' || variable.kind === 'import' ? flow.variableNode(variable) : NOTHING;
}

/** What else a variable's type tells: that it is a handler, or that an object written in place implements an interface. */
export function declareType(flow: FlowCollector, { declaration, writes }: Variable, node: FlowNode): void {
  const api = declaredApi(flow.file, declaration);
  if (api !== undefined && HANDLER_TYPES.has(api)) {
    const label = api.startsWith('aws-lambda.') ? 'lambda handler' : 'request handler';
    flow.roles.push({ node, label, kind: 'request' });
  }
  const [write, ...more] = writes;
  if (!write || more.length > 0 || unwrap(write.value).type !== 'ObjectExpression') return;
  const type = typedValue(flow, declaration);
  if (type !== NOTHING) flow.implementations.push(flow.valueOf(write.value), type);
}

/** Remembers where a type is imported from as which others may know a class of the file. */
export function noteSupertype({ file, supertypes }: FlowCollector, type: Node): void {
  const declaration = type.type === 'Identifier' ? file.moduleVariable(type.name)?.declaration : undefined;
  if (declaration?.parent?.type !== 'ImportDeclaration') return;
  const name = declaration.type === 'ImportSpecifier' ? keyName(declaration.imported, false) : undefined;
  supertypes.push({ specifier: declaration.parent.source.value, name });
}

/** The external type an annotation names: `express.Router.new`. */
function declaredApi(file: ParsedFile, declaration: Node): string | undefined {
  return typeApiOf(declaration, (name) => importedApi(file, name));
}

function importedApi(file: ParsedFile, name: string): string | undefined {
  const declaration = file.moduleVariable(name)?.declaration;
  if (declaration?.parent?.type !== 'ImportDeclaration') return undefined;
  const module = modulePath(declaration.parent.source.value);
  if (module === undefined || declaration.type !== 'ImportSpecifier') return module;
  return `${module}.${keyName(declaration.imported, false) ?? ''}`;
}
