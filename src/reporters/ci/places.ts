/** Places of findings in comments: links to the very lines, where it is known where the repository is shown. */
import { posix } from 'node:path';
import type { CiJson } from '../ci-json.ts';
import { code } from '../markdown/escape.ts';

/** Where a commit's files are shown: `https://github.com/o/r/blob/<commit>`; undefined where nobody knows. */
export type BlobAddress = string | undefined;

/** A path of the report relative to the repository's top. */
export function fromTop({ root }: CiJson, path: string): string {
  return posix.join(root, path);
}

/** `src/a.ts:3` as code, linked where there is somewhere to link to. */
export function placeOf(
  data: CiJson,
  { path, line }: { readonly path: string; readonly line: number },
  at: BlobAddress,
): string {
  const shown = code(`${fromTop(data, path)}:${line}`);
  return at === undefined ? shown : `[${shown}](${at}/${addressOf(fromTop(data, path))}#L${line})`;
}

/** What ends a link or begins markup is written in hexadecimal. */
function addressOf(path: string): string {
  const segments = path.split('/').map((segment) => encodeURIComponent(segment.replace(/\p{Cs}/gu, '?')));
  return segments.join('/').replace(/[()'!*~]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
}
