/** Posts a comparison on a merge request of GitLab. */
import type { Environment } from '../../base.ts';
import { hunksOf, isShown } from '../diff-lines.ts';
import type { LineComment } from '../line-comments.ts';
import { PostError, type Outcome, type Posting } from '../outcome.ts';
import { explained, GitLab, GitLabError, type Pace } from './client.ts';

/** How a suggestion begins there: the last of its lines is that of the comment. */
export function gitLabFence(lines: number): string {
  return `suggestion:-${lines - 1}+0`;
}

/** What is to be posted, and where. */
export interface GitLabPosting extends Posting {
  readonly lines: readonly LineComment[];
  readonly maxComments: number;
  readonly env: Environment;
  readonly number: number | undefined;
  /** The commit that was analysed. */
  readonly head: string;
  readonly pace?: Pace;
}

/** Writes the sticky note, then the discussions at lines. Never throws for what GitLab says. */
export async function postToGitLab(posting: GitLabPosting): Promise<Outcome> {
  try {
    const client = clientFor(posting);
    const isWritten = await writeNote(client, posting);
    const { written, left } = await writeDiscussions(client, posting).catch((error: unknown) => {
      return { written: 0, left: [`no comments at lines: ${explained(error).message}`] };
    });
    return {
      kind: 'posted',
      url: isWritten ? posting.env['CI_MERGE_REQUEST_PROJECT_URL'] : undefined,
      comments: written,
      left,
    };
  } catch (error) {
    return { kind: 'refused', reason: explained(error).message };
  }
}

function clientFor({ env, number, pace }: GitLabPosting): GitLab {
  const token = env['PERFMIG_GITLAB_TOKEN'] || env['GITLAB_TOKEN'];
  if (!token) throw new PostError('there is no PERFMIG_GITLAB_TOKEN (the token of the job may not write notes)');
  const project = env['CI_MERGE_REQUEST_PROJECT_ID'] || env['CI_PROJECT_ID'];
  const iid = number ?? env['CI_MERGE_REQUEST_IID'];
  if (!project || !iid) throw new PostError('this pipeline belongs to no merge request');
  const api = (env['CI_API_V4_URL'] || 'https://gitlab.com/api/v4').replace(/\/$/, '');
  return new GitLab(`${api}/projects/${encodeURIComponent(project)}/merge_requests/${iid}`, token, pace);
}

interface Note {
  readonly id: number;
  readonly body: string;
  readonly author?: { readonly id: number };
}

/** Times a note is tried to be written where GitLab fails. */
const MOST_ATTEMPTS = 3;

/** Writes or edits the note; false where there is nothing to say and none to keep. */
async function writeNote(client: GitLab, { body, marker, hasNews }: Posting): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    const notes = await client.readAll<Note>('/notes');
    for (const old of notes.filter((note) => note.body.startsWith(marker))) {
      if (old.body === body || (await edit(client, old.id, body))) return true;
    }
    if (!hasNews) return false;
    try {
      await client.write('POST', '/notes', { body });
      return true;
    } catch (error) {
      if (!(error instanceof GitLabError) || error.status < 500 || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}

/** Others may have quoted the marker; their notes can't be edited. */
async function edit(client: GitLab, id: number, body: string): Promise<boolean> {
  try {
    await client.write('PUT', `/notes/${id}`, { body });
    return true;
  } catch (error) {
    if (error instanceof GitLabError && (error.status === 403 || error.status === 404)) return false;
    throw error;
  }
}

interface MergeRequest {
  readonly diff_refs: { readonly base_sha: string; readonly head_sha: string; readonly start_sha: string };
}

interface Diff {
  readonly old_path: string;
  readonly new_path: string;
  readonly diff: string;
}

async function writeDiscussions(
  client: GitLab,
  { lines, maxComments, head }: GitLabPosting,
): Promise<{ readonly written: number; readonly left: readonly string[] }> {
  if (lines.length === 0 || maxComments === 0) return { written: 0, left: [] };
  const { diff_refs: refs } = await client.read<MergeRequest>('');
  if (refs.head_sha !== head)
    return { written: 0, left: ['no comments at lines: another commit is shown than was analysed'] };
  const diffs = new Map((await client.readAll<Diff>('/diffs')).map((diff) => [diff.new_path, diff]));
  const shown = lines.filter(({ path, line, endLine }) => isShown(hunksOf(diffs.get(path)?.diff ?? ''), line, endLine));
  const known = await writtenMarkers(client);
  const fresh = shown.filter(({ marker }) => !known.has(marker));
  const chosen = fresh.slice(0, maxComments);
  let written = 0;
  for (const comment of chosen) written += await discuss(client, comment, diffs.get(comment.path), refs);
  const over = fresh.length - chosen.length;
  return {
    written,
    left: [
      ...(over > 0 ? [`${over} more comments at lines left out (--max-comments ${maxComments})`] : []),
      ...(written < chosen.length ? [`GitLab refused ${chosen.length - written} of the comments at lines`] : []),
    ],
  };
}

async function writtenMarkers(client: GitLab): Promise<ReadonlySet<string>> {
  const discussions = await client.readAll<{ readonly notes: readonly Note[] }>('/discussions');
  const bodies = discussions.flatMap(({ notes }) => notes.map(({ body }) => body));
  return new Set(bodies.flatMap((body) => body.match(/<!-- perfmig-line:\w+ -->/g) ?? []));
}

/** A line that GitLab refuses costs no other. */
async function discuss(
  client: GitLab,
  { body, path, line, endLine }: LineComment,
  diff: Diff | undefined,
  refs: MergeRequest['diff_refs'],
): Promise<0 | 1> {
  const old = diff?.old_path ?? path;
  const position = { ...refs, position_type: 'text', new_path: path, old_path: old, new_line: endLine };
  // An unchanged line is named on both sides; the old one is not known here, so only added ones are commented.
  if (!isAdded(diff?.diff ?? '', line, endLine)) return 0;
  try {
    await client.write('POST', '/discussions', { body, position });
    return 1;
  } catch (error) {
    if (error instanceof GitLabError && (error.status === 400 || error.status === 422)) return 0;
    throw error;
  }
}

/** Whether the last of these lines is one that the diff adds. */
function isAdded(diff: string, _line: number, endLine: number): boolean {
  let at = 0;
  for (const row of diff.split('\n')) {
    const head = /^@@ -\d+(?:,\d+)? \+(\d+)/.exec(row);
    if (head) at = Number(head[1]);
    else if (row.startsWith('+') || row.startsWith(' ')) {
      if (at === endLine) return row.startsWith('+');
      at++;
    }
  }
  return false;
}
