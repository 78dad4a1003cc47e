/** Positions for people: lines, columns, the source line. */
import type { Span } from '../contracts.ts';
import type { FileFacts } from '../program/facts.ts';
import { indexOfLine, lineStarts } from '../program/lines.ts';

export interface Located {
  /** The line its statement begins in; all lines and columns from 1. */
  readonly anchorLine: number;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly excerpt: string;
  /** The number of the function it stands in, in the file; 0 is the module. */
  readonly fn: number;
}

/** Longer source lines are cut around the finding. */
const MAX_EXCERPT = 400;

/** Adds its position to everything found in one file. */
export function locate<Found extends { readonly span: Span; readonly anchor: number }>(
  text: string,
  facts: FileFacts,
  found: readonly Found[],
): (Found & Located)[] {
  const starts = lineStarts(text);
  return found.map((item) => {
    const [start, end] = item.span;
    const [first, last] = [indexOfLine(starts, start), indexOfLine(starts, end)];
    const lineStart = starts[first] ?? 0;
    return {
      ...item,
      anchorLine: indexOfLine(starts, item.anchor) + 1,
      line: first + 1,
      column: start - lineStart + 1,
      endLine: last + 1,
      endColumn: end - (starts[last] ?? 0) + 1,
      excerpt: lineAt(text, lineStart, start),
      fn: innermost(facts, start),
    };
  });
}

function lineAt(text: string, lineStart: number, at: number): string {
  const newline = text.indexOf('\n', lineStart);
  const lineEnd = newline === -1 ? text.length : newline;
  const end = Math.min(lineEnd, Math.max(at, lineStart) + MAX_EXCERPT);
  return text.slice(lineStart, end).replace(/\r$/, '');
}

function innermost({ functions }: FileFacts, offset: number): number {
  let found = 0;
  let size = Infinity;
  for (const [i, { span }] of functions.entries()) {
    const length = span[1] - span[0];
    if (i > 0 && span[0] <= offset && offset < span[1] && length < size) [found, size] = [i, length];
  }
  return found;
}
