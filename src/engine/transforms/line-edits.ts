/** Turns a whole new text into edits of lines, so that line ends and all that is the same stay as they are. */
import { diffArrays } from 'diff';
import type { Edit } from '../../contracts.ts';

/** Texts that differ by more lines are replaced as a whole. */
const MOST_CHANGES = 1000;

/**
 * The edits that make `after` of `before`, but for the ends of lines: a line that stays keeps its own, a new one gets
 * the commonest, and a final newline is there if it was before.
 */
export function lineEdits(before: string, after: string): readonly Edit[] {
  const old = linesOf(before);
  const edits: Edit[] = [];
  let [offset, start] = [0, 0];
  let inserted: string | undefined;
  const flush = (): void => {
    if (inserted !== undefined) edits.push({ span: [start, offset], text: inserted });
    inserted = undefined;
  };
  for (const { kind, lines } of compare(old, withOldEnds(old, linesOf(after)))) {
    if (kind === 'same') flush();
    else if (inserted === undefined) [start, inserted] = [offset, ''];
    if (kind === 'added') inserted = (inserted ?? '') + lines.join('');
    else offset += lines.join('').length;
  }
  flush();
  return edits;
}

interface Part {
  readonly kind: 'same' | 'added' | 'removed';
  readonly lines: readonly string[];
}

function compare(old: readonly string[], made: readonly string[]): readonly Part[] {
  const parts = diffArrays([...old], [...made], { maxEditLength: MOST_CHANGES });
  if (!parts)
    return [
      { kind: 'removed', lines: old },
      { kind: 'added', lines: made },
    ];
  return parts.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    lines: value,
  }));
}

/** Lines with their ends. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function bare(line: string): string {
  return line.replace(/\r?\n$/, '');
}

/** The new lines with the ends they would have had in the old text. */
function withOldEnds(old: readonly string[], made: readonly string[]): readonly string[] {
  const common = commonEnd(old);
  const ends: string[] = [];
  let at = 0;
  for (const { kind, lines } of compare(old.map(bare), made.map(bare))) {
    if (kind !== 'removed') {
      for (const [index] of lines.entries())
        ends.push(kind === 'same' ? endOf(old[at + index] ?? '') || common : common);
    }
    if (kind !== 'added') at += lines.length;
  }
  const isEnded = old.length === 0 || endOf(old.at(-1) ?? '') !== '';
  return made.map((line, index) => bare(line) + (index === made.length - 1 && !isEnded ? '' : (ends[index] ?? common)));
}

function endOf(line: string): string {
  return /\r?\n$/.exec(line)?.[0] ?? '';
}

function commonEnd(lines: readonly string[]): string {
  const windows = lines.filter((line) => line.endsWith('\r\n')).length;
  return windows * 2 > lines.length ? '\r\n' : '\n';
}
