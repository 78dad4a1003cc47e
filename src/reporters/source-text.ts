/** Places in the text of a file, as it was when it was analysed. */
import type { Edit, Finding, ReportSources } from '../contracts.ts';

/** A part of a text: lines and columns from 1, in UTF-16 units, the end just behind it. */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** What takes the place of a region. */
export interface Replacement {
  readonly region: Region;
  readonly text: string;
}

/** The lines of a finding's file; undefined where it can't be had, or the finding's line says something else now. */
export function linesOf(finding: Finding, { textOf }: ReportSources): readonly string[] | undefined {
  const lines = textOf?.(finding.path)?.split('\n');
  return lines && fits(finding, lines) ? lines : undefined;
}

/** Whether lines, with their carriage returns, are those that a finding was found in. */
export function fits({ line, excerpt }: Finding, lines: readonly string[]): boolean {
  const own = lines[line - 1]?.replace(/\r$/, '');
  // Excerpts of very long lines are cut.
  return own !== undefined && excerpt !== '' && own.startsWith(excerpt);
}

/** A finding's place kept to its first line, where annotations are shown most readily. */
export function firstLineOf({ line, column, endLine, endColumn, excerpt }: Finding): Region {
  const end = line === endLine ? endColumn : excerpt.length + 1;
  return { startLine: line, startColumn: column, endLine: line, endColumn: Math.max(column + 1, end) };
}

/**
 * What a finding's rule would write, as one replacement from the first of its edits to the last; undefined where there
 * is none, or the file is not at hand as it was.
 */
export function replacementOf(finding: Finding, sources: ReportSources): Replacement | undefined {
  if (finding.fix?.rewrite.kind !== 'edits' || linesOf(finding, sources) === undefined) return undefined;
  const edits = [...finding.fix.rewrite.edits].sort((a, b) => a.span[0] - b.span[0]);
  const [first, last] = [edits[0], edits.at(-1)];
  const text = sources.textOf?.(finding.path) ?? '';
  if (!first || !last) return undefined;
  return { region: regionOf(text, first.span[0], last.span[1]), text: rewritten(text, edits, first.span[0]) };
}

/** The text from an offset on to the end of the last edit, with the edits made. */
function rewritten(text: string, edits: readonly Edit[], from: number): string {
  let at = from;
  let made = '';
  for (const { span, text: inserted } of edits) {
    made += text.slice(at, span[0]) + inserted;
    at = span[1];
  }
  return made;
}

function regionOf(text: string, start: number, end: number): Region {
  const [startLine, startColumn] = placeOf(text, start);
  const [endLine, endColumn] = placeOf(text, end);
  return { startLine, startColumn, endLine, endColumn };
}

function placeOf(text: string, offset: number): readonly [line: number, column: number] {
  const before = text.slice(0, offset);
  return [before.split('\n').length, offset - before.lastIndexOf('\n')];
}
