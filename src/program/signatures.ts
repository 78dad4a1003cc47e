/** What a function's parameters, as they are named, say of who calls it. */
import type { TSESTree } from '@typescript-eslint/types';
import type { FunctionNode } from '../contracts.ts';
import type { FunctionFact } from './facts.ts';

/** What `this` is known to be in a function from where it is written. */
export function selfOf({ type, parent }: FunctionNode): FunctionFact['selfIs'] {
  if (type === 'ArrowFunctionExpression') return undefined;
  if (parent.type === 'MethodDefinition') return 'instance';
  return parent.type === 'Property' ? 'object' : undefined;
}

/** The name of a parameter, its default and its modifiers left off. */
export function nameOfParam(param: TSESTree.Parameter | undefined): string | undefined {
  if (param?.type === 'TSParameterProperty') return nameOfParam(param.parameter);
  if (param?.type === 'AssignmentPattern') return nameOfParam(param.left);
  return param?.type === 'Identifier' ? param.name : undefined;
}

const SOCKET_NAMES = /^_?(?:socket|sock|ws|webSocket|conn|connection|client)$/i;
const REQUEST_NAMES = /^_{0,2}(?:req|request)$/;
const RESPONSE_NAMES = /^_{0,2}(?:res|resp|response|reply|rep)$/;

/** `(req, res)`, `(request, reply)`: what nothing but a handler is called with. Error handlers have the error first. */
export function isHandlerLike(fn: FunctionNode): boolean {
  const names = fn.params.map(nameOfParam).filter((name) => name !== 'this');
  const first = names.length === 4 ? 1 : 0;
  return REQUEST_NAMES.test(names[first] ?? '') && RESPONSE_NAMES.test(names[first + 1] ?? '');
}

/** `(socket)`: what a server of connections calls its listeners with. */
export function isSocketLike({ params }: FunctionNode): boolean {
  return SOCKET_NAMES.test(nameOfParam(params[0]) ?? '');
}

/** `(err, data)`: called back once, with the result. */
export function isNodeCallback({ params }: FunctionNode): boolean {
  return /^_?(?:err|error|e|er)$/.test(nameOfParam(params[0]) ?? '');
}
