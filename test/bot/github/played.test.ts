/** A pull request from beginning to end: the command, a real repository, and a GitHub on loopback. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli, type Run } from '../../cli/run-cli.ts';
import { commit, git } from '../../project/git-repository.ts';
import { tempTree } from '../../project/temp-tree.ts';
import { branched, FILES, PAGE, SERVER, SLOW_SERVER } from '../service.ts';
import { fakeGitHub, type FakeGitHub } from './server.ts';

const PRETTY =
  "app.get('/all', (request, response) => response.type('json').send(JSON.stringify(request.app.locals, null, 2)));\n";
const MARKER = '<!-- perfmig-ci:. -->';

/** What GitHub shows of the branch as it is now. */
function push(gitHub: FakeGitHub, root: string): void {
  gitHub.head = git(root, 'rev-parse', 'HEAD').trim();
  const names = git(root, 'diff', '--name-only', 'main...HEAD')
    .split('\n')
    .filter((name) => name !== '');
  gitHub.files = names.map((filename) => ({
    ...{ filename, sha: git(root, 'rev-parse', `HEAD:${filename}`).trim() },
    patch: git(root, 'diff', 'main...HEAD', '--', filename).replace(/^[^]*?(?=@@)/, ''),
  }));
}

interface Job extends Run {
  readonly summary: string;
  readonly outputs: string;
}

/** One job of GitHub Actions: what it runs in, and what it leaves behind. */
async function job(
  root: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  event: object,
): Promise<Job> {
  const folder = tempTree({ 'event.json': JSON.stringify(event), summary: '', output: '' });
  const [summary, output] = [join(folder, 'summary'), join(folder, 'output')];
  const given = { GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: 'o/r', GITHUB_SERVER_URL: 'https://github.test' };
  const files = { GITHUB_EVENT_PATH: join(folder, 'event.json'), GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: output };
  const run = await runCli(['ci', ...args], { cwd: root, env: { ...given, ...files, ...env } });
  return { ...run, summary: readFileSync(summary, 'utf8'), outputs: readFileSync(output, 'utf8') };
}

describe('a pull request', () => {
  it('is opened, updated, mended and merged: one comment all the way', async () => {
    const root = branched({ 'src/server.js': SLOW_SERVER + PRETTY });
    const gitHub = await fakeGitHub();
    const env = {
      GITHUB_TOKEN: 'secret',
      GITHUB_API_URL: gitHub.url,
      GITHUB_BASE_REF: 'main',
      GITHUB_REF: 'refs/pull/7/head',
    };
    const play = async (): Promise<Job> => {
      push(gitHub, root);
      return job(root, ['--post', 'github'], env, { pull_request: { number: 7 } });
    };

    const opened = await play();
    expect([opened.exitCode, gitHub.comments.length]).toEqual([1, 1]);
    expect(gitHub.comments[0]?.body).toContain('### perfmig: 2 new, 0 mended');
    expect(gitHub.comments[0]?.body).toContain(`(https://github.test/o/r/blob/${gitHub.head}/src/server.js#L7)`);
    expect(gitHub.lineComments.map(({ path, line }) => `${path}:${line}`)).toEqual([
      'src/server.js:7',
      'src/server.js:8',
    ]);
    expect(gitHub.lineComments[1]?.body).toContain(`\`\`\`suggestion\n${PRETTY.replace(', null, 2', '')}\`\`\``);
    expect(opened.outputs.split('\n')).toContain('new=2');
    expect(opened.outputs.split('\n')).toContain('failed=true');
    expect(opened.summary).toBe(opened.stdout);

    commit(root, { 'src/page.js': `${PAGE}exports.more = () => require('fs').statSync('x');\n` });
    commit(root, {
      'src/server.js': `${SLOW_SERVER}${PRETTY}app.get('/more', (request, response) => response.send(require('./page').more()));\n`,
    });
    await play();
    expect(gitHub.comments.map(({ body }) => /### perfmig: \d+ new/.exec(body)?.[0])).toEqual(['### perfmig: 3 new']);
    const lines = gitHub.lineComments.map(({ body }) => body);
    expect(new Set(lines).size).toBe(lines.length);

    commit(root, {
      'src/server.js': SERVER,
      'src/page.js': PAGE.replace("fs.readFileSync('page.html', 'utf8')", "'page'"),
    });
    const mended = await play();
    expect([mended.exitCode, gitHub.comments.length]).toEqual([0, 1]);
    expect(gitHub.comments[0]?.body).toContain('### perfmig: 0 new, 1 mended');

    git(root, 'checkout', '-q', 'main');
    git(root, 'merge', '-q', '--no-ff', '-m', 'merge', 'topic');
    const asked = gitHub.asked.length;
    const merged = await job(
      root,
      ['--post', 'github', '--base', 'main'],
      { ...env, GITHUB_BASE_REF: '' },
      { before: 'x' },
    );
    expect([merged.exitCode, gitHub.asked.length]).toEqual([0, asked]);
    expect(merged.stderr).toContain('belongs to no open pull request');
    expect(merged.stdout).toContain('0 new, 1 mended');
    expect(gitHub.invalid).toEqual([]);
  });

  it('may not be written to: the summary has it all, and that is said', async () => {
    const root = branched({ 'src/server.js': SLOW_SERVER });
    const gitHub = await fakeGitHub();
    push(gitHub, root);
    gitHub.faults.push({ on: 'POST comments', status: 403, message: 'Resource not accessible by integration' });
    const env = { GITHUB_TOKEN: 'secret', GITHUB_API_URL: gitHub.url, GITHUB_BASE_REF: 'main' };
    const run = await job(root, ['--post', 'github', '--fail-on', 'none'], env, { pull_request: { number: 7 } });
    expect([run.exitCode, gitHub.comments]).toEqual([0, []]);
    expect(run.stderr).toContain('nothing posted: the token may not write comments');
    expect(run.stderr).toContain("the job's summary has it all");
    expect(run.summary).toContain('child\\_process.execSync');
  });

  it('comes from a fork: one job finds, another one posts, and takes nothing from the first on trust', async () => {
    const root = branched({ 'src/server.js': SLOW_SERVER + PRETTY });
    const gitHub = await fakeGitHub();
    push(gitHub, root);
    const found = await job(root, ['--base', 'main', '--format', 'json=perfmig.json'], {}, {});
    expect([found.exitCode, gitHub.asked]).toEqual([1, []]);

    const elsewhere = tempTree({ 'perfmig.json': readFileSync(join(root, 'perfmig.json')) });
    const event = {
      workflow_run: { head_sha: gitHub.head, head_branch: 'topic', head_repository: { owner: { login: 'stranger' } } },
    };
    const env = { GITHUB_TOKEN: 'secret', GITHUB_API_URL: gitHub.url };
    const posted = await job(elsewhere, ['--from', 'perfmig.json', '--post', 'github'], env, event);
    expect([posted.exitCode, posted.stdout]).toEqual([0, '']);
    expect(gitHub.comments.map(({ body }) => body.split('\n', 1)[0])).toEqual([MARKER]);
    expect(gitHub.lineComments.map(({ line, body }) => [line, body.includes('suggestion')])).toEqual([[7, false]]);
    expect(gitHub.invalid).toEqual([]);
  });

  it.each<[string, (data: Record<string, unknown>) => unknown]>([
    ['no comparison at all', () => ({ hello: 1 })],
    [
      'a commit that is no commit',
      (data) => ({ ...data, head: { ...(data['head'] as object), commit: 'x)[click](https://evil.test' } }),
    ],
    [
      'a command of its own',
      (data) => ({ ...data, new: [{ ...(data['new'] as object[])[0], codemod: 'x; curl evil' }] }),
    ],
    ['a text without end', (data) => ({ ...data, notes: ['x'.repeat(5000)] })],
    ['fields that nobody knows', (data) => ({ ...data, token: 'x' })],
  ])('comes from a fork whose result is made up: %s', async (_, change) => {
    const root = branched({ 'src/server.js': SLOW_SERVER });
    await runCli(['ci', '--base', 'main', '--format', 'json=perfmig.json'], { cwd: root });
    const path = join(root, 'perfmig.json');
    writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>)));
    const run = await runCli(['ci', '--from', 'perfmig.json', '--post', 'github'], { cwd: root });
    expect([run.exitCode, run.stdout, run.stderr.trimEnd().split('\n').length]).toEqual([2, '', 1]);
    expect(run.stderr).toContain("can't post perfmig.json: ");
  });
});

describe('what a stranger puts into a pull request', () => {
  it('is shown as text: names of files, routes and refs neither mark up, mention, link nor command', async () => {
    const name = 'src/<b>@team ![x](http:⁄⁄evil) `#1`|.js';
    const route = '/up) [click](https://evil.test) @team <img src=x> ``` #12 `';
    const root = branched(
      {
        [name]: `const { execSync } = require('child_process');\nmodule.exports = (app) => app.get(${JSON.stringify(route)}, (q, r) => r.send(execSync('x')));\n`,
        'src/server.js': `${SERVER}require(${JSON.stringify(`./${name.slice(4)}`)})(app);\n`,
      },
      FILES,
    );
    const { stdout } = await runCli(['ci', '--base', 'main', '--fail-on', 'none'], { cwd: root });
    const bare = stdout.replace(/(`+)[^`](?:[^]*?[^`])?\1(?!`)/g, 'CODE');
    expect(stdout).toContain('execSync');
    expect(bare).not.toMatch(/@team|evil|<b>|<img|#1/);
  });

  it('runs nothing: no hook, filter, driver or monitor, and no command of a configuration', async () => {
    const root = branched({
      'src/server.js': SLOW_SERVER,
      '.gitattributes': '*.js filter=evil diff=evil\n',
      '.npmrc': 'script-shell=./evil\n',
    });
    const ran = join(root, '.git/ran');
    const evil = join(root, '.git/evil');
    writeFileSync(evil, `#!/bin/sh\necho "$0 $@" >> '${ran}'\ncat\n`, { mode: 0o755 });
    const keys = [
      'core.fsmonitor',
      'core.pager',
      'core.sshCommand',
      'diff.external',
      'core.alternateRefsCommand',
      'gpg.program',
    ];
    for (const key of keys) git(root, 'config', key, evil);
    for (const key of ['clean', 'smudge', 'process']) git(root, 'config', `filter.evil.${key}`, evil);
    for (const key of ['textconv', 'command']) git(root, 'config', `diff.evil.${key}`, evil);
    git(root, 'config', 'log.showSignature', 'true');
    for (const hook of ['post-index-change', 'reference-transaction', 'post-checkout']) {
      writeFileSync(join(root, '.git/hooks', hook), `#!/bin/sh\necho ${hook} >> '${ran}'\n`, { mode: 0o755 });
    }
    // What it would do to somebody who is less careful.
    git(root, 'diff', 'main', '--', 'src/server.js');
    expect(readFileSync(ran, 'utf8')).toContain('evil');
    writeFileSync(ran, '');
    const run = await runCli(['ci', '--base', 'main', '--fail-on', 'none'], { cwd: root });
    expect([run.exitCode, run.stderr, readFileSync(ran, 'utf8')]).toEqual([0, '', '']);
  });

  it.each(['verify', 'command', 'plugins', 'extends', 'run'])(
    'can name no command in its configuration: %s',
    async (key) => {
      const root = branched({ 'perfmig.config.json': JSON.stringify({ [key]: './evil.sh' }) });
      const run = await runCli(['ci', '--base', 'main'], { cwd: root });
      expect([run.exitCode, run.stdout, run.stderr.trimEnd().split('\n').length]).toEqual([2, '', 1]);
      expect(run.stderr).toContain(key);
    },
  );
});
