/** `--since` and `--staged`, in real repositories. */
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commit, git, repositoryOf, write } from '../project/git-repository.ts';
import { tempTree } from '../project/temp-tree.ts';
import { BIN, runCli } from './run-cli.ts';

const SERVER = `const express = require('express');
const { page } = require('./page');
const app = express();
app.get('/orders', (request, response) => response.send(page()));
app.listen(3000);
`;
const PAGE = `const fs = require('fs');
exports.page = function page() {
  return fs.readFileSync('page.html', 'utf8');
};
exports.old = function old() {
  return fs.statSync('old');
};
`;
const FILES = { 'package.json': '{ "name": "orders" }', 'src/server.js': SERVER, 'src/page.js': PAGE };
const NEW = "exports.fresh = () => fs.lstatSync('new');\n";

function repository(files: Readonly<Record<string, string>> = FILES): string {
  return repositoryOf(files);
}

interface Result {
  /** `path:line api`, sorted. */
  readonly found: readonly string[];
  readonly unchanged: number;
  readonly root: string;
}

interface Json {
  readonly root: string;
  readonly summary: { readonly suppressed: { readonly unchanged: number } };
  readonly files: readonly { readonly path: string; readonly findings: readonly { line: number; api: string }[] }[];
}

async function analyzed(cwd: string, ...args: readonly string[]): Promise<Result> {
  const { stdout, stderr, exitCode } = await runCli(['analyze', '--format', 'json', ...args], { cwd });
  expect([stderr, exitCode]).toEqual(['', 0]);
  const { root, summary, files } = JSON.parse(stdout) as Json;
  const found = files.flatMap(({ path, findings }) => findings.map(({ line, api }) => `${path}:${line} ${api}`));
  return { root, found: found.sort(), unchanged: summary.suppressed.unchanged };
}

describe('--since', () => {
  it('reports what is on changed lines: committed, changed, new and untracked', async () => {
    const root = repository();
    git(root, 'checkout', '-qb', 'topic');
    commit(root, { 'src/page.js': PAGE.replace("statSync('old')", "statSync('older')") });
    write(root, { 'src/page.js': `${PAGE.replace("statSync('old')", "statSync('older')")}${NEW}` });
    write(root, { 'src/untracked.js': "require('fs').readFileSync('x');\n" });
    expect(await analyzed(root, '--since', 'main')).toEqual({
      root: '.',
      found: ['src/page.js:6 fs.statSync', 'src/page.js:8 fs.lstatSync', 'src/untracked.js:1 fs.readFileSync'],
      unchanged: 1,
    });
  });

  it('does not count what the other branch has got since', async () => {
    const root = repository();
    git(root, 'checkout', '-qb', 'topic');
    commit(root, { 'README.md': 'x' });
    git(root, 'checkout', '-q', 'main');
    commit(root, { 'src/page.js': `// new\n${PAGE.replace('page.html', 'other.html')}` });
    git(root, 'checkout', '-q', 'topic');
    expect(await analyzed(root, '--since', 'main')).toMatchObject({ found: [], unchanged: 2 });
  });

  it('reports old code that the change has made a request run', async () => {
    const root = repository();
    const route = "app.get('/old', (request, response) => response.send(require('./page').old()));\n";
    write(root, { 'src/server.js': SERVER.replace('app.listen', `${route}app.listen`) });
    expect(await analyzed(root, '--since', 'HEAD')).toMatchObject({
      found: ['src/page.js:6 fs.statSync'],
      unchanged: 1,
    });
  });

  it('does not report old code for a change of a route that ran it before', async () => {
    const root = repository();
    write(root, { 'src/server.js': SERVER.replace("'/orders', ", "'/all-orders', log, ") });
    expect(await analyzed(root, '--since', 'HEAD')).toMatchObject({ found: [], unchanged: 2 });
  });

  it('follows renames, and lets line ends be', async () => {
    const root = repository();
    git(root, 'mv', 'src/page.js', 'src/pages.js');
    write(root, { 'src/pages.js': PAGE.replaceAll('\n', '\r\n') });
    expect(await analyzed(root, '--since', 'HEAD')).toMatchObject({ found: [], unchanged: 2 });
  });

  it('works from a folder of a larger repository', async () => {
    const root = repository({
      'services/orders/package.json': '{ "name": "orders" }',
      'services/orders/page.js': PAGE,
    });
    const cwd = join(root, 'services/orders');
    write(cwd, { 'page.js': `// moved\n${PAGE}${NEW}` });
    expect(await analyzed(cwd, '--since', 'HEAD')).toMatchObject({ found: ['page.js:9 fs.lstatSync'], unchanged: 2 });
    expect(await analyzed(cwd, 'page.js', '--since', 'HEAD')).toMatchObject({ unchanged: 2 });
    expect(await analyzed(cwd, '--staged')).toMatchObject({ root: '.', found: [], unchanged: 2 });
  });

  it('says in words what it leaves out', async () => {
    const { stdout } = await runCli(['analyze', '--since', 'HEAD'], { cwd: repository() });
    expect(stdout).toMatch(/^Grade [A-F] with all that is known: no new findings;/);
    expect(stdout).toContain('Findings not shown: 2 not of this change\n');
  });
});

describe('--staged', () => {
  it('judges the index, whatever became of the files since', async () => {
    const root = repository();
    write(root, { 'src/page.js': `${PAGE}${NEW}`, 'src/gone.js': "require('fs').readFileSync('x');\n" });
    git(root, 'add', '-A');
    write(root, { 'src/page.js': `${PAGE}\n\nexports.unstaged = () => fs.rmSync('x');\n` });
    rmSync(join(root, 'src/gone.js'));
    write(root, { 'src/untracked.js': "require('fs').readFileSync('x');\n" });
    const expected = ['src/gone.js:1 fs.readFileSync', 'src/page.js:8 fs.lstatSync'];
    expect(await analyzed(root, '--staged')).toEqual({ root: '.', found: expected, unchanged: 2 });
    expect(await analyzed(join(root, 'src'), '--staged', '..')).toMatchObject({ root: '..', found: expected });
    expect(await analyzed('/', '--staged', root)).toMatchObject({ root: root.slice(1), found: expected });
  });

  it('takes the comments and the baseline of the index', async () => {
    const root = repository();
    write(root, { 'src/page.js': `${PAGE}// perfmig-disable-next-line sync-io -- small\n${NEW}` });
    git(root, 'add', '-A');
    write(root, { 'src/page.js': `${PAGE}${NEW}` });
    expect(await analyzed(root, '--staged')).toMatchObject({ found: [], unchanged: 2 });
    write(root, { 'src/page.js': `${PAGE}${NEW}` });
    git(root, 'add', '-A');
    await runCli(['baseline'], { cwd: root });
    expect(await analyzed(root, '--staged')).toMatchObject({ found: ['src/page.js:8 fs.lstatSync'] });
    expect(await analyzed(root, '--staged', '--baseline', 'perfmig-baseline.json')).toMatchObject({ found: [] });
    git(root, 'add', 'perfmig-baseline.json');
    expect(await analyzed(root, '--staged')).toMatchObject({ found: [], unchanged: 0 });
  });

  it('takes all for new before the first commit', async () => {
    const root = tempTree(FILES);
    git(root, 'init', '-q');
    git(root, 'add', 'package.json', 'src/page.js');
    expect(await analyzed(root, '--staged')).toMatchObject({
      found: ['src/page.js:3 fs.readFileSync', 'src/page.js:6 fs.statSync'],
      unchanged: 0,
    });
  });

  it.each([
    [['commit', '-m', 'x'], true],
    [['commit', '-am', 'x'], false],
  ])('stops a commit from its hook: git %j', (args, isStaged) => {
    const root = repository();
    const hook = join(root, '.git/hooks/pre-commit');
    write(root, {
      '.git/hooks/pre-commit': `#!/bin/sh\nexec '${process.execPath}' '${BIN}' analyze --staged --max-issues 0\n`,
    });
    chmodSync(hook, 0o755);
    write(root, { 'src/page.js': `${PAGE}${NEW}` });
    if (isStaged) git(root, 'add', '-A');
    expect(() => git(root, ...args)).toThrow('1 finding, --max-issues allows 0');
    write(root, { 'src/page.js': `${PAGE}// fine\n` });
    if (isStaged) git(root, 'add', '-A');
    git(root, ...args);
    expect(git(root, 'log', '--oneline').trim().split('\n')).toHaveLength(2);
  });
});

describe('what git is asked for and has not', () => {
  it.each([
    ['no repository', () => tempTree(FILES), ['--since', 'main'], 'not a git repository'],
    ['no repository', () => tempTree(FILES), ['--staged'], 'not a git repository'],
    ['an unknown reference', () => repository(), ['--since', 'mian'], 'unknown commit, branch or tag: mian'],
    [
      'an option for a reference',
      () => repository(),
      ['--since=--output=x'],
      'unknown commit, branch or tag: --output=x',
    ],
    ['a file for a reference', () => repository(), ['--since', 'HEAD:src/page.js'], 'unknown commit, branch or tag'],
    ['no history in common', orphaned, ['--since', 'main'], 'main and HEAD have no commit in common'],
    ['no commit', uncommitted, ['--since', 'HEAD'], 'there is no commit yet to compare with'],
    [
      'a shallow clone',
      shallow,
      ['--since', 'origin/topic'],
      'unknown commit, branch or tag: origin/topic; this clone is shallow: git fetch --unshallow',
    ],
    [
      'a shallow clone that lacks the base',
      shallowWithout,
      ['--since', 'origin/main'],
      'origin/main and HEAD have no commit in common; this clone is shallow',
    ],
  ])('%s', async (_, make, args, message) => {
    const { stdout, stderr, exitCode } = await runCli(['analyze', ...args], { cwd: make() });
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('git itself', async () => {
    const { stderr, exitCode } = await runCli(['analyze', '--staged'], {
      cwd: repository(),
      env: { PATH: '/nonexistent' },
    });
    expect([stderr, exitCode]).toEqual(['perfmig: ci, --since and --staged need git, which was not found\n', 2]);
  });
});

function uncommitted(): string {
  const root = tempTree(FILES);
  git(root, 'init', '-q');
  return root;
}

function orphaned(): string {
  const root = repository();
  git(root, 'checkout', '-q', '--orphan', 'other');
  commit(root, { 'README.md': 'x' });
  return root;
}

function shallow(): string {
  const root = repository();
  commit(root, { 'README.md': 'x' });
  const copy = tempTree({});
  git(copy, 'clone', '-q', '--depth', '1', `file://${root}`, '.');
  return copy;
}

function shallowWithout(): string {
  const root = repository();
  git(root, 'checkout', '-qb', 'topic');
  commit(root, { 'README.md': 'x' });
  git(root, 'checkout', '-q', 'main');
  commit(root, { 'CHANGES.md': 'x' });
  const copy = tempTree({});
  git(copy, 'clone', '-q', '--depth', '1', '--no-single-branch', '--branch', 'topic', `file://${root}`, '.');
  return copy;
}

describe("a stranger's repository", () => {
  it('runs nothing, whatever its configuration says', async () => {
    const root = repository({ ...FILES, '.gitattributes': '*.js filter=evil diff=evil\n' });
    const ran = join(root, 'ran');
    const evil = join(root, '.git', 'evil');
    write(root, { '.git/evil': `#!/bin/sh\necho "$@" >> '${ran}'\ncat\n` });
    chmodSync(evil, 0o755);
    for (const key of ['core.fsmonitor', 'core.pager', 'core.editor', 'core.sshCommand', 'diff.external'])
      git(root, 'config', key, evil);
    for (const key of ['clean', 'smudge', 'process']) git(root, 'config', `filter.evil.${key}`, evil);
    git(root, 'config', 'diff.evil.textconv', evil);
    git(root, 'config', 'diff.evil.command', evil);
    for (const command of ['rev-parse', 'ls-files', 'ls-tree', 'cat-file'])
      git(root, 'config', `alias.${command}`, `!${evil}`);
    write(root, { '.git/hooks/post-index-change': `#!/bin/sh\necho hook >> '${ran}'\n` });
    chmodSync(join(root, '.git/hooks/post-index-change'), 0o755);
    write(root, { 'src/page.js': `${PAGE}${NEW}` });
    // What it would do to somebody who is less careful.
    expect(() => git(root, 'diff')).not.toThrow();
    expect(existsSync(ran)).toBe(true);
    rmSync(ran);
    expect((await analyzed(root, '--since', 'HEAD')).found).toEqual(['src/page.js:8 fs.lstatSync']);
    await analyzed(root, '--staged');
    expect(existsSync(ran)).toBe(false);
  });

  it('fetches nothing that a partial clone lacks, and says so', async () => {
    const root = repository();
    const ran = join(root, 'ran');
    const evil = join(root, '.git', 'evil');
    write(root, { '.git/evil': `#!/bin/sh\necho "$@" >> '${ran}'\n` });
    chmodSync(evil, 0o755);
    const blob = git(root, 'rev-parse', 'HEAD:src/page.js').trim();
    rmSync(join(root, '.git/objects', blob.slice(0, 2), blob.slice(2)));
    git(root, 'config', 'core.repositoryformatversion', '1');
    git(root, 'config', 'extensions.partialClone', 'origin');
    git(root, 'config', 'remote.origin.promisor', 'true');
    git(root, 'config', 'remote.origin.url', `ext::${evil} %S`);
    git(root, 'config', 'protocol.ext.allow', 'always');
    expect(() => git(root, 'cat-file', '-p', blob)).toThrow();
    expect(existsSync(ran)).toBe(true);
    rmSync(ran);
    for (const args of [['--since', 'HEAD'], ['--staged']]) {
      const { stderr, exitCode } = await runCli(['analyze', ...args], { cwd: root });
      expect([stderr, exitCode]).toEqual([expect.stringContaining('this clone lacks the content of some files'), 2]);
    }
    expect(existsSync(ran)).toBe(false);
  });
});
