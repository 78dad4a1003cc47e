/** What a written type annotation says of where a value comes from. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ApiPath, Node } from '../contracts.ts';
import { modulePath, stepInto } from './api-path.ts';

/** `app: express.Express` is an instance of that type: `express.Express.new`; `fs: typeof import('fs')` is `fs`. */
export function typeApiOf(
  declaration: Node,
  apiOf: (name: string) => ApiPath | undefined,
): ApiPath | undefined {
  const annotation = (declaration as { typeAnnotation?: TSESTree.TSTypeAnnotation }).typeAnnotation;
  return annotation?.type === 'TSTypeAnnotation' ? ofType(annotation.typeAnnotation, apiOf) : undefined;
}

function ofType(type: TSESTree.TypeNode, apiOf: (name: string) => ApiPath | undefined): ApiPath | undefined {
  if (type.type === 'TSTypeReference') {
    const path = ofName(type.typeName, apiOf);
    return path && stepInto(path, 'new');
  }
  if (type.type === 'TSTypeQuery') {
    return type.exprName.type === 'TSImportType' ? ofImportType(type.exprName) : ofName(type.exprName, apiOf);
  }
  if (type.type === 'TSImportType') return ofImportType(type);
  return undefined;
}

function ofName(
  name: TSESTree.EntityName,
  apiOf: (name: string) => ApiPath | undefined,
): ApiPath | undefined {
  if (name.type === 'Identifier') return apiOf(name.name);
  if (name.type !== 'TSQualifiedName') return undefined;
  const left = ofName(name.left, apiOf);
  return left && stepInto(left, name.right.name);
}

function ofImportType(type: TSESTree.TSImportType): ApiPath | undefined {
  const source: Node | undefined = type.source;
  return source?.type === 'Literal' ? modulePath(String(source.value)) : undefined;
}
