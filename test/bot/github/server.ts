/** A GitHub with one repository and one pull request, on loopback. It refuses what GitHub's description doesn't know. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { faultsOf, type Asked } from './openapi.ts';

const PULL = /^\/repos\/o\/r\/pulls\/7$/;

export interface StoredComment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string; readonly type: string };
  readonly html_url: string;
}

export interface LineCommentBody {
  readonly path: string;
  readonly line: number;
  readonly start_line?: number;
  readonly body: string;
}

/** What GitHub says instead of doing what it was asked. */
export interface Fault {
  /** `POST comments`: a method and the end of a path. */
  readonly on: string;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly message?: string;
  /** It was done all the same. */
  readonly isDone?: boolean;
  /** Milliseconds before the answer. */
  readonly after?: number;
}

/** The state of the pull request, and what has been asked. */
export class FakeGitHub {
  readonly comments: StoredComment[] = [];
  readonly lineComments: LineCommentBody[] = [];
  files: readonly { readonly filename: string; readonly sha: string; readonly patch: string }[] = [];
  head = 'a'.repeat(40);
  /** Used up one by one, in their order. */
  readonly faults: Fault[] = [];
  /** Lines that GitHub refuses though the diff shows them. */
  refusedLine: number | undefined;
  readonly asked: string[] = [];
  readonly invalid: string[] = [];
  readonly tokens = new Set<string>();
  url = '';

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await askedBy(request);
    this.asked.push(`${asked.method} ${asked.path}`);
    this.tokens.add(request.headers.authorization ?? '');
    const invalid = faultsOf(asked);
    this.invalid.push(...invalid);
    const fault = this.#takeFault(asked);
    if (fault?.after !== undefined) await setTimeout(fault.after);
    if (fault && fault.isDone !== true) {
      send(response, fault.status, { message: fault.message ?? 'no' }, fault.headers);
      return;
    }
    const [status, body, headers] = invalid.length > 0 ? [400, { message: invalid.join() }] : this.#do(asked);
    if (fault) {
      send(response, fault.status, { message: 'Bad gateway' });
      return;
    }
    send(response, status, body, headers);
  }

  #takeFault({ method, path }: Asked): Fault | undefined {
    const at = this.faults.findIndex(
      ({ on }) => on.startsWith(`${method} `) && path.endsWith(on.slice(method.length + 1)),
    );
    return at === -1 ? undefined : this.faults.splice(at, 1)[0];
  }

  #do(asked: Asked): readonly [status: number, body: unknown, headers?: Readonly<Record<string, string>>] {
    const { method, path, body } = asked;
    if (method === 'GET' && path.endsWith('/issues/7/comments')) return this.#page(asked, this.comments);
    if (method === 'GET' && path.endsWith('/pulls/7/comments')) return this.#page(asked, this.lineComments);
    if (method === 'GET' && path.endsWith('/pulls/7/files')) return this.#page(asked, this.files);
    if (method === 'GET' && path.endsWith('/pulls')) return [200, this.#pulls(asked)];
    if (method === 'GET' && PULL.test(path)) return [200, { number: 7, head: { sha: this.head } }];
    if (method === 'POST' && path.endsWith('/issues/7/comments'))
      return [201, this.#comment((body as StoredComment).body)];
    if (method === 'PATCH') return this.#edit(path, (body as StoredComment).body);
    if (method === 'POST' && path.endsWith('/pulls/7/reviews'))
      return this.#review((body as { comments: LineCommentBody[] }).comments);
    if (method === 'POST' && path.endsWith('/pulls/7/comments')) return this.#review([body as LineCommentBody]);
    return [404, { message: 'Not Found' }];
  }

  #page(
    { query, path }: Asked,
    items: readonly unknown[],
  ): readonly [number, unknown, Readonly<Record<string, string>>] {
    const [size, page] = [Number(query.get('per_page') ?? 30), Number(query.get('page') ?? 1)];
    const link = `<${this.url}${path}?per_page=${size}&page=${page + 1}>; rel="next"`;
    return [200, items.slice((page - 1) * size, page * size), page * size < items.length ? { link } : {}];
  }

  #pulls({ query }: Asked): readonly unknown[] {
    return query.get('head') === 'stranger:topic' ? [{ number: 7, head: { sha: this.head } }] : [];
  }

  /** Adds a comment, as its bot. */
  #comment(body: string): StoredComment {
    const id = this.comments.length + 1;
    const comment = {
      id,
      body,
      user: { login: 'github-actions[bot]', type: 'Bot' },
      html_url: `https://github.test/c/${id}`,
    };
    this.comments.push(comment);
    return comment;
  }

  #edit(path: string, body: string): readonly [number, unknown] {
    const comment = this.comments.find(({ id }) => path.endsWith(`/comments/${id}`));
    if (!comment) return [404, { message: 'Not Found' }];
    comment.body = body;
    return [200, comment];
  }

  /** As GitHub does: one line outside the diff, and nothing is written. */
  #review(comments: readonly LineCommentBody[]): readonly [number, unknown] {
    const bad = comments.find(({ line }) => line === this.refusedLine);
    if (bad) return [422, { message: 'Unprocessable Entity', errors: ['Line could not be resolved'] }];
    this.lineComments.push(...comments);
    return [200, { id: 1 }];
  }
}

/** Starts it; it ends with the test. */
export async function fakeGitHub(): Promise<FakeGitHub> {
  const gitHub = new FakeGitHub();
  const server = createServer((request, response) => void gitHub.answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  gitHub.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return gitHub;
}

async function askedBy(request: IncomingMessage): Promise<Asked> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const hasBody = request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined;
  const body: unknown = hasBody && request.headers['content-length'] !== '0' ? await json(request) : undefined;
  return { method: request.method ?? '', path: decodeURI(url.pathname), query: url.searchParams, body };
}

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
