/** What build servers are told, and what they tell. */
import { appendFileSync } from 'node:fs';
import type { Environment } from '../../bot/base.ts';
import { OutputError, reasonOf } from '../../project/errors.ts';
import type { CiJson } from '../../reporters/ci-json.ts';
import { comment } from '../../reporters/ci/comment.ts';

/** Characters that a job's summary on GitHub may have; it takes 1,024 KiB of a step, and a character may have four. */
const MOST_OF_SUMMARY = 250_000;

/**
 * Writes the job's summary and outputs where GitHub Actions asks for them.
 * @throws {OutputError}
 */
export function tellBuildServer(data: CiJson, env: Environment): void {
  const { GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: output } = env;
  if (summary) append(summary, comment(data, { blobs: blobsOf(env)(data), most: MOST_OF_SUMMARY, suggestions: true }));
  if (output) append(output, outputsOf(data));
}

function append(path: string, text: string): void {
  try {
    appendFileSync(path, text);
  } catch (error) {
    throw new OutputError(`can't write ${path}: ${reasonOf(error)}`, { cause: error });
  }
}

/** Only numbers and words of ours: nothing from the repository can begin an output of its own. */
function outputsOf({ summary, head, base, verdict }: CiJson): string {
  const outputs = {
    ...{ new: summary.new, worth: summary.worth, mended: summary.mended, moved: summary.moved },
    ...{ unchanged: summary.unchanged, score: head.score, 'base-score': base?.score ?? '' },
    ...{ grade: head.grade, 'base-grade': base?.grade ?? '', failed: verdict.failed },
  };
  return Object.entries(outputs)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** Where the files of head are shown, as far as the build server says. */
export function blobsOf(env: Environment): (data: CiJson) => string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, CI_PROJECT_URL: project } = env;
  if (server && repository) return ({ head }) => `${server}/${repository}/blob/${head.commit}`;
  return ({ head }) => (project ? `${project}/-/blob/${head.commit}` : undefined);
}
