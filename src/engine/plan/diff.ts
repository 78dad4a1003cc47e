/** Plans as unified diffs, which `git apply` and `patch` take. */
import { createTwoFilesPatch, diffLines, FILE_HEADERS_ONLY } from 'diff';
import type { Plan, PlannedFile } from '../../contracts.ts';

/** Lines around each change. */
const CONTEXT_LINES = 3;

/** The unified diff of one file; byte-order marks are none of a diff's business. */
function diffOfFile({ path, before, after }: PlannedFile): string {
  const old = before === undefined ? '/dev/null' : `a/${path}`;
  const options = { context: CONTEXT_LINES, headerOptions: FILE_HEADERS_ONLY };
  return createTwoFilesPatch(old, `b/${path}`, before ?? '', after, undefined, undefined, options);
}

/** The diff of all files, in the order of their paths. */
export function diffOf({ files }: Plan): string {
  return files.map(diffOfFile).join('');
}

/** The larger of lines added and lines deleted. */
export function changedLinesOf({ before, after }: PlannedFile): number {
  let [added, deleted] = [0, 0];
  for (const part of diffLines(before ?? '', after)) {
    if (part.added) added += part.count;
    else if (part.removed) deleted += part.count;
  }
  return Math.max(added, deleted);
}
