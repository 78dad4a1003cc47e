/** Leaves the indent of a `JSON.stringify` out, where that changes nothing but white space between the tokens. */
import type { TSESTree } from '@typescript-eslint/types';
import { referencesTo } from '../../src/authoring/json.ts';
import type { Fix, Rewrite, SourceFile, Span } from '../../src/authoring/rule.ts';

/** Code that depends on the bytes of a text, not on what it says. */
const NEEDS_BYTES =
  /createHmac|createHash|createSign|\b(?:sign|digest|hash|hmac|checksum|signature|etag|md5|sha\d+)\w*\s*\(|timingSafeEqual|content-length|byteLength/i;

/** What is to be written in place of one call that indents for a machine. */
export function fixIndent(file: SourceFile, call: TSESTree.CallExpression): Fix {
  return { rewrite: rewrite(file, call), safety: 'safe' };
}

function rewrite(file: SourceFile, call: TSESTree.CallExpression): Rewrite {
  const [value, replacer, indent, ...rest] = call.arguments;
  if (!value || !replacer || !indent || rest.length > 0 || [value, replacer, indent].some(isSpread)) {
    return refused('arguments', 'the arguments are not plainly value, replacer and indent');
  }
  if (indent.type === 'Identifier' && isOnlyUse(file, indent)) {
    return refused('unused-name', `\`${indent.name}\` would be left without a use`, file.spanOf(indent));
  }
  const around = file.functionOf(call) ?? file.ast;
  const other = NEEDS_BYTES.exec(file.textOf(around));
  if (other) {
    const start = file.spanOf(around)[0] + other.index;
    return refused('bytes', `\`${other[0].trim()}\` near by may depend on the exact text`, [
      start,
      start + other[0].length,
    ]);
  }
  const removed = removedSpan(file, call, isNothing(file, replacer) ? value : replacer);
  if (removed === undefined) return refused('comment', 'a comment stands where text would go');
  return { kind: 'edits', edits: [{ span: removed, text: '' }] };
}

const HINTS = {
  arguments: 'write the call with three plain arguments, or leave the indent out by hand',
  'unused-name': 'leave the indent out by hand, and its name with it',
  bytes: 'leave the indent out by hand if nothing signs, measures or compares the text',
  comment: 'leave the indent out by hand',
};

function refused(code: keyof typeof HINTS, message: string, barrier?: Span): Rewrite {
  return { kind: 'refused', code: `fast-json/${code}`, message, hint: HINTS[code], ...(barrier && { barrier }) };
}

function isSpread({ type }: TSESTree.Node): boolean {
  return type === 'SpreadElement';
}

function isOnlyUse(file: SourceFile, name: TSESTree.Identifier): boolean {
  const variable = file.variableOf(name);
  return variable !== undefined && referencesTo(file, variable).length < 2;
}

/** `null` or `undefined`: no replacer at all. */
function isNothing(file: SourceFile, node: TSESTree.Node): boolean {
  if (node.type === 'Literal') return node.value === null && node.raw === 'null';
  return node.type === 'Identifier' && node.name === 'undefined' && file.variableOf(node) === undefined;
}

/** From the comma behind the last argument to keep, to the end of the last one; undefined where a comment is in it. */
function removedSpan(file: SourceFile, call: TSESTree.CallExpression, kept: TSESTree.Node): Span | undefined {
  const last = call.arguments.at(-1);
  if (!last) return undefined;
  const from = file.spanOf(kept)[1];
  const [lastStart, lastEnd] = file.spanOf(last);
  // Parentheses around an argument are no part of its node.
  const tail = file.text.slice(lastEnd, file.spanOf(call)[1] - 1);
  const head = file.text.slice(from, lastStart);
  if (hasComment(head) || hasComment(tail)) return undefined;
  return [from + head.indexOf(','), lastEnd + tail.lastIndexOf(')') + 1];
}

/** Whether text between arguments holds a comment; in strings there is none, since only `null` may be among it. */
function hasComment(text: string): boolean {
  return /\/[/*]/.test(text);
}
