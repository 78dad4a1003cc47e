/** `--post`: writes the comparison where it is discussed; where that may not be, it is said, and is no failure. */
import type { Environment } from '../../bot/base.ts';
import type { GitLabPosting } from '../../bot/post/gitlab/post.ts';
import { lineComments } from '../../bot/post/line-comments.ts';
import type { Outcome } from '../../bot/post/outcome.ts';
import type { CiJson } from '../../reporters/ci-json.ts';
import { comment, markerOf, MOST_CHARACTERS } from '../../reporters/ci/comment.ts';
import { count } from '../../reporters/words.ts';
import type { CiFlags } from '../ci.ts';
import { tell } from '../streams.ts';
import { blobsOf } from './build-server.ts';

/**
 * Posts and says what became of it.
 * @param isOwn whether this run has found it all itself; what a file says is a stranger's
 */
export async function post(data: CiJson, flags: CiFlags, env: Environment, isOwn: boolean): Promise<void> {
  if (flags.post === undefined) return;
  const key = flags.key ?? (isOwn ? data.root : '.');
  const posting = {
    body: comment(data, { blobs: blobsOf(env)(data), most: MOST_CHARACTERS, suggestions: isOwn, key }),
    ...{ marker: markerOf(key), hasNews: data.summary.new + data.summary.mended > 0 },
    ...{ maxComments: flags.maxComments, env, number: flags.pullRequest, head: data.head.commit },
  };
  const outcome = await (flags.post === 'github' ? toGitHub(data, posting, isOwn) : toGitLab(data, posting, isOwn));
  tellOutcome(outcome, env);
}

type Common = Omit<GitLabPosting, 'lines' | 'pace'>;

async function toGitHub(data: CiJson, posting: Common, isOwn: boolean): Promise<Outcome> {
  const { gitHubFence, postToGitHub } = await import('../../bot/post/github/post.ts');
  return postToGitHub({ ...posting, lines: lineComments(data, isOwn ? gitHubFence : undefined) });
}

async function toGitLab(data: CiJson, posting: Common, isOwn: boolean): Promise<Outcome> {
  const { gitLabFence, postToGitLab } = await import('../../bot/post/gitlab/post.ts');
  return postToGitLab({ ...posting, lines: lineComments(data, isOwn ? gitLabFence : undefined) });
}

function tellOutcome(outcome: Outcome, { GITHUB_STEP_SUMMARY: summary }: Environment): void {
  if (outcome.kind === 'refused') {
    tell(`nothing posted: ${outcome.reason}; ${summary ? "the job's summary" : 'standard output'} has it all`);
    return;
  }
  const { url, comments, left } = outcome;
  tell(url === undefined ? 'nothing new to post' : `posted: ${url}`);
  if (comments > 0) tell(`posted: ${count(comments, 'comment')} at lines`);
  for (const line of left) tell(line);
}
