/** Posting on GitHub, against a server that refuses what GitHub's own description doesn't know. */
import { describe, expect, it } from 'vitest';
import { postToGitHub, type GitHubPosting } from '../../../src/bot/post/github/post.ts';
import type { LineComment } from '../../../src/bot/post/line-comments.ts';
import { tempTree } from '../../project/temp-tree.ts';
import { fakeGitHub, type FakeGitHub, type Fault } from './server.ts';

const MARKER = '<!-- perfmig-ci:. -->';
const BLOB = 'b'.repeat(40);
const PATCH = '@@ -1,3 +1,5 @@\n a\n+b\n+c\n d\n e\n@@ -20 +22,2 @@\n x\n+y';

function line(at: number, endLine = at, blob = BLOB): LineComment {
  const marker = `<!-- perfmig-line:${at}${endLine}abc -->`;
  return { path: 'src/a b.js', line: at, endLine, blob, marker, body: `slow\n\n${marker}\n` };
}

function posting(gitHub: FakeGitHub, more: Partial<GitHubPosting> = {}): GitHubPosting {
  gitHub.files = [{ filename: 'src/a b.js', sha: BLOB, patch: PATCH }];
  return {
    ...{ body: `${MARKER}\n\nnews\n`, marker: MARKER, hasNews: true, lines: [], maxComments: 10, number: 7 },
    env: { GITHUB_REPOSITORY: 'o/r', GITHUB_TOKEN: 'secret', GITHUB_API_URL: gitHub.url },
    pace: { second: 10, longestAnswer: 400 },
    ...more,
  };
}

describe('the sticky comment', () => {
  it('is written once and then edited', async () => {
    const gitHub = await fakeGitHub();
    const first = await postToGitHub(posting(gitHub));
    expect(first).toMatchObject({ kind: 'posted', url: 'https://github.test/c/1' });
    await postToGitHub(posting(gitHub, { body: `${MARKER}\n\nother news\n`, hasNews: false }));
    expect(gitHub.comments.map(({ body }) => body)).toEqual([`${MARKER}\n\nother news\n`]);
    expect([gitHub.invalid, [...gitHub.tokens]]).toEqual([[], ['token secret']]);
  });

  it('is left alone where it says the same', async () => {
    const gitHub = await fakeGitHub();
    for (let run = 0; run < 2; run++) await postToGitHub(posting(gitHub));
    expect(gitHub.asked.filter((one) => !one.startsWith('GET'))).toEqual(['POST /repos/o/r/issues/7/comments']);
  });

  it('is not written where there is nothing to say', async () => {
    const gitHub = await fakeGitHub();
    expect(await postToGitHub(posting(gitHub, { hasNews: false }))).toMatchObject({ url: undefined });
    expect(gitHub.comments).toEqual([]);
  });

  it('is found behind 250 others, and no comment of a stranger is taken for it', async () => {
    const gitHub = await fakeGitHub();
    for (let id = 100; id < 350; id++) gitHub.comments.push(made(id, 'talk', 'User'));
    gitHub.comments.push(
      made(350, `${MARKER} made up`, 'User'),
      made(351, `> quoted ${MARKER}`, 'Bot'),
      made(352, `${MARKER} old`, 'Bot'),
    );
    await postToGitHub(posting(gitHub));
    expect(gitHub.comments).toHaveLength(253);
    expect(gitHub.comments.filter(({ body }) => body.includes('news')).map(({ id }) => id)).toEqual([352]);
    expect(gitHub.invalid).toEqual([]);
  });

  it.each<[string, Fault[]]>([
    ['502, and was not written', [{ on: 'POST comments', status: 502 }]],
    ['502, and was written all the same', [{ on: 'POST comments', status: 502, isDone: true }]],
    [
      '429 with retry-after',
      [
        {
          on: 'POST comments',
          status: 429,
          message: 'You have exceeded a secondary rate limit',
          headers: { 'retry-after': '1' },
        },
      ],
    ],
    [
      '403 of a rate limit',
      [
        {
          on: 'GET comments',
          status: 403,
          message: 'API rate limit exceeded',
          headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '0' },
        },
      ],
    ],
    [
      '502 of a list',
      [
        { on: 'GET comments', status: 502 },
        { on: 'GET comments', status: 503 },
      ],
    ],
    ['a list that takes too long', [{ on: 'GET comments', status: 504, after: 900 }]],
    ['an answer that takes too long, though written', [{ on: 'POST comments', status: 504, after: 900, isDone: true }]],
  ])('is there once in the end: %s', async (_, faults) => {
    const gitHub = await fakeGitHub();
    gitHub.faults.push(...faults);
    expect(await postToGitHub(posting(gitHub))).toMatchObject({ kind: 'posted' });
    expect([gitHub.comments.length, gitHub.faults, gitHub.invalid]).toEqual([1, [], []]);
  });

  it.each<[string, Fault, string]>([
    [
      'a read-only token',
      { on: 'POST comments', status: 403, message: 'Resource not accessible by integration' },
      'pull-requests: write',
    ],
    ['a wrong token', { on: 'GET comments', status: 401, message: 'Bad credentials' }, 'does not accept the token'],
    ['a request nobody may see', { on: 'GET comments', status: 404 }, 'may not see it'],
    [
      'a limit that lasts an hour',
      {
        on: 'GET comments',
        status: 429,
        message: 'You have exceeded a secondary rate limit',
        headers: { 'retry-after': '3600' },
      },
      'rate limit',
    ],
  ])('is given up with a reason: %s', async (_, fault, reason) => {
    const gitHub = await fakeGitHub();
    for (let times = 0; times < 5; times++) gitHub.faults.push(fault);
    const outcome = await postToGitHub(posting(gitHub));
    expect(outcome).toMatchObject({ kind: 'refused', reason: expect.stringContaining(reason) as string });
  });

  it.each<[string, Partial<GitHubPosting['env']>, string]>([
    ['no token', { GITHUB_TOKEN: '' }, 'no GITHUB_TOKEN'],
    ['no repository', { GITHUB_REPOSITORY: '' }, 'names no repository'],
  ])('is given up before anything is asked: %s', async (_, env, reason) => {
    const gitHub = await fakeGitHub();
    const base = posting(gitHub);
    const outcome = await postToGitHub({ ...base, env: { ...base.env, ...env } });
    expect(outcome).toMatchObject({ kind: 'refused', reason: expect.stringContaining(reason) as string });
    expect(gitHub.asked).toEqual([]);
  });
});

describe('comments at lines', () => {
  it('are one review of those that the diff shows', async () => {
    const gitHub = await fakeGitHub();
    const lines = [line(2), line(2, 3), line(10), line(3, 22), line(22, 23), line(2, 2, 'c'.repeat(40))];
    const outcome = await postToGitHub(posting(gitHub, { lines }));
    expect(outcome).toMatchObject({ comments: 3, left: [] });
    expect(gitHub.lineComments.map(({ path, start_line, line: last }) => [path, start_line, last])).toEqual([
      ['src/a b.js', undefined, 2],
      ['src/a b.js', 2, 3],
      ['src/a b.js', 22, 23],
    ]);
    expect(gitHub.asked.filter((one) => one.includes('reviews'))).toHaveLength(1);
    expect(gitHub.invalid).toEqual([]);
  });

  it('are written one by one where GitHub refuses the review: one bad line costs no other', async () => {
    const gitHub = await fakeGitHub();
    gitHub.refusedLine = 3;
    const outcome = await postToGitHub(posting(gitHub, { lines: [line(2), line(3), line(22)] }));
    expect(outcome).toMatchObject({ comments: 2, left: ['GitHub refused 1 of the comments at lines'] });
    expect(gitHub.lineComments.map((one) => one.line)).toEqual([2, 22]);
    expect(gitHub.invalid).toEqual([]);
  });

  it('are not repeated, and no more than are wanted', async () => {
    const gitHub = await fakeGitHub();
    const lines = [line(2), line(3), line(22), line(23)];
    expect(await postToGitHub(posting(gitHub, { lines, maxComments: 3 }))).toMatchObject({
      comments: 3,
      left: ['1 more comments at lines left out (--max-comments 3)'],
    });
    expect(await postToGitHub(posting(gitHub, { lines, maxComments: 3 }))).toMatchObject({ comments: 1, left: [] });
    expect(gitHub.lineComments.map((one) => one.line)).toEqual([2, 3, 22, 23]);
  });

  it('are left out with a reason where they may not be written; the comment stays', async () => {
    const gitHub = await fakeGitHub();
    gitHub.faults.push({ on: 'POST reviews', status: 403, message: 'Resource not accessible by integration' });
    const outcome = await postToGitHub(posting(gitHub, { lines: [line(2)] }));
    expect(outcome).toMatchObject({
      kind: 'posted',
      comments: 0,
      left: [expect.stringContaining('pull-requests: write') as string],
    });
    expect(gitHub.comments).toHaveLength(1);
  });
});

describe('the pull request', () => {
  const event = (content: object): string => `${tempTree({ 'event.json': JSON.stringify(content) })}/event.json`;
  const run = { head_sha: 'a'.repeat(40), head_branch: 'topic', head_repository: { owner: { login: 'stranger' } } };

  it.each<[string, object, object]>([
    ['of the event', { pull_request: { number: 7 } }, { kind: 'posted' }],
    ["with the commit of a fork's run", { workflow_run: run }, { kind: 'posted' }],
    [
      'that has newer commits',
      { workflow_run: { ...run, head_sha: 'd'.repeat(40) } },
      { kind: 'refused', reason: expect.stringContaining('newer commits') as string },
    ],
    [
      'of a branch without any',
      { workflow_run: { ...run, head_branch: 'main' } },
      { kind: 'refused', reason: expect.stringContaining('no open pull request') as string },
    ],
    ['of a push', { before: 'x' }, { kind: 'refused' }],
  ])('is the one %s', async (_, content, outcome) => {
    const gitHub = await fakeGitHub();
    const base = posting(gitHub, { number: undefined });
    const env = { ...base.env, GITHUB_EVENT_PATH: event(content) };
    expect(await postToGitHub({ ...base, env })).toMatchObject(outcome);
    expect(gitHub.invalid).toEqual([]);
  });
});

function made(id: number, body: string, type: string): FakeGitHub['comments'][number] {
  return {
    id,
    body,
    user: { login: type === 'Bot' ? 'some[bot]' : 'someone', type },
    html_url: `https://github.test/c/${id}`,
  };
}

describe('the server of these tests', () => {
  it.each<[string, string, string, object | undefined]>([
    ['a path', 'GET', '/repos/o/r/pull/7', undefined],
    ['a parameter', 'GET', '/repos/o/r/pulls/7/files?size=1', undefined],
    ['a value', 'GET', '/repos/o/r/pulls?state=ajar', undefined],
    ['a missing field', 'POST', '/repos/o/r/issues/7/comments', {}],
    ['a field', 'POST', '/repos/o/r/issues/7/comments', { body: 'x', text: 'y' }],
    ['a wrong type', 'POST', '/repos/o/r/pulls/7/reviews', { comments: [{ path: 'a', body: 'b', line: '3' }] }],
  ])('refuses what GitHub does not know: %s', async (_, method, path, body) => {
    const gitHub = await fakeGitHub();
    const response = await fetch(gitHub.url + path, { method, ...(body && { body: JSON.stringify(body) }) });
    expect([response.status, gitHub.invalid.length]).toEqual([400, 1]);
  });
});
