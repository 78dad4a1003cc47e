/** Finds JSON indented for people and sent to machines. */
import type { TSESTree } from '@typescript-eslint/types';
import { isInCatch, isJsonCall, isSeldom, valueOf } from '../../src/authoring/json.ts';
import { ARGUMENTS, callee, jsonTriggers } from '../../src/authoring/json-triggers.ts';
import { sinkOf, type Reader } from '../../src/authoring/sinks.ts';
import { ancestors, defineRule, isFunction, type Match, type Node, type SourceFile } from '../../src/authoring/rule.ts';
import { fixIndent } from './fix.ts';

const READERS: Readonly<Record<Reader, string>> = {
  response: 'a response',
  socket: 'a socket',
  queue: 'a queue',
  cache: 'a cache',
  request: 'another service',
};

/** The text is shown or saved by a person: a page, a download. */
const FOR_PEOPLE =
  /content-disposition|\.attachment\(|text\/(?:plain|html|x?-?yaml)|\.type\(\s*['"`](?:text|txt|html|plain)|\.html\(/i;
const ROUTES_FOR_PEOPLE = /debug|inspect|dump|admin|docs?\b|openapi|swagger|schema|export|download|pretty|well-known/i;

/** A third argument: an indent as such, or a name of one. */
const TRIGGERS = jsonTriggers(
  `${callee('stringify')}\\(${ARGUMENTS},\\s*(?:\\d+|'[^'\\n]{1,12}'|"[^"\\n]{1,12}"|\`[^\`\\n]{1,12}\`|(?<=,[^,()]{1,80},\\s*)[\\w$.]+)\\s*,?\\s*\\)`,
);

export const rule = defineRule<Reader>({
  id: 'json-pretty',
  summary: 'indented JSON sent to a machine: a response, a socket, a queue, a cache, another service',
  triggers: TRIGGERS,
  effect: 'computes',
  appliesIn: ['request', 'loop'],
  detect: (file) => ({ CallExpression: (node) => detect(file, node) }),
  message: (reader) =>
    `indents JSON for ${READERS[reader]}: a third more time and up to twice the bytes, for a reader that skips them; leave the third argument out`,
  api: () => 'JSON.stringify(…, indent)',
  cost: () => ({ unsized: true, points: 2 }),
  fix: ({ node }, file) => fixIndent(file, node as TSESTree.CallExpression),
});

function detect(file: SourceFile, node: TSESTree.CallExpression): Match<Reader> | undefined {
  const indent = isJsonCall(file, node, 'stringify')?.call.arguments[2];
  if (!indent || !isIndent(valueOf(file, indent))) return undefined;
  const sink = sinkOf(file, node);
  if (!sink || isSeldom(file, node) || isInCatch(node)) return undefined;
  return sink.reader === 'response' && isForPeople(file, sink.node) ? undefined : { node, data: sink.reader };
}

function isIndent(node: Node): boolean {
  if (node.type !== 'Literal') return false;
  return (typeof node.value === 'number' && node.value > 0) || (typeof node.value === 'string' && node.value !== '');
}

/** Error pages, downloads, and pages for those who look after the service. */
function isForPeople(file: SourceFile, sink: Node): boolean {
  if (/\b(?:status|code|statusCode)\b\W{1,5}[45]\d\d\b/.test(file.textOf(sink))) return true;
  for (const at of ancestors(sink)) {
    if (!isFunction(at)) continue;
    if (at.params.length === 4 || FOR_PEOPLE.test(file.textOf(at))) return true;
    const route = at.parent.type === 'CallExpression' ? at.parent.arguments[0] : undefined;
    if (route?.type === 'Literal' && ROUTES_FOR_PEOPLE.test(String(route.value))) return true;
  }
  return false;
}
