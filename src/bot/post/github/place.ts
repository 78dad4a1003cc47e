/** Which pull request a run belongs to. What GitHub's event says is to be trusted, what a pull request says is not. */
import { readFileSync } from 'node:fs';
import type { Environment } from '../../base.ts';
import { isObject } from '../../../project/json-file.ts';
import { PostError } from '../outcome.ts';
import type { GitHub } from './client.ts';

/** A pull request. */
export interface PullRequest {
  readonly owner: string;
  readonly repo: string;
  readonly pull_number: number;
}

/**
 * Finds it: by number, by the event of a pull request, or by the commit of the run that a `workflow_run` is about.
 * @throws {PostError} where there is none
 */
export async function pullRequestOf(client: GitHub, env: Environment, asked: number | undefined): Promise<PullRequest> {
  const [owner = '', repo = ''] = (env['GITHUB_REPOSITORY'] ?? '').split('/');
  if (owner === '' || repo === '') throw new PostError('GITHUB_REPOSITORY names no repository');
  const event = eventOf(env);
  const number = asked ?? numberIn(event) ?? (await numberOfRun(client, { owner, repo }, event));
  if (number === undefined) throw new PostError('this run belongs to no open pull request');
  return { owner, repo, pull_number: number };
}

type Json = Readonly<Record<string, unknown>>;

function eventOf({ GITHUB_EVENT_PATH: path }: Environment): Json {
  try {
    const event: unknown = path ? JSON.parse(readFileSync(path, 'utf8')) : {};
    return isObject(event) ? event : {};
  } catch {
    return {};
  }
}

function numberIn(event: Json): number | undefined {
  const number = objectIn(event, 'pull_request')['number'];
  return typeof number === 'number' ? number : undefined;
}

/** The event of a fork's run names no pull request, so the open one with that very commit is looked for. */
async function numberOfRun(
  client: GitHub,
  place: { readonly owner: string; readonly repo: string },
  event: Json,
): Promise<number | undefined> {
  const run = objectIn(event, 'workflow_run');
  const repository = objectIn(run, 'head_repository');
  const [sha, branch, from] = [run['head_sha'], run['head_branch'], objectIn(repository, 'owner')['login']];
  if (typeof sha !== 'string' || typeof branch !== 'string' || typeof from !== 'string') return undefined;
  const query = { ...place, state: 'open', head: `${from}:${branch}`, per_page: 100 } as const;
  const { data } = await client.request('GET /repos/{owner}/{repo}/pulls', query);
  const pull = data.find(({ head }) => head.sha === sha);
  if (pull === undefined && data.length > 0) throw new PostError('the pull request has newer commits than this result');
  return pull?.number;
}

function objectIn(value: Json, key: string): Json {
  const inner = value[key];
  return isObject(inner) ? inner : {};
}
