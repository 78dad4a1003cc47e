/** Posting on GitLab, against a server on loopback that knows one merge request. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { postToGitLab, type GitLabPosting } from '../../src/bot/post/gitlab/post.ts';
import type { LineComment } from '../../src/bot/post/line-comments.ts';

const MARKER = '<!-- perfmig-ci:. -->';
const HEAD = 'a'.repeat(40);
const START = '/api/v4/projects/3/merge_requests/7';

interface Fault {
  readonly on: string;
  readonly status: number;
  readonly isDone?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

interface FakeGitLab {
  readonly url: string;
  readonly notes: { id: number; body: string }[];
  readonly discussions: { body: string; position: { new_path: string; old_path: string; new_line: number } }[];
  readonly faults: Fault[];
  readonly asked: string[];
  /** Lines that GitLab refuses. */
  readonly refused: Set<number>;
}

async function fakeGitLab(): Promise<FakeGitLab> {
  const fake: FakeGitLab = { url: '', notes: [], discussions: [], faults: [], asked: [], refused: new Set() };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const path = url.pathname.replace(START, '');
    const name = `${request.method ?? ''} ${path}`;
    fake.asked.push(name);
    const reply = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(body));
    };
    const page = (items: readonly unknown[]): void => {
      const at = Number(url.searchParams.get('page'));
      reply(200, items.slice((at - 1) * 100, at * 100), {
        'x-next-page': at * 100 < items.length ? String(at + 1) : '',
      });
    };
    void (async () => {
      const at = fake.faults.findIndex(({ on }) => on === name);
      const fault = at === -1 ? undefined : fake.faults.splice(at, 1)[0];
      if (request.headers['private-token'] !== 'secret') {
        reply(401, {});
        return;
      }
      if (fault && fault.isDone !== true) {
        reply(fault.status, {}, fault.headers);
        return;
      }
      const sent = request.method === 'GET' ? {} : await json(request);
      const body = sent as FakeGitLab['discussions'][number];
      const answer = (status: number, value: unknown): void => (fault ? reply(fault.status, {}) : reply(status, value));
      if (name === 'GET /notes') {
        page(fake.notes);
        return;
      }
      if (name === 'GET /discussions') {
        page(fake.discussions.map((one) => ({ notes: [one] })));
        return;
      }
      if (name === 'GET /diffs') {
        page([{ old_path: 'src/old.js', new_path: 'src/a.js', diff: '@@ -1,2 +1,4 @@\n a\n+b\n+c\n d' }]);
        return;
      }
      if (name === 'GET ') {
        reply(200, { diff_refs: { base_sha: 'b', start_sha: 's', head_sha: HEAD } });
        return;
      }
      if (!('body' in body)) {
        reply(400, {});
        return;
      }
      if (name === 'POST /notes') {
        answer(201, fake.notes.push({ id: fake.notes.length + 1, body: body.body }));
        return;
      }
      if (name === 'POST /discussions') {
        if (fake.refused.has(body.position.new_line)) {
          reply(400, { message: 'line_code: must be a valid line code' });
          return;
        }
        answer(201, fake.discussions.push(body));
        return;
      }
      const note = fake.notes.find(({ id }) => name === `PUT /notes/${id}`);
      if (!note) {
        reply(404, {});
        return;
      }
      note.body = body.body;
      answer(200, note);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  return Object.assign(fake, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v4` });
}

function posting(gitLab: FakeGitLab, more: Partial<GitLabPosting> = {}): GitLabPosting {
  const env = {
    CI_API_V4_URL: gitLab.url,
    CI_PROJECT_ID: '3',
    CI_MERGE_REQUEST_IID: '7',
    PERFMIG_GITLAB_TOKEN: 'secret',
  };
  return {
    ...{ body: `${MARKER}\n\nnews\n`, marker: MARKER, hasNews: true, lines: [], maxComments: 10, number: undefined },
    ...{ env, head: HEAD, pace: { second: 5, longestAnswer: 2000 } },
    ...more,
  };
}

function line(at: number): LineComment {
  const marker = `<!-- perfmig-line:${at}abc -->`;
  return { path: 'src/a.js', line: at, endLine: at, blob: undefined, marker, body: `slow\n\n${marker}\n` };
}

describe('the note', () => {
  it('is written once and then edited, behind 150 others', async () => {
    const gitLab = await fakeGitLab();
    for (let id = 1; id <= 150; id++) gitLab.notes.push({ id, body: 'talk' });
    await postToGitLab(posting(gitLab));
    await postToGitLab(posting(gitLab, { body: `${MARKER}\n\nother news\n` }));
    expect(gitLab.notes.slice(150).map(({ body }) => body)).toEqual([`${MARKER}\n\nother news\n`]);
  });

  it('is not written where there is nothing to say', async () => {
    const gitLab = await fakeGitLab();
    expect(await postToGitLab(posting(gitLab, { hasNews: false }))).toMatchObject({ kind: 'posted', url: undefined });
    expect(gitLab.notes).toEqual([]);
  });

  it('is not one that somebody else has quoted and nobody may edit', async () => {
    const gitLab = await fakeGitLab();
    gitLab.notes.push({ id: 1, body: `${MARKER} quoted` });
    gitLab.faults.push({ on: 'PUT /notes/1', status: 403 });
    await postToGitLab(posting(gitLab));
    expect(gitLab.notes).toHaveLength(2);
  });

  it.each<[string, Fault]>([
    ['502, though it was written', { on: 'POST /notes', status: 502, isDone: true }],
    ['502, and it was not', { on: 'POST /notes', status: 502 }],
    ['429 with retry-after', { on: 'POST /notes', status: 429, headers: { 'retry-after': '1' } }],
    ['503 of the list', { on: 'GET /notes', status: 503 }],
  ])('is there once in the end: %s', async (_, fault) => {
    const gitLab = await fakeGitLab();
    gitLab.faults.push(fault);
    expect(await postToGitLab(posting(gitLab))).toMatchObject({ kind: 'posted' });
    expect([gitLab.notes.length, gitLab.faults]).toEqual([1, []]);
  });

  it.each<[string, Partial<GitLabPosting['env']>, Fault | undefined, string]>([
    ['no token', { PERFMIG_GITLAB_TOKEN: '' }, undefined, 'no PERFMIG_GITLAB_TOKEN'],
    ['a wrong token', { PERFMIG_GITLAB_TOKEN: 'x' }, undefined, 'does not accept the token'],
    ['a token that may not', {}, { on: 'POST /notes', status: 403 }, 'may not write notes'],
    ['a wait of an hour', {}, { on: 'GET /notes', status: 429, headers: { 'retry-after': '3600' } }, 'rate limit'],
    ['no merge request', { CI_MERGE_REQUEST_IID: '' }, undefined, 'no merge request'],
  ])('is given up with a reason: %s', async (_, env, fault, reason) => {
    const gitLab = await fakeGitLab();
    if (fault) gitLab.faults.push(fault);
    const base = posting(gitLab);
    const outcome = await postToGitLab({ ...base, env: { ...base.env, ...env } });
    expect(outcome).toMatchObject({ kind: 'refused', reason: expect.stringContaining(reason) as string });
  });
});

describe('discussions', () => {
  it('are at added lines, each once, and a refused one costs no other', async () => {
    const gitLab = await fakeGitLab();
    gitLab.refused.add(2);
    const lines = [line(1), line(2), line(3), line(40)];
    expect(await postToGitLab(posting(gitLab, { lines }))).toMatchObject({ comments: 1 });
    await postToGitLab(posting(gitLab, { lines }));
    expect(gitLab.discussions.map(({ position }) => position)).toMatchObject([
      { new_path: 'src/a.js', old_path: 'src/old.js', new_line: 3, base_sha: 'b', start_sha: 's', head_sha: HEAD },
    ]);
  });

  it('are left out where another commit is shown', async () => {
    const gitLab = await fakeGitLab();
    const outcome = await postToGitLab(posting(gitLab, { lines: [line(2)], head: 'c'.repeat(40) }));
    expect(outcome).toMatchObject({ comments: 0, left: [expect.stringContaining('another commit') as string] });
  });
});
