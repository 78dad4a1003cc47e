/** Posts a comparison on a pull request of GitHub. */
import type { Environment } from '../../base.ts';
import type { LineComment } from '../line-comments.ts';
import { PostError, type Outcome, type Posting } from '../outcome.ts';
import { explained, gitHub, type Pace } from './client.ts';
import { pullRequestOf } from './place.ts';
import { writeReview } from './review.ts';
import { writeSticky } from './sticky.ts';

/** How a suggestion begins there: its place says which lines it is for. */
export function gitHubFence(): string {
  return 'suggestion';
}

/** What is to be posted, and where. */
export interface GitHubPosting extends Posting {
  readonly lines: readonly LineComment[];
  readonly maxComments: number;
  readonly env: Environment;
  readonly number: number | undefined;
  readonly pace?: Pace;
}

/** Writes the sticky comment, then the comments at lines. Never throws for what GitHub says. */
export async function postToGitHub(posting: GitHubPosting): Promise<Outcome> {
  const { env, number, lines, maxComments, pace } = posting;
  try {
    const token = env['GITHUB_TOKEN'] || env['GH_TOKEN'];
    if (!token) throw new PostError('there is no GITHUB_TOKEN');
    const client = gitHub(env['GITHUB_API_URL'] || 'https://api.github.com', token, pace);
    const pull = await pullRequestOf(client, env, number);
    const url = await writeSticky(client, pull, posting);
    const reviewed = await writeReview(client, pull, lines, maxComments).catch((error: unknown) => {
      return { written: 0, left: [`no comments at lines: ${explained(error).message}`] };
    });
    return { kind: 'posted', url, comments: reviewed.written, left: reviewed.left };
  } catch (error) {
    return { kind: 'refused', reason: explained(error).message };
  }
}
