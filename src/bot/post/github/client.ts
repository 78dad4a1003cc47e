/** GitHub's API: retries what may be repeated, waits where GitHub says so, and gives up after a while. */
import { Octokit } from '@octokit/core';
import { paginateRest } from '@octokit/plugin-paginate-rest';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { toolInfo } from '../../../project/tool.ts';
import { PostError } from '../outcome.ts';

/** Milliseconds after which an answer isn't waited for any longer. */
const LONGEST_ANSWER = 20_000;
/** Seconds of a rate limit that are waited for; a job is paid by the minute. */
const LONGEST_WAIT = 90;
/** Rate limits in a row that are waited for. */
const MOST_WAITS = 2;

/** What tests speed up. */
export interface Pace {
  /** Milliseconds that stand for one second of waiting. */
  readonly second?: number;
  readonly longestAnswer?: number;
}

export type GitHub = ReturnType<typeof gitHub>;

/** @param url of the API, as `GITHUB_API_URL` has it */
export function gitHub(url: string, token: string, { second = 1000, longestAnswer = LONGEST_ANSWER }: Pace = {}) {
  const { name, version } = toolInfo();
  const waits = (retryAfter: number, _options: unknown, _octokit: unknown, waited: number): boolean =>
    retryAfter <= LONGEST_WAIT && waited < MOST_WAITS;
  // The innermost comes first, so that each attempt has its own time.
  const Client = Octokit.plugin(timeouts(longestAnswer), throttling, retry, paginateRest);
  return new Client({
    ...{ auth: token, baseUrl: url.replace(/\/$/, ''), userAgent: `${name}/${version}` },
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    throttle: { onRateLimit: waits, onSecondaryRateLimit: waits, retryAfterBaseValue: second },
    retry: { retryAfterBaseValue: second },
  });
}

function ignore(): void {
  // What goes wrong is said in one line at the end.
}

function timeouts(milliseconds: number) {
  return (octokit: Octokit): Record<string, never> => {
    octokit.hook.wrap('request', (request, options) => {
      const signal = AbortSignal.timeout(milliseconds);
      return request({ ...options, request: { ...options.request, signal } });
    });
    return {};
  };
}

/** The HTTP status of what octokit has thrown; 0 of anything else. */
export function statusOf(error: unknown): number {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 0;
}

/** What octokit has thrown, as people can do something about it. */
export function explained(error: unknown): PostError {
  if (error instanceof PostError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (/rate limit/i.test(message)) return new PostError('the rate limit of the token is used up');
  return new PostError(
    REASONS[statusOf(error)] ?? `GitHub did not answer as expected (${message.split(/[\n:]/, 1)[0] ?? ''})`,
  );
}

const REASONS: Readonly<Record<number, string>> = {
  401: 'GitHub does not accept the token',
  403: 'the token may not write comments (it needs "permissions: pull-requests: write"; those of forks never have it)',
  404: 'there is no such pull request, or the token may not see it',
};
