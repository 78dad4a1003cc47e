/** Turns rewrites within a file into whole lines that take the place of others, as reviews want them. */
import type { Edit, Fix } from '../contracts.ts';
import type { CiJsonSuggestion } from '../reporters/ci-json.ts';

/** A longer one is no suggestion to take with a click. */
const MOST_LINES = 20;

/** The lines a rewrite changes, and what it makes of them; undefined where it is refused or changes too many. */
export function suggestionOf({ rewrite, safety }: Fix, text: string): CiJsonSuggestion | undefined {
  if (rewrite.kind !== 'edits' || rewrite.edits.length === 0) return undefined;
  const edits = [...rewrite.edits].sort((a, b) => a.span[0] - b.span[0]);
  const from = lineStart(text, Math.min(...edits.map(({ span }) => span[0])));
  const to = lineEnd(text, Math.max(...edits.map(({ span }) => span[1])));
  const before = linesOf(text.slice(from, to));
  const after = linesOf(rewritten(text, edits, from, to));
  if (Math.max(before.length, after.length) > MOST_LINES) return undefined;
  const line = countLines(text, from);
  return { line, endLine: line + before.length - 1, before, after, safety };
}

function rewritten(text: string, edits: readonly Edit[], from: number, to: number): string {
  let result = '';
  let at = from;
  for (const { span, text: written } of edits) {
    result += text.slice(at, span[0]) + written;
    at = span[1];
  }
  return result + text.slice(at, to);
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end;
}

/** Without the returns of CRLF, which a host adds itself. */
function linesOf(text: string): readonly string[] {
  return text.split('\n').map((line) => line.replace(/\r$/, ''));
}

function countLines(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
