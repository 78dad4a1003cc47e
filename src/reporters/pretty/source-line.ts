/** The source line of a finding with carets under what is meant. */
import cliTruncate from 'cli-truncate';
import stringWidth from 'string-width';
import type { Finding } from '../../contracts.ts';
import { escapeControl } from '../escape.ts';

/** Two lines of text of the same indentation; no carets where the excerpt was cut before the place. */
export interface SourceLine {
  readonly code: string;
  readonly carets: string;
}

/** Lays the excerpt out in `width` columns: without its indentation, tabs as two spaces, long lines cut around the place. */
export function sourceLine({ excerpt, line, column, endLine, endColumn }: Finding, width: number): SourceLine {
  const indent = excerpt.length - excerpt.trimStart().length;
  const start = Math.max(column - 1, indent);
  const end = endLine === line ? endColumn - 1 : start + calleeLength(excerpt.slice(start));
  const marked = visible(excerpt.slice(start, end)).trimEnd();
  const before = cutStart(visible(excerpt.slice(indent, start)), marked, width);
  const code = cliTruncate((before + marked + visible(excerpt.slice(end))).trimEnd(), width);
  if (marked === '') return { code, carets: '' };
  const offset = stringWidth(before);
  return { code, carets: ' '.repeat(offset) + '^'.repeat(Math.min(stringWidth(marked), width - offset)) };
}

/** Of the first line of a call over several: what stands before the bracket of its arguments; all, if none stays open. */
function calleeLength(text: string): number {
  const open: number[] = [];
  for (const { 0: bracket, index } of text.matchAll(/[()]/g)) {
    if (bracket === '(') open.push(index);
    else open.pop();
  }
  const [first = 0] = open;
  return first > 0 ? first : text.length;
}

/** Takes from the start of what stands before the place as much as its end needs, but leaves a third of the line. */
function cutStart(before: string, marked: string, width: number): string {
  const room = Math.max(width - stringWidth(marked), Math.floor(width / 3));
  return stringWidth(before) <= room ? before : cliTruncate(before, room, { position: 'start' });
}

function visible(text: string): string {
  return escapeControl(text.replaceAll('\t', '  '));
}
