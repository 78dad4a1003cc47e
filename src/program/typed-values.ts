/** What a written type says of the value it is given to. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node } from '../contracts.ts';
import { modulePath } from '../syntax/api-path.ts';
import { keyName } from '../syntax/node.ts';
import type { ParsedFile } from '../syntax/source-file.ts';
import { typeApiOf } from '../syntax/type-origin.ts';
import type { FlowCollector } from './collector.ts';
import { NOTHING, type FlowNode } from './facts.ts';

/** An instance of the class, or of the external type, an annotation names. */
export function typedValue(flow: FlowCollector, declaration: Node): FlowNode {
  const api = declaredApi(flow.file, declaration);
  if (api !== undefined) return flow.external(api);
  const { typeAnnotation } = declaration as { typeAnnotation?: TSESTree.TSTypeAnnotation | null };
  const type = typeAnnotation?.typeAnnotation;
  if (type?.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return NOTHING;
  const variable = flow.file.moduleVariable(type.typeName.name);
  const isClass = variable?.kind === 'class' || variable?.kind === 'import';
  return variable && isClass ? flow.instanceOf(flow.variableNode(variable)) : NOTHING;
}

/** The external type an annotation names: `express.Router.new`. */
export function declaredApi(file: ParsedFile, declaration: Node): string | undefined {
  return typeApiOf(declaration, (name) => importedApi(file, name));
}

function importedApi(file: ParsedFile, name: string): string | undefined {
  const declaration = file.moduleVariable(name)?.declaration;
  if (declaration?.parent?.type !== 'ImportDeclaration') return undefined;
  const module = modulePath(declaration.parent.source.value);
  if (module === undefined || declaration.type !== 'ImportSpecifier') return module;
  return `${module}.${keyName(declaration.imported, false) ?? ''}`;
}
