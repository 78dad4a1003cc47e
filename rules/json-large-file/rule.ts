/** Finds JSON files that are read and parsed whole, again and again. */
import type { TSESTree } from '@typescript-eslint/types';
import {
  constantOf,
  identifiersIn,
  isJsonCall,
  isSeldom,
  jsonMethodOf,
  methodNameOf,
  valueOf,
} from '../../src/authoring/json.ts';
import { callee, jsonTriggers } from '../../src/authoring/json-triggers.ts';
import {
  ancestors,
  defineRule,
  isFunction,
  unwrap,
  type Match,
  type Node,
  type SourceFile,
} from '../../src/authoring/rule.ts';

interface Data {
  readonly api: string;
  /** Whether every call reads the same file. */
  readonly isOneFile: boolean;
}

const READS = /^(?:fs|fs\.promises|fs-extra|graceful-fs)\.readFile(?:Sync)?$/;
const READS_JSON = /^(?:fs-extra\.readJ(?:son|SON)(?:Sync)?|jsonfile\.readFile(?:Sync)?|load-json-file(?:\.\w+)?)$/;
/** Each upload is read once only. */
const READ_ONCE = /upload|tmp|temp(?!late)|^files?$|^part$/i;
const CHANGED_TEST = /mtime|etag|stale|expire|dirty|changed|reload|force|refresh|invalidat/i;

const PARSE = callee('parse');
const TRIGGERS = [
  ...jsonTriggers(
    `${PARSE}(?:(?<=readFile(?:Sync)?[^]{0,3000}?${PARSE})|\\([^]{0,200}?readFile)`,
    // Read by a function of another name, or by a promise made of one.
    /readFile(?:Sync)?\s*(?:[:);]|\.bind\b|as\s+(?!const)\w)/,
  ),
  /J(?:son|SON)(?<=\bread....)(?:Sync)?\b/,
  /['"`](?:jsonfile|load-json-file)['"`]/,
];

export const rule = defineRule<Data>({
  id: 'json-large-file',
  summary: 'a JSON file read and parsed whole on every request',
  triggers: TRIGGERS,
  effect: 'computes',
  appliesIn: ['request', 'loop'],
  detect: (file) => ({ CallExpression: (node) => detect(file, node) }),
  message: ({ isOneFile }) =>
    isOneFile
      ? 'reads and parses the same file whole each time, and parsing blocks for about 9 ms a megabyte; parse it once and again when it changes'
      : 'reads and parses a whole file each time, and parsing blocks for about 9 ms a megabyte; keep what was parsed by path and time of change',
  api: ({ api }) => api,
  cost: ({ isOneFile }) => ({ unsized: true, points: 5, confidence: isOneFile ? 1 : 0.6 }),
  // A loop over files parses each of them once.
  applies: ({ isOneFile }, context) => context === 'request' || isOneFile,
});

function detect(file: SourceFile, node: TSESTree.CallExpression): Match<Data> | undefined {
  const read = readOf(file, node);
  const path = read?.arguments[0];
  if (!path || isSeldom(file, node) || isReload(file, node)) return undefined;
  const names = identifiersIn(path).flatMap((name) => [name, ...identifiersIn(valueOf(file, name))]);
  const isOneFile = !names.some((name) => varies(file, name));
  if (!isOneFile && names.some((name) => isReadOnce(file, name))) return undefined;
  const api = file.calleeOf(read) ?? '';
  return { node, data: { isOneFile, api: READS_JSON.test(api) ? api : `JSON.parse(${api}())` } };
}

/** The call that reads the file whose text `node` parses. */
function readOf(file: SourceFile, node: TSESTree.CallExpression): TSESTree.CallExpression | undefined {
  if (READS_JSON.test(file.calleeOf(node) ?? '')) return node;
  const parse = isJsonCall(file, node, 'parse');
  if (parse) return readBehind(file, parse.argument);
  const [then] = node.arguments;
  const isThen = methodNameOf(node) === 'then' && then && jsonMethodOf(file.apiOf(then)) === 'parse';
  const callee = unwrap(node.callee);
  return isThen && callee.type === 'MemberExpression' ? readBehind(file, callee.object) : undefined;
}

function readBehind(file: SourceFile, text: Node): TSESTree.CallExpression | undefined {
  const value = valueOf(file, text);
  if (value.type === 'Identifier') return readOfParameter(file, value);
  if (value.type !== 'CallExpression') return undefined;
  if (READS.test(file.calleeOf(value) ?? '')) return value;
  const callee = unwrap(value.callee);
  const passesOn = /^(?:toString|trim)$/.test(methodNameOf(value) ?? '');
  return passesOn && callee.type === 'MemberExpression' ? readBehind(file, callee.object) : undefined;
}

/** `readFile(path, (error, text) => …)` and `readFile(path).then((text) => …)`. */
function readOfParameter(file: SourceFile, name: TSESTree.Identifier): TSESTree.CallExpression | undefined {
  const variable = file.variableOf(name);
  const call = variable?.param ? variable.scopeFunction?.parent : undefined;
  if (!variable?.param || call?.type !== 'CallExpression') return undefined;
  if (variable.param.index === 1 && READS.test(file.calleeOf(call) ?? '')) return call;
  const callee = unwrap(call.callee);
  const isThen = variable.param.index === 0 && methodNameOf(call) === 'then' && callee.type === 'MemberExpression';
  return isThen ? readBehind(file, callee.object) : undefined;
}

/** Whether a name in the path may stand for another file the next time. */
function varies(file: SourceFile, name: TSESTree.Identifier): boolean {
  const variable = file.variableOf(name);
  if (!variable) return false;
  return variable.kind === 'param' || variable.writes.some((write) => write.element) || variable.writes.length > 1;
}

function isReadOnce(file: SourceFile, name: TSESTree.Identifier): boolean {
  return !constantOf(file, name) && (READ_ONCE.test(name.name) || READ_ONCE.test(memberOf(name)));
}

function memberOf(name: TSESTree.Identifier): string {
  const { parent } = name;
  return parent.type === 'MemberExpression' && parent.property.type === 'Identifier' ? parent.property.name : '';
}

/** `if (mtime > cache.mtime) cache = JSON.parse(…)`. */
function isReload(file: SourceFile, node: Node): boolean {
  for (const at of ancestors(node)) {
    if (isFunction(at) && at.parent.type !== 'CallExpression') return false;
    if (at.type === 'IfStatement' && CHANGED_TEST.test(file.textOf(at.test))) return true;
  }
  return false;
}
