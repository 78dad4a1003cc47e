/** The one comment of perfmig on a pull request, written once and then kept up to date. */
import type { Posting } from '../outcome.ts';
import { statusOf, type GitHub } from './client.ts';
import type { PullRequest } from './place.ts';

/** Times a comment is tried to be written where GitHub fails. */
const MOST_ATTEMPTS = 3;

/** Writes or edits the comment; returns its address, undefined where there is nothing to say and none to keep. */
export async function writeSticky(client: GitHub, pull: PullRequest, posting: Posting): Promise<string | undefined> {
  for (let attempt = 1; ; attempt++) {
    const old = await findSticky(client, pull, posting.marker);
    if (old) return old.body === posting.body ? old.html_url : edit(client, pull, Number(old.id), posting.body);
    if (!posting.hasNews) return undefined;
    try {
      return await create(client, pull, posting.body);
    } catch (error) {
      // What failed may have been written all the same: look again before it is written twice.
      if (statusOf(error) < 500 || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}

interface Comment {
  readonly id: number | bigint;
  readonly body?: string | undefined;
  readonly html_url: string;
}

/** A comment that begins with the marker and is a bot's, or our own: others may quote it, or make one up. */
async function findSticky(client: GitHub, pull: PullRequest, marker: string): Promise<Comment | undefined> {
  const { owner, repo, pull_number: issue_number } = pull;
  const comments = await client.paginate('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
    ...{ owner, repo, issue_number, per_page: 100 },
  });
  const marked = comments.filter(({ body }) => body?.startsWith(marker));
  const bot = marked.find(({ user }) => user?.type === 'Bot');
  if (bot !== undefined || marked.length === 0) return bot;
  const login = await ownLogin(client);
  return marked.find(({ user }) => user?.login === login);
}

/** Who the token belongs to; those of jobs may not ask, and write as a bot. */
async function ownLogin(client: GitHub): Promise<string | undefined> {
  try {
    return (await client.request('GET /user')).data.login;
  } catch {
    return undefined;
  }
}

async function edit(client: GitHub, { owner, repo }: PullRequest, comment_id: number, body: string): Promise<string> {
  const path = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}';
  return (await client.request(path, { owner, repo, comment_id, body })).data.html_url;
}

async function create(client: GitHub, { owner, repo, pull_number }: PullRequest, body: string): Promise<string> {
  const path = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
  const once = { retries: 0 };
  return (await client.request(path, { owner, repo, issue_number: pull_number, body, request: once })).data.html_url;
}
