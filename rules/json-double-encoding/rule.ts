/** Finds JSON text written as JSON once more, read twice, or read only to be written again. */
import type { TSESTree } from '@typescript-eslint/types';
import { isJsonCall, isSeldom, methodNameOf, soleUseOf, valueOf } from '../../src/authoring/json.ts';
import { ARGUMENTS, callee, jsonTriggers, keptAndUsed, laterCallee } from '../../src/authoring/json-triggers.ts';
import { isResponse, sinkOf } from '../../src/authoring/sinks.ts';
import { defineRule, keyName, unwrap, type Match, type Node, type SourceFile } from '../../src/authoring/rule.ts';

type Shape = 'text' | 'field' | 'sent' | 'read twice' | 'read to be sent';

const MESSAGES: Readonly<Record<Shape, string>> = {
  text: 'writes JSON text as JSON a second time: every quote is escaped and the reader must parse twice; write the value itself',
  field: 'a field is written as JSON before the whole is: it is escaped and must be parsed twice; leave the value in',
  sent: 'hands JSON text to a method that writes JSON itself: the client gets a string, not the value; hand over the value',
  'read twice': 'parses text that was written as JSON twice; have it written once',
  'read to be sent': 'parses JSON text only for the response to write it again; send the text as `application/json`',
};

/** Methods that write their argument as JSON, whatever it is. */
const JSON_WRITERS = /^(?:#Response|next\/server\.NextResponse)\.json$|^socket\.io(?:\.Server)?\.new\.emit$/;
/** Fields whose text some protocol asks for: Lambda's proxy, SNS, SQS, EventBridge, Step Functions, GraphQL, language models. */
const TEXT_BY_PROTOCOL =
  /^(?:body|payload|message|messages|default|detail|input|output|data|arguments|variables|content|text|event|value|gcm|apns\w*|metadata|params|raw|json|jws|jwt|props|state|config|script|html)$|json|body$|payload$|str(?:ing)?$|text$|data$/i;
const CACHE_READS = /^(?:get|hget|hGet|getdel|getDel|getBuffer)$/;

const PARSE = callee('parse');
const STRINGIFY = callee('stringify');
const WRITER = '\\b(?:jsonp?|emit)\\s*(?:<[^()]{1,80}>\\s*)?\\(';
const USED_BY_NAME = '[^()]{0,300}?(?<![\\w$.])\\1(?![\\w$])';
const TRIGGERS = jsonTriggers(
  `${STRINGIFY}\\(${ARGUMENTS}${STRINGIFY}`,
  `${callee('(?:parse|stringify)')}(?<=${WRITER}[^;]{0,120}?${callee('(?:parse|stringify)')})`,
  `${PARSE}\\(\\s*\\(*(?:<[^<>]{1,80}>)?${laterCallee('parse')}`,
  keptAndUsed('stringify', `(?:${STRINGIFY}\\(|${WRITER})${USED_BY_NAME}`),
  keptAndUsed('parse', `(?:${PARSE}\\(\\s*|${WRITER}\\s*)\\1(?![\\w$])`),
);

export const rule = defineRule<Shape>({
  id: 'json-double-encoding',
  summary: 'JSON text written as JSON once more, or parsed only to be written again',
  triggers: TRIGGERS,
  effect: 'computes',
  appliesIn: ['request', 'loop'],
  detect: (file) => ({ CallExpression: (node) => detect(file, node) }),
  message: (shape) => MESSAGES[shape],
  api: (shape) => (shape.startsWith('read') ? 'JSON.parse' : 'JSON.stringify'),
  cost: (shape) => ({
    unsized: true,
    points: shape === 'field' ? 2 : 3,
    ...(shape === 'field' && { confidence: 0.7 }),
  }),
});

function detect(file: SourceFile, node: TSESTree.CallExpression): Match<Shape> | undefined {
  const shape = shapeOf(file, node);
  return shape && !isSeldom(file, node) ? { node, data: shape } : undefined;
}

function shapeOf(file: SourceFile, node: TSESTree.CallExpression): Shape | undefined {
  const outer = isJsonCall(file, node, 'stringify');
  if (outer) {
    if (isText(file, outer.argument)) return isEmbedded(node) ? undefined : 'text';
    return hasEncodedField(file, outer.argument) && isOwnReader(file, node) ? 'field' : undefined;
  }
  const parse = isJsonCall(file, node, 'parse');
  if (parse) {
    const inner = soleUseOf(file, parse.argument);
    return inner && isJsonCall(file, inner, 'parse') ? 'read twice' : undefined;
  }
  return shapeOfWriter(file, node);
}

/** `res.json(JSON.stringify(x))` and `res.json(JSON.parse(text))`. */
function shapeOfWriter(file: SourceFile, node: TSESTree.CallExpression): Shape | undefined {
  const method = methodNameOf(node);
  const callee = unwrap(node.callee);
  const argument = node.arguments[JSON_WRITERS.test(file.calleeOf(node) ?? '') && method === 'emit' ? 1 : 0];
  if (!argument || callee.type !== 'MemberExpression') return undefined;
  const isResponseJson = /^jsonp?$/.test(method ?? '') && isResponse(file, callee.object);
  if (!isResponseJson && !JSON_WRITERS.test(file.calleeOf(node) ?? '')) return undefined;
  if (isText(file, argument)) return 'sent';
  const value = isResponseJson ? soleUseOf(file, argument) : undefined;
  const parse = value && isJsonCall(file, value, 'parse');
  if (!parse || parse.call.arguments.length > 1) return undefined;
  return isText(file, parse.argument) || isFromCache(file, parse.argument) ? 'read to be sent' : undefined;
}

/** Whether a value is text `JSON.stringify` gave, by whatever constant name. */
function isText(file: SourceFile, node: Node): boolean {
  return isJsonCall(file, valueOf(file, node), 'stringify') !== undefined;
}

/** Text put into code or into a command: quoting it a second time is what makes it a literal there. */
function isEmbedded(node: Node): boolean {
  const { parent } = node;
  return parent?.type === 'TemplateLiteral' || (parent?.type === 'BinaryExpression' && parent.operator === '+');
}

function hasEncodedField(file: SourceFile, argument: Node): boolean {
  const object = valueOf(file, argument);
  return (
    object.type === 'ObjectExpression' &&
    object.properties.some(
      (property) =>
        property.type === 'Property' &&
        !TEXT_BY_PROTOCOL.test(keyName(property.key, property.computed) ?? 'data') &&
        isText(file, property.value),
    )
  );
}

/** A response or a cache is read by the program's own side; what another service is sent may have to look so. */
function isOwnReader(file: SourceFile, node: Node): boolean {
  const reader = sinkOf(file, node)?.reader;
  return reader === 'response' || reader === 'cache';
}

/** `await redis.get(key)`: text this program wrote itself. */
function isFromCache(file: SourceFile, node: Node): boolean {
  const value = valueOf(file, node);
  if (value.type === 'LogicalExpression') return value.right.type === 'Literal' && isFromCache(file, value.left);
  if (value.type !== 'CallExpression' || !CACHE_READS.test(methodNameOf(value) ?? '')) return false;
  const api = file.calleeOf(value) ?? '';
  const callee = unwrap(value.callee);
  const name = callee.type === 'MemberExpression' ? file.textOf(callee.object) : '';
  return /^(?:ioredis|redis|memcached|memjs)\b/.test(api) || /(?:redis|cache|memcached)$/i.test(name);
}
