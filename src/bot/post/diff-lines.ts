/** The lines of the new side that a diff shows: comments elsewhere are refused. */

/** Runs of lines, both ends included. */
export type Hunks = readonly (readonly [first: number, last: number])[];

const HEAD = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/;

/** The hunks of one file's patch. */
export function hunksOf(patch: string): Hunks {
  return patch.split('\n').flatMap((line) => {
    const [, first, count = '1'] = HEAD.exec(line) ?? [];
    return first === undefined || count === '0' ? [] : [[Number(first), Number(first) + Number(count) - 1] as const];
  });
}

/** Whether one hunk shows all of these lines. */
export function isShown(hunks: Hunks, line: number, endLine: number): boolean {
  return hunks.some(([first, last]) => first <= line && endLine <= last);
}
