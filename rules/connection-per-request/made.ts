/** Tells which client an expression makes, by tables and by its arguments. */
import type { TSESTree } from '@typescript-eslint/types';
import {
  clientOf,
  GRPC_CREDENTIALS,
  grpcClient,
  valueOf,
  type ClientApi,
  type OwnClients,
} from '../../src/authoring/clients.ts';
import { isWithin, keyName, unwrap, type ApiPath, type SourceFile } from '../../src/authoring/rule.ts';

type Making = TSESTree.NewExpression | TSESTree.CallExpression;

/** The client a `new` or a call makes, if it makes one; `own` are those of the project's configuration. */
export function clientMadeBy(
  own: OwnClients,
  file: SourceFile,
  node: Making,
  how: 'new' | '()',
): ClientApi | undefined {
  if (how === 'new' && isGeneratedPrisma(file, node.callee)) return clientOf('@prisma/client.PrismaClient.new');
  const callee = file.calleeOf(node);
  const made = how === 'new' ? `${callee}.new` : `${callee}()`;
  const client = callee === undefined ? undefined : (own.get(made) ?? clientOf(made));
  if (!client) return how === 'new' && isGeneratedGrpc(file, node) ? grpcClient : undefined;
  return client.unlessOption && hasOption(file, node, client.unlessOption) ? undefined : client;
}

/** Prisma writes its client into the project, from where it is imported by a relative path. */
function isGeneratedPrisma(file: SourceFile, callee: TSESTree.Node): boolean {
  if (callee.type !== 'Identifier' || callee.name !== 'PrismaClient') return false;
  const declared = file.variableOf(callee)?.declaration.parent;
  return declared?.type === 'ImportDeclaration' && /generated|prisma/i.test(declared.source.value);
}

/** `new shop.Orders(address, credentials.createInsecure())`: the class is made from a .proto file. */
function isGeneratedGrpc(file: SourceFile, node: Making): boolean {
  const credentials = node.arguments[1];
  return credentials !== undefined && GRPC_CREDENTIALS.test(file.apiOf(credentials) ?? '');
}

function hasOption(file: SourceFile, node: Making, wanted: RegExp): boolean {
  const options = node.arguments[0] && valueOf(file, node.arguments[0]);
  if (options?.type !== 'ObjectExpression') return false;
  return options.properties.some((at) => at.type === 'Property' && wanted.test(keyName(at.key, at.computed) ?? ''));
}

/** A channel of a connection the same function opens: the connection is the finding. */
export function isPartOfFoundOne(file: SourceFile, node: Making, client: ClientApi): boolean {
  const callee = unwrap(node.callee);
  if (callee.type !== 'MemberExpression' || !/\(\)\.\w+\(\)$/.test(client.api)) return false;
  const base = valueOf(file, callee.object);
  const fn = file.functionOf(base);
  return base.type === 'CallExpression' && fn !== undefined && isWithin(node, fn);
}

/** Whether the function around a node calls, further down, one of the APIs that end what it opens. */
export function isEndedHere(file: SourceFile, node: Making, enders: readonly ApiPath[]): boolean {
  const fn = file.functionOf(node);
  if (!fn) return false;
  return file
    .nodes('CallExpression')
    .filter((call) => isWithin(call, fn) && file.spanOf(call)[0] > file.spanOf(node)[0])
    .some((call) => enders.includes(file.calleeOf(call) ?? ''));
}
