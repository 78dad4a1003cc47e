/** New texts as edits of lines: what stays keeps its line end, and the edits make what they say. */
import { describe, expect, it } from 'vitest';
import { splice } from '../../../src/engine/plan/splice.ts';
import { lineEdits } from '../../../src/engine/transforms/line-edits.ts';

describe('a text made new keeps', () => {
  it.each<[string, string, string, string]>([
    ['all where nothing changes', 'a\nb\n', 'a\nb\n', 'a\nb\n'],
    ['CRLF where the transform wrote LF', 'a\r\nb\r\nc\r\n', 'a\nB\nc\n', 'a\r\nB\r\nc\r\n'],
    ['each end where they are mixed', 'a\r\nb\nc\r\n', 'a\nb\nC\nd\n', 'a\r\nb\nC\r\nd\r\n'],
    ['LF where the transform wrote CRLF', 'a\nb\n', 'a\r\nB\r\n', 'a\nB\n'],
    ['that there is no final newline', 'a\nb', 'A\nb\n', 'A\nb'],
    ['that there is none, with lines added', 'a', 'a\nb\n', 'a\nb'],
    ['that there is none, with lines removed', 'a\nb', 'a\n', 'a'],
    ['a final newline', 'a\n', 'b', 'b\n'],
    ['nothing of what goes', 'a\n', '', ''],
    ['what was empty', '', 'a\n', 'a\n'],
  ])('%s', (_, before, after, expected) => {
    expect(splice(before, lineEdits(before, after))).toBe(expected);
  });

  it('touches the lines that change alone', () => {
    expect(lineEdits('a\nb\nc\nd\n', 'a\nB\nc\nd\nE\n')).toEqual([
      { span: [2, 4], text: 'B\n' },
      { span: [8, 8], text: 'E\n' },
    ]);
  });

  it('a text that differs all over is replaced as a whole', () => {
    const lines = (prefix: string): string => Array.from({ length: 5000 }, (_, i) => `${prefix}${i}\n`).join('');
    expect(lineEdits(lines('a'), lines('b'))).toHaveLength(1);
  });
});
