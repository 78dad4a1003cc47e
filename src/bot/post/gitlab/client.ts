/** GitLab's API: waits where GitLab says so, repeats what may be repeated, and gives up after a while. */
import { setTimeout } from 'node:timers/promises';
import { PostError } from '../outcome.ts';

/** Milliseconds after which an answer isn't waited for any longer. */
const LONGEST_ANSWER = 20_000;
/** Seconds that are waited for where GitLab asks to; a job is paid by the minute. */
const LONGEST_WAIT = 90;
const MOST_ATTEMPTS = 4;
/** Notes read before one gives up looking; 100 fit a page. */
const MOST_PAGES = 100;

/** What tests speed up. */
export interface Pace {
  /** Milliseconds that stand for one second of waiting. */
  readonly second?: number;
  readonly longestAnswer?: number;
}

/** An answer that is no success. */
export class GitLabError extends Error {
  override readonly name = 'GitLabError';
  readonly status: number;

  constructor(status: number) {
    super(`GitLab answered with ${status}`);
    this.status = status;
  }
}

/** One merge request of a GitLab. */
export class GitLab {
  readonly #base: string;
  readonly #token: string;
  readonly #pace: Required<Pace>;

  /** @param base of the merge request: `https://gitlab.com/api/v4/projects/1/merge_requests/2` */
  constructor(base: string, token: string, { second = 1000, longestAnswer = LONGEST_ANSWER }: Pace = {}) {
    this.#base = base;
    this.#token = token;
    this.#pace = { second, longestAnswer };
  }

  /** @throws {GitLabError} */
  async read<Value>(path: string): Promise<Value> {
    return (await this.#ask('GET', path)).value as Value;
  }

  /** All pages of a list. */
  async readAll<Item>(path: string): Promise<readonly Item[]> {
    const items: Item[] = [];
    for (let page = '1', read = 0; page !== '' && read < MOST_PAGES; read++) {
      const { value, next } = await this.#ask('GET', `${path}?per_page=100&page=${page}`);
      items.push(...(value as Item[]));
      page = next;
    }
    return items;
  }

  /** @throws {GitLabError} */
  async write<Value>(method: 'POST' | 'PUT', path: string, body: object): Promise<Value> {
    return (await this.#ask(method, path, body)).value as Value;
  }

  async #ask(method: string, path: string, body?: object): Promise<{ readonly value: unknown; readonly next: string }> {
    for (let attempt = 1; ; attempt++) {
      const response = await this.#send(method, path, body);
      if (response?.ok) return { value: await response.json(), next: response.headers.get('x-next-page') ?? '' };
      const wait = response?.status === 429 ? Number(response.headers.get('retry-after') ?? 60) : attempt ** 2;
      // What a failed POST has written nobody knows; the caller looks again.
      const mayRepeat =
        response?.status === 429 || (method !== 'POST' && (response === undefined || response.status >= 500));
      if (!mayRepeat || attempt === MOST_ATTEMPTS || !(wait <= LONGEST_WAIT))
        throw new GitLabError(response?.status ?? 504);
      await setTimeout(wait * this.#pace.second);
    }
  }

  /** Undefined where no answer came. */
  async #send(method: string, path: string, body: object | undefined): Promise<Response | undefined> {
    try {
      return await fetch(`${this.#base}${path}`, {
        ...{ method, redirect: 'error', signal: AbortSignal.timeout(this.#pace.longestAnswer) },
        headers: { 'private-token': this.#token, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      });
    } catch {
      return undefined;
    }
  }
}

/** What went wrong, as people can do something about it. */
export function explained(error: unknown): PostError {
  if (error instanceof PostError) return error;
  const status = error instanceof GitLabError ? error.status : 0;
  return new PostError(REASONS[status] ?? `GitLab did not answer as expected (${status || String(error)})`);
}

const REASONS: Readonly<Record<number, string>> = {
  401: 'GitLab does not accept the token',
  403: 'the token may not write notes (it needs the scope "api" and the role Reporter)',
  404: 'there is no such merge request, or the token may not see it',
  429: 'the rate limit of the token is used up',
};
