/** What a written type annotation says of where a value comes from. */
import type { TSESTree } from '@typescript-eslint/types';
import type { ApiPath, Node } from '../contracts.ts';
import { modulePath, stepInto } from './api-path.ts';

type ApiOfName = (name: string) => ApiPath | undefined;

/** `app: express.Express` is an instance of that type: `express.Express.new`; `fs: typeof import('fs')` is `fs`. */
export function typeApiOf(declaration: Node, apiOf: ApiOfName): ApiPath | undefined {
  const annotation = (declaration as { typeAnnotation?: TSESTree.TSTypeAnnotation }).typeAnnotation;
  return annotation?.type === 'TSTypeAnnotation' ? ofType(annotation.typeAnnotation, apiOf) : undefined;
}

function ofType(type: TSESTree.TypeNode, apiOf: ApiOfName): ApiPath | undefined {
  switch (type.type) {
    case 'TSTypeReference':
      return instanceOf(ofName(type.typeName, apiOf));
    case 'TSImportType':
      return instanceOf(ofImportType(type));
    case 'TSTypeQuery':
      return type.exprName.type === 'TSImportType' ? ofImportType(type.exprName) : ofName(type.exprName, apiOf);
    case 'TSUnionType': {
      // `Pool | undefined`
      const [one, ...more] = type.types.filter(({ type: kind }) => !NOTHING.has(kind));
      return one && more.length === 0 ? ofType(one, apiOf) : undefined;
    }
    default:
      return undefined;
  }
}

const NOTHING: ReadonlySet<string> = new Set(['TSNullKeyword', 'TSUndefinedKeyword']);

function instanceOf(path: ApiPath | undefined): ApiPath | undefined {
  return path && stepInto(path, 'new');
}

function ofName(name: TSESTree.EntityName, apiOf: ApiOfName): ApiPath | undefined {
  if (name.type === 'Identifier') return apiOf(name.name);
  if (name.type !== 'TSQualifiedName') return undefined;
  const left = ofName(name.left, apiOf);
  return left && stepInto(left, name.right.name);
}

/** `import('pg').Pool` */
function ofImportType(type: TSESTree.TSImportType): ApiPath | undefined {
  // Older parsers have no `source`.
  const { source } = type as { readonly source?: TSESTree.StringLiteral };
  const module = source && modulePath(source.value);
  return module && type.qualifier ? ofName(type.qualifier, (name) => stepInto(module, name)) : module;
}
