/** What counts as waste: lines that no unit needed. */
import { describe, expect, it } from 'vitest';
import type { PlannedFile } from '../../src/contracts.ts';
import { migrationOf } from '../../src/engine/migrate/report.ts';
import { madeUnit } from './plan/made-unit.ts';

const NOTHING = { edges: { proved: 0, possible: 0, excluded: 0 }, typeErrors: { before: 0, after: 0 } };

/** Of one unit that needed so many lines, which changed these files. */
function wasteOf(neededLines: number, files: readonly PlannedFile[]): readonly [changed: number, waste: number] {
  const { summary } = migrationOf({
    ...{
      root: '.',
      codemods: ['a'],
      dryRun: true,
      failures: [],
      notes: [],
      lookedAt: 1,
      reported: 'all',
      durationMs: 0,
      commandArguments: [],
      testCommand: undefined,
      ...NOTHING,
    },
    plan: { files, units: [madeUnit('a', [], { neededLines })] },
    originals: () => '',
  });
  return [summary.changedLines, summary.waste];
}

const file = (before: string | undefined, after: string): PlannedFile => ({ path: 'a.js', before, after, units: [] });

describe('waste', () => {
  it('is what is reformatted beside what was needed', () => {
    expect(wasteOf(1, [file('read()\nrest()\n', 'await read()\n rest()\n')])).toEqual([2, 0.5]);
  });

  it('is none, where each line was needed', () => {
    expect(wasteOf(1, [file('read()\nrest()\n', 'await read()\nrest()\n')])).toEqual([1, 0]);
  });

  it('is not what is imported now, and no file that is made', () => {
    const imports = file("const fs = require('fs');\nread()\n", "const { read } = require('./b');\nawait read()\n");
    expect(wasteOf(1, [imports, { ...file(undefined, 'one\ntwo\n'), path: 'b.js' }])).toEqual([4, 0]);
  });
});
