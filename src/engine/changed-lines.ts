/** Which lines of files are not as they were in a commit. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diffArrays } from 'diff';
import { decode } from '../project/decode.ts';
import type { Git, GitFile } from '../project/git.ts';

/** Line numbers from 1; `all` of a file that is new, or too different to tell. */
export type ChangedLines = 'all' | ReadonlySet<number>;

/** Milliseconds after which two texts are too different to compare. */
const LONGEST_COMPARISON = 2000;

/**
 * Compares files with what they were.
 * @param folder absolute; what `before` and the paths are relative to
 * @param before the old file of each path, where there was one
 */
export async function changedLines(
  git: Git,
  folder: string,
  before: ReadonlyMap<string, GitFile | undefined>,
): Promise<ReadonlyMap<string, ChangedLines>> {
  const changed = new Map<string, ChangedLines>([...before.keys()].map((path) => [path, 'all']));
  const byBlob = new Map<string, string[]>();
  for (const [path, file] of before) {
    if (file) byBlob.set(file.blob, [...(byBlob.get(file.blob) ?? []), path]);
  }
  await git.eachBlob([...byBlob.keys()], (blob, content) => {
    for (const path of byBlob.get(blob) ?? []) changed.set(path, compare(content, readFileSync(join(folder, path))));
  });
  return changed;
}

function compare(before: Buffer, now: Buffer): ChangedLines {
  if (before.equals(now)) return new Set();
  const [oldLines, newLines] = [linesOf(before), linesOf(now)];
  const parts = diffArrays(oldLines, newLines, { timeout: LONGEST_COMPARISON }) as
    ReturnType<typeof diffArrays> | undefined;
  if (parts === undefined) return 'all';
  const changed = new Set<number>();
  let line = 1;
  for (const { added, removed, count } of parts) {
    if (removed) continue;
    if (added) for (let i = 0; i < count; i++) changed.add(line + i);
    line += count;
  }
  return changed;
}

/** Git may have changed the line ends on the way in, so they don't count. */
function linesOf(bytes: Buffer): string[] {
  return (decode(bytes)?.text ?? bytes.toString('latin1')).split(/\r?\n/);
}
