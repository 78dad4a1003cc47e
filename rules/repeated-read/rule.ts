/** repeated-read: the same file read, or the same address asked, for every request. */
import { constantOf, isInCatch, isSeldom } from '../../src/authoring/json.ts';
import { REQUESTS } from '../../src/authoring/queries.ts';
import {
  ancestors,
  defineRule,
  isFunction,
  unwrap,
  type Match,
  type Node,
  type SourceFile,
  type TSESTree,
} from '../../src/authoring/rule.ts';
import { isKeptBeside, isReload, isWrittenHere } from './kept.ts';
import { sameness } from './same.ts';

interface Data {
  readonly api: string;
  readonly kind: 'file' | 'request';
  readonly confidence: number;
}

const READS =
  /^(?:(?:fs|fs\.promises|fs-extra|graceful-fs)\.readFile(?:Sync)?|fs-extra\.read(?:Json|JSON)(?:Sync)?|jsonfile\.readFile(?:Sync)?|load-json-file(?:\.\w+)?|read-pkg(?:\.\w+)?|fs-jetpack\.read(?:Async)?)$/;
/** What changes by itself, and is read to see how it stands. */
const LIVE =
  /\/proc\/|\/sys\/|\.pid\b|\.lock\b|\.log\b|\.sock\b|homedir\(|upload|te?mp(?:file|dir)?\b|session|heartbeat|progress|(?:^|[^a-z])state\b/i;
/** Shown when something went wrong, which is seldom. */
const FAILURE_PAGE = /\b(?:4\d\d|5\d\d|error)\.\w*htm/i;
const ASKS_AFTER =
  /health|status|ping\b|probe|ready|alive|monitor|refresh|reload|\bsync|update|download|random|\bnow\b|latest_?price|weather/i;

/** Options of a request that changes something, that wants the newest answer, or that is not kept in memory. */
const CHANGES = /\bmethod\b(?!\s*:\s*['"]GET)|\bbody\b|\bdata\s*:|no-(?:cache|store)|['"]stream['"]|\brevalidate\b/i;

export const rule = defineRule<Data>({
  id: 'repeated-read',
  summary: 'the same file read, or the same address asked, for every request, where once would do',
  // In an indented line or a function of one line: what stands at the top of a module runs once.
  triggers: [
    /\bread(?:File|J(?:son|SON)|Pkg|Package)(?:Sync)?\s*\((?<=(?:\n[ \t]|=>|\bfunction\b)[^\n]*)/,
    /['"`](?:load-json-file|jsonfile|read-pkg)['"`]/,
    /\b(?:fetch|axios|got|ky|needle|superagent|request)(?:\.(?:get|request))?\s*\(\s*(?:['"`]https?:|[A-Z][A-Z0-9_]{2,}\b|`\$\{[A-Z_]{3,}|[\w$.]{0,60}(?:[uU][rR][lL]|[uU]ri|[eE]ndpoint)\w*\s*[,)])(?<=(?:\n[ \t]|=>|\bfunction\b)[^\n]*|\(\s*['"`]https?:)/,
  ],
  effect: 'waits',
  appliesIn: ['request'],
  mendedByKeeping: true,
  // What blocks is told once; its page has keeping the result among the remedies.
  yieldsTo: ['sync-io'],
  detect: (file) => ({ CallExpression: (node) => detect(file, node) }),
  message: ({ kind }) =>
    kind === 'file'
      ? 'reads the same file for every request; read it once and keep it, and again when it changes'
      : 'asks the same address for every request; keep the answer for as long as it may be old',
  api: ({ api }) => api,
  cost: ({ kind, confidence }) => ({ unsized: true, points: kind === 'request' ? 20 : 5, confidence }),
});

function detect(file: SourceFile, call: TSESTree.CallExpression): Match<Data> | undefined {
  if (!file.functionOf(call)) return undefined;
  const api = file.calleeOf(call);
  if (api === undefined) return undefined;
  if (READS.test(api)) return detectRead(file, call, api);
  return REQUESTS.has(api) ? detectRequest(file, call, api) : undefined;
}

function detectRead(file: SourceFile, call: TSESTree.CallExpression, api: string): Match<Data> | undefined {
  const [path] = call.arguments;
  const confidence = path && sameness(file, path);
  if (!path || confidence === undefined || confidence === 0 || isLeftAlone(file, call)) return undefined;
  const text = textBehind(file, path);
  if (LIVE.test(text) || FAILURE_PAGE.test(text) || isWrittenHere(file, path)) return undefined;
  return { node: call, data: { api, kind: 'file', confidence } };
}

function detectRequest(file: SourceFile, call: TSESTree.CallExpression, api: string): Match<Data> | undefined {
  const [url, options] = call.arguments;
  if (!url || url.type === 'ObjectExpression') return undefined;
  const confidence = Math.min(sameness(file, url), options ? sameness(file, options) : 1);
  const changes = options && CHANGES.test(textBehind(file, options));
  if (isOfNext(file) && api === '#fetch') return undefined;
  if (confidence === 0 || changes || isLeftAlone(file, call) || isLook(file, call, url)) return undefined;
  return {
    node: call,
    data: { api: api.replace(/^#/, '').replace(/\(\)/g, ''), kind: 'request', confidence: confidence * 0.6 },
  };
}

function isLeftAlone(file: SourceFile, call: Node): boolean {
  return (
    /export const (?:revalidate|dynamic)\b/.test(file.text) ||
    isSeldom(file, call) ||
    isInCatch(call) ||
    isReload(file, call) ||
    isKeptBeside(file, call)
  );
}

/** Somebody wants to know how things stand right now. */
function isLook(file: SourceFile, call: Node, url: Node): boolean {
  const names = [...ancestors(call)]
    .filter(isFunction)
    .map((fn) => ('id' in fn && fn.id ? fn.id.name : nameOf(file, fn.parent)));
  return names.some((name) => ASKS_AFTER.test(name)) || ASKS_AFTER.test(textBehind(file, url));
}

function nameOf(file: SourceFile, parent: Node): string {
  if (parent.type === 'VariableDeclarator') return file.textOf(parent.id);
  return parent.type === 'MethodDefinition' || parent.type === 'Property' ? file.textOf(parent.key) : '';
}

/** Next keeps answers and whole pages by rules of its own. */
function isOfNext(file: SourceFile): boolean {
  return /(?:^|\/)app\/(?:.*\/)?(?:route|page|layout)\.[jt]sx?$/.test(file.path);
}

/** The text of an expression, and of what its name stands for. */
function textBehind(file: SourceFile, node: Node): string {
  const inner = unwrap(node);
  const value = constantOf(file, inner)?.writes[0]?.value;
  return file.textOf(node) + (value ? ` ${file.textOf(value)}` : '');
}
