/** Comments at the lines of a pull request, as one review; a line that GitHub refuses never costs the others. */
import { hunksOf, isShown, type Hunks } from '../diff-lines.ts';
import type { LineComment } from '../line-comments.ts';
import { statusOf, type GitHub } from './client.ts';
import type { PullRequest } from './place.ts';

/** What was written, and what was not. */
export interface Reviewed {
  readonly written: number;
  readonly left: readonly string[];
}

/** Writes those of the comments that the diff shows and that are not there yet. */
export async function writeReview(
  client: GitHub,
  pull: PullRequest,
  comments: readonly LineComment[],
  most: number,
): Promise<Reviewed> {
  if (comments.length === 0 || most === 0) return { written: 0, left: [] };
  const files = await shownFiles(client, pull);
  const shown = comments.filter((one) => isInDiff(one, files.get(one.path)));
  if (shown.length === 0) return { written: 0, left: [] };
  const known = await writtenMarkers(client, pull);
  const fresh = shown.filter(({ marker }) => !known.has(marker));
  const chosen = fresh.slice(0, most);
  const over = fresh.length - chosen.length;
  const { head } = (await client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', { ...pull })).data;
  const written = await write(client, { ...pull, commit_id: head.sha }, chosen);
  const refused = chosen.length - written;
  return {
    written,
    left: [
      ...(over > 0 ? [`${over} more comments at lines left out (--max-comments ${most})`] : []),
      ...(refused > 0 ? [`GitHub refused ${refused} of the comments at lines`] : []),
    ],
  };
}

interface ShownFile {
  readonly blob: string | null;
  readonly hunks: Hunks;
}

async function shownFiles(client: GitHub, pull: PullRequest): Promise<ReadonlyMap<string, ShownFile>> {
  const path = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/files';
  const files = await client.paginate(path, { ...pull, per_page: 100 });
  return new Map(files.map(({ filename, sha, patch = '' }) => [filename, { blob: sha, hunks: hunksOf(patch) }]));
}

/** The lines must be those of the file that was analysed: where the base has changed it too, they may be others. */
function isInDiff({ line, endLine, blob }: LineComment, file: ShownFile | undefined): boolean {
  return file !== undefined && (blob === undefined || file.blob === blob) && isShown(file.hunks, line, endLine);
}

async function writtenMarkers(client: GitHub, pull: PullRequest): Promise<ReadonlySet<string>> {
  const path = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/comments';
  const comments = await client.paginate(path, { ...pull, per_page: 100 });
  return new Set(comments.flatMap(({ body }) => body.match(/<!-- perfmig-line:\w+ -->/g) ?? []));
}

type At = PullRequest & { readonly commit_id: string };

async function write(client: GitHub, at: At, comments: readonly LineComment[]): Promise<number> {
  if (comments.length === 0) return 0;
  try {
    await client.request('POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews', {
      ...{ ...at, event: 'COMMENT', comments: comments.map(placed), request: { retries: 0 } },
    });
    return comments.length;
  } catch (error) {
    if (statusOf(error) !== 422) throw error;
    return writeOneByOne(client, at, comments);
  }
}

/** One bad line makes GitHub refuse a whole review. */
async function writeOneByOne(client: GitHub, at: At, comments: readonly LineComment[]): Promise<number> {
  let written = 0;
  for (const comment of comments) {
    try {
      const path = 'POST /repos/{owner}/{repo}/pulls/{pull_number}/comments';
      await client.request(path, { ...at, ...placed(comment), request: { retries: 0 } });
      written++;
    } catch (error) {
      if (statusOf(error) !== 422) throw error;
    }
  }
  return written;
}

function placed({ path, line, endLine, body }: LineComment) {
  const start = line === endLine ? {} : { start_line: line, start_side: 'RIGHT' as const };
  return { path, body, line: endLine, side: 'RIGHT' as const, ...start };
}
