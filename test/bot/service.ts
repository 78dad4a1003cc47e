/** A small service in a repository, to be changed by a branch. */
import { commit, git, repositoryOf } from '../project/git-repository.ts';
import { runCli, type Run } from '../cli/run-cli.ts';
import type { CiJson } from '../../src/reporters/ci-json.ts';

export const SERVER = `const express = require('express');
const { page } = require('./page');
const app = express();
app.get('/orders', (request, response) => response.send(page()));
app.listen(3000);
`;
export const PAGE = `const fs = require('fs');
exports.page = function page() {
  return fs.readFileSync('page.html', 'utf8');
};
exports.old = function old() {
  return fs.readFileSync('old.html', 'utf8');
};
exports.settings = fs.readFileSync('settings.json', 'utf8');
`;
export const FILES = {
  'package.json': '{ "name": "orders", "private": true, "scripts": { "start": "node src/server.js" } }\n',
  'src/server.js': SERVER,
  'src/page.js': PAGE,
};

/** A route whose handler runs another program. */
const SLOW_ROUTE = "app.get('/up', (request, response) => response.send(execSync('uptime')));\n";
export const SLOW_SERVER = `const { execSync } = require('child_process');\n${SERVER}${SLOW_ROUTE}`;

/** A repository whose branch `topic` changes these files; `main` and `topic` are checked out in turn. */
export function branched(
  changes: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = FILES,
): string {
  const root = repositoryOf(files);
  git(root, 'checkout', '-qb', 'topic');
  commit(root, changes);
  return root;
}

/** A comparison and how the command ended. */
export interface Compared extends Run {
  readonly data: CiJson;
}

/** Runs `perfmig ci --format json`. */
export async function compared(
  cwd: string,
  args: readonly string[] = ['--base', 'main'],
  env: Readonly<Record<string, string>> = {},
): Promise<Compared> {
  const run = await runCli(['ci', '--format', 'json', ...args], { cwd, env });
  const data = (run.stdout === '' ? undefined : JSON.parse(run.stdout)) as CiJson;
  return { ...run, data };
}

/** `path:line api` of findings. */
export function namesOf(findings: CiJson['new']): readonly string[] {
  return findings.map(({ path, line, api }) => `${path}:${line} ${api}`);
}
