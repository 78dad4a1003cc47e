/** Diffs: git applies them, and what comes out is what was planned, byte for byte. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changedLinesOf, diffOf } from '../../../src/engine/plan/diff.ts';
import { tempTree } from '../../project/temp-tree.ts';

const LONG = Array.from({ length: 40 }, (_, i) => `line ${i}\n`).join('');

const CASES: Readonly<Record<string, readonly [before: string | undefined, after: string, lines: number]>> = {
  'a line in the middle': [LONG, LONG.replace('line 20\n', 'other\n'), 1],
  'two hunks': [LONG, LONG.replace('line 2\n', '').replace('line 30\n', 'a\nb\n'), 2],
  CRLF: ['one\r\ntwo\r\n', 'one\r\n2\r\n', 1],
  'mixed line ends': ['one\r\ntwo\nthree\r\n', 'one\r\n2\nthree\r\n', 1],
  'no final newline': ['one\ntwo', 'one\n2', 1],
  'a final newline gained': ['one\ntwo', 'one\ntwo\n', 1],
  'a final newline lost': ['one\ntwo\n', 'one\ntwo', 1],
  'a new file': [undefined, 'one\n', 1],
  'an empty file filled': ['', 'one\n', 1],
};

describe('the diff', () => {
  it.each(Object.entries(CASES))('of %s is what git applies', (_, [before, after, lines]) => {
    const root = tempTree({ 'keep.txt': '', ...(before !== undefined && { 'a.js': before }) });
    const plan = { files: [{ path: 'a.js', before, after, units: [] }], units: [] };
    execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: root, input: diffOf(plan) });
    expect(readFileSync(join(root, 'a.js'), 'utf8')).toBe(after);
    expect(plan.files.map(changedLinesOf)).toEqual([lines]);
  });
});
