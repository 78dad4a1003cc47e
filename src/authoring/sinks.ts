/** Where a text goes that a program made: to a client, a socket, a queue, a cache, another service. */
import type { TSESTree } from '@typescript-eslint/types';
import type { Node, SourceFile } from '../contracts.ts';
import { isFunction, keyName, unwrap } from '../syntax/node.ts';
import { referencesTo } from '../syntax/references.ts';
import { constantOf, rootOf } from '../syntax/values.ts';
import { methodNameOf } from './json.ts';

/** Who reads the text. Files, consoles and pages are none of them: people read those. */
export type Reader = 'response' | 'socket' | 'queue' | 'cache' | 'request';

export interface Sink {
  readonly reader: Reader;
  /** The call, assignment or `return` that hands the text over. */
  readonly node: Node;
}

const CACHE_METHODS =
  /^(?:set|setex|setEx|setnx|setNX|psetex|getset|hset|hSet|hmset|hsetnx|lpush|lPush|rpush|rPush|sadd|sAdd|zadd|zAdd|publish|append)$/;
const CACHE_NAMES = /(?:redis|cache|memcached?)$/i;
const CACHE_APIS = /^(?:ioredis|redis|@redis\/client|memcached|memjs|keyv|cache-manager|node-cache|lru-cache)\b/;
const QUEUE_METHODS = /^(?:sendToQueue|produce|sendMessage|sendBatch|publish|xadd|xAdd)$/;
const QUEUE_NAMES = /(?:queue|channel|producer|publisher|pubsub|topic|broker|kafka|sqs|amqp|nats)$/i;
const FETCHES =
  /^(?:#fetch|(?:node-fetch|undici|cross-fetch)(?:\.fetch|\.request)?|axios(?:\.(?:post|put|patch|request))?|got(?:\.(?:post|put|patch))?|ky(?:\.(?:post|put|patch))?|superagent\.(?:post|put|patch)|needle(?:\.(?:post|put|patch))?)$/;
const RESPONSE_METHODS = /^(?:send|end|write|json|jsonp)$/;
const HONO_METHODS = /^(?:json|body|text|newResponse)$/;

/** The place a value is handed over, seen through `Buffer.from`, casts and a name used for nothing else. */
export function sinkOf(file: SourceFile, node: Node, depth = 0): Sink | undefined {
  const { parent } = node;
  if (!parent || depth > 6) return undefined;
  switch (parent.type) {
    case 'CallExpression':
      return parent.callee === node ? undefined : sinkOfArgument(file, parent, node, depth);
    case 'NewExpression':
      return file.calleeOf(parent) === '#Response' && parent.arguments[0] === node
        ? { reader: 'response', node: parent }
        : undefined;
    case 'AssignmentExpression':
      return isContextBody(file, parent.left) ? { reader: 'response', node: parent } : undefined;
    case 'VariableDeclarator':
      return sinkOfVariable(file, parent, depth);
    case 'Property':
      return sinkOfProperty(file, parent);
    case 'AwaitExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'ChainExpression':
      return sinkOf(file, parent, depth + 1);
    default:
      return undefined;
  }
}

function sinkOfVariable(file: SourceFile, declarator: TSESTree.VariableDeclarator, depth: number): Sink | undefined {
  const variable = constantOf(file, declarator.id);
  const [use, ...more] = variable?.scopeFunction ? referencesTo(file, variable) : [];
  return use && more.length === 0 ? sinkOf(file, use, depth + 1) : undefined;
}

function sinkOfArgument(file: SourceFile, call: TSESTree.CallExpression, node: Node, depth: number): Sink | undefined {
  const api = file.calleeOf(call) ?? '';
  if (api === '#Buffer.from' || api === 'buffer.Buffer.from') return sinkOf(file, call, depth + 1);
  const reader = FETCHES.test(api) && call.arguments[1] === node ? 'request' : readerOf(file, call, node);
  return reader && { reader, node: call };
}

/** Who reads what a method is given. */
export function readerOf(file: SourceFile, call: TSESTree.CallExpression, argument?: Node): Reader | undefined {
  const method = methodNameOf(call);
  if (method === undefined) return undefined;
  const { object } = unwrap(call.callee) as TSESTree.MemberExpression;
  if (RESPONSE_METHODS.test(method) && isResponse(file, object)) return 'response';
  if (HONO_METHODS.test(method) && isContext(file, object) && call.arguments[0] === argument) return 'response';
  const api = file.apiOf(object) ?? '';
  const name = lastNameOf(object);
  if (method === 'send' && (api.startsWith('ws.') || /^(?:ws|websocket|socket)$/i.test(name))) return 'socket';
  if (method === 'write' && (api.startsWith('net.') || /^socket$/i.test(name))) return 'socket';
  const isFirst = call.arguments[0] === argument && method !== 'sendMessage';
  if (QUEUE_METHODS.test(method) && QUEUE_NAMES.test(name) && !isFirst) return 'queue';
  if (CACHE_METHODS.test(method) && (CACHE_APIS.test(api) || CACHE_NAMES.test(name)) && !isFirst) return 'cache';
  return undefined;
}

/** `{ body: text }` for `fetch` and Lambda's proxy, `{ value: text }` for Kafka, `{ MessageBody: text }` for SQS. */
function sinkOfProperty(file: SourceFile, property: TSESTree.Property): Sink | undefined {
  const key = keyName(property.key, property.computed);
  const object = property.parent;
  const user = object.parent;
  if (object.type !== 'ObjectExpression') return undefined;
  if (key === 'MessageBody' && (user.type === 'CallExpression' || user.type === 'NewExpression')) {
    return { reader: 'queue', node: user };
  }
  if (key === 'value' && user.type === 'ArrayExpression' && isKey(user.parent, 'messages')) {
    return { reader: 'queue', node: user };
  }
  if (key !== 'body' && key !== 'data') return undefined;
  if (user.type === 'CallExpression' && FETCHES.test(file.calleeOf(user) ?? '')) {
    return { reader: 'request', node: user };
  }
  const isReturned = user.type === 'ReturnStatement' || isFunction(user);
  return key === 'body' && isReturned && hasKey(object, 'statusCode') ? { reader: 'response', node: user } : undefined;
}

/** Whether an object literal has a key. */
function hasKey(object: TSESTree.ObjectExpression, key: string): boolean {
  return object.properties.some((property) => isKey(property, key));
}

function isKey(node: Node, key: string): boolean {
  return node.type === 'Property' && keyName(node.key, node.computed) === key;
}

/** `res`, `res.status(200)`, `reply.code(200).type(…)`: a handler's response, whatever was called on it before. */
export function isResponse(file: SourceFile, node: Node): boolean {
  const root = chainRootOf(node);
  if (root.type !== 'Identifier') return false;
  const variable = file.variableOf(root);
  const api = file.apiOf(root) ?? '';
  if (/^(?:http2?|https|express|fastify)\.(?:ServerResponse|Response|FastifyReply)\.new$/.test(api)) return true;
  return (
    variable?.param !== undefined &&
    variable.param.path.length === 0 &&
    variable.param.index >= 1 &&
    /^(?:_?res|resp|response|reply|rep)$/.test(root.name)
  );
}

/** The one parameter of a Koa or Hono handler. */
function isContext(file: SourceFile, node: Node): boolean {
  const root = unwrap(node);
  if (root.type !== 'Identifier' || !/^(?:c|ctx|context)$/.test(root.name)) return false;
  return file.variableOf(root)?.param?.index === 0;
}

/** `ctx.body = …`, `ctx.response.body = …`. */
function isContextBody(file: SourceFile, target: Node): boolean {
  if (target.type !== 'MemberExpression' || keyName(target.property, target.computed) !== 'body') return false;
  return isContext(file, rootOf(target));
}

/** The object a chain of members and calls starts from. */
export function chainRootOf(node: Node): Node {
  const inner = unwrap(node);
  if (inner.type === 'CallExpression') return chainRootOf(inner.callee);
  return inner.type === 'MemberExpression' ? chainRootOf(inner.object) : inner;
}

/** `cache` for `this.cache`, `app.locals.cache` and `cache`. */
function lastNameOf(node: Node): string {
  const inner = unwrap(node);
  if (inner.type === 'Identifier') return inner.name;
  return inner.type === 'MemberExpression' ? (keyName(inner.property, inner.computed) ?? '').replace(/^#/, '') : '';
}
