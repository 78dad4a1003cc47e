/** `perfmig ci` in real repositories: what is new, mended, moved and unchanged, and compared with what. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { commit, git, repositoryOf, write } from '../project/git-repository.ts';
import { tempTree } from '../project/temp-tree.ts';
import { branched, compared, FILES, namesOf, PAGE, SERVER, SLOW_SERVER } from './service.ts';

const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../schema/ci.json'), 'utf8')) as object;
const isValid = new Ajv().compile(schema);

describe('findings of a branch', () => {
  it('are new, mended or unchanged, as the schema says', async () => {
    const root = branched({
      'src/server.js': SLOW_SERVER,
      'src/page.js': PAGE.replace("fs.readFileSync('page.html', 'utf8')", "'page'"),
    });
    const { data, exitCode, stderr } = await compared(root);
    expect(isValid(data) ? [] : isValid.errors).toEqual([]);
    expect(namesOf(data.new)).toEqual(['src/server.js:7 child_process.execSync']);
    expect(namesOf(data.mended)).toEqual(['src/page.js:3 fs.readFileSync']);
    expect(data.summary).toMatchObject({ new: 1, worth: 1, mended: 1, moved: 0, unchanged: 2 });
    expect([data.base?.ref, data.base?.commit]).toEqual(['main', git(root, 'rev-parse', 'main').trim()]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("1 new finding worth a day's work, 0 allowed");
  });

  it('stay what they are where the file is renamed, or code goes to another one', async () => {
    const root = branched({ 'src/server.js': SERVER.replace('./page', './sheet') });
    git(root, 'mv', 'src/page.js', 'src/sheet.js');
    commit(root, { 'src/sheet.js': `// A line above.\n${PAGE}` });
    const { data, exitCode } = await compared(root);
    expect([data.new, data.mended]).toEqual([[], []]);
    expect(data.moved.map(({ from, path, line }) => `${from} → ${path}:${line}`).sort()).toEqual([
      'src/page.js → src/sheet.js:4',
      'src/page.js → src/sheet.js:7',
      'src/page.js → src/sheet.js:9',
    ]);
    expect(exitCode).toBe(0);
  });

  it('are new where a request comes to run what ran at start-up, and mended the other way', async () => {
    const atStart = "const { settings } = require('./page');\n";
    const load = "exports.load = () => require('fs').readFileSync('a.json', 'utf8');\n";
    const files = { ...FILES, 'src/load.js': load, 'src/server.js': `require('./load').load();\n${atStart}${SERVER}` };
    const route = "app.get('/load', (request, response) => response.send(require('./load').load()));\n";
    const root = branched({ 'src/server.js': files['src/server.js'] + route }, files);
    const { data } = await compared(root);
    expect(data.new.map(({ path, contextBefore, context }) => [path, contextBefore, context])).toEqual([
      ['src/load.js', 'startup', 'request'],
    ]);
    git(root, 'checkout', '-q', 'main');
    const back = await compared(root, ['--base', 'main~0', '--head', 'main']);
    expect(back.data.new.length).toBeGreaterThan(0);
    git(root, 'checkout', '-qb', 'undone', 'topic');
    commit(root, { 'src/server.js': files['src/server.js'] });
    const undone = await compared(root, ['--base', 'topic']);
    expect(namesOf(undone.data.mended)).toEqual(['src/load.js:1 fs.readFileSync']);
  });

  it('count as accepted where the baseline of the branch knows them', async () => {
    const root = branched({ 'src/server.js': SLOW_SERVER });
    const { runCli } = await import('../cli/run-cli.ts');
    expect((await runCli(['baseline'], { cwd: root })).exitCode).toBe(0);
    commit(root, {});
    const { data, exitCode } = await compared(root);
    expect([data.new, data.summary.accepted, exitCode]).toEqual([[], 1, 0]);
    expect((await compared(root, ['--base', 'main', '--no-baseline'])).exitCode).toBe(1);
  });

  it('are neither new nor mended where a file can be read on one side only', async () => {
    const root = branched({ 'src/page.js': `${PAGE}\nfunction (` });
    const { data } = await compared(root);
    expect([data.new, data.mended, data.summary.unjudged]).toEqual([[], [], 3]);
    expect(data.failures.map(({ path, stage }) => [path, stage])).toEqual([['src/page.js', 'parse']]);
  });

  it('are compared below a folder of a larger repository', async () => {
    const shop = Object.fromEntries(Object.entries(FILES).map(([path, text]) => [`shop/${path}`, text]));
    const root = branched({ 'shop/src/server.js': SLOW_SERVER, 'other.js': SLOW_SERVER }, shop);
    const { data } = await compared(join(root, 'shop/src'), ['--base', 'main', '.']);
    expect([data.root, namesOf(data.new)]).toEqual(['shop', ['src/server.js:7 child_process.execSync']]);
  });

  it('come with the lines that would mend them', async () => {
    const route =
      "app.get('/all', (request, response) => response.type('json').send(JSON.stringify(request.app.locals, null, 2)));\n";
    const text = `${SERVER}${route}`.replaceAll('\n', '\r\n');
    const { data } = await compared(branched({ 'src/server.js': text }));
    expect(data.new.map(({ suggestion }) => suggestion)).toEqual([
      {
        ...{ line: 6, endLine: 6, safety: 'safe' },
        before: [route.trimEnd()],
        after: [route.trimEnd().replace(', null, 2', '')],
      },
    ]);
  });
});

describe('the policy', () => {
  const root = (): string => branched({ 'src/server.js': SLOW_SERVER });

  it.each<[string, readonly string[], number]>([
    ['new findings fail', [], 1],
    ['as many as are allowed', ['--max-issues', '1'], 0],
    ['below the points that count', ['--min-score', '1000'], 0],
    ['at the points that count', ['--min-score', '50'], 1],
    ['any finding, old ones too', ['--fail-on', 'any', '--max-issues', '1'], 1],
    ['more points than before', ['--fail-on', 'score-drop'], 1],
    ['nothing', ['--fail-on', 'none'], 0],
  ])('%s', async (_, args, exitCode) => {
    expect((await compared(root(), ['--base', 'main', ...args])).exitCode).toBe(exitCode);
  });

  it('takes fewer points than before', async () => {
    const better = branched({ 'src/page.js': PAGE.replace("fs.readFileSync('page.html', 'utf8')", "'page'") });
    expect((await compared(better, ['--base', 'main', '--fail-on', 'score-drop'])).exitCode).toBe(0);
  });
});

describe('the base', () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    ['of GitHub', { GITHUB_BASE_REF: 'main' }],
    ['of GitLab, by name', { CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main' }],
    ['the default branch of origin', {}],
  ])('is found: %s', async (_, env) => {
    const origin = branched({ 'src/server.js': SLOW_SERVER });
    git(origin, 'checkout', '-q', 'main');
    const clone = cloneOf(origin, '--branch', 'topic');
    const { data } = await compared(clone, [], env);
    expect([data.base?.ref, data.summary.new, data.summary.unchanged]).toEqual(['origin/main', 1, 3]);
  });

  it('is found by the commit GitLab names', async () => {
    const root = branched({ 'src/server.js': SLOW_SERVER });
    const sha = git(root, 'rev-parse', 'main').trim();
    const { data } = await compared(root, [], { CI_MERGE_REQUEST_DIFF_BASE_SHA: sha });
    expect([data.base?.commit, data.summary.new]).toEqual([sha, 1]);
  });

  it('is where the branch began, not where the other one is now', async () => {
    const root = branched({ 'README.md': 'x' });
    git(root, 'checkout', '-q', 'main');
    commit(root, { 'src/server.js': SLOW_SERVER });
    git(root, 'checkout', '-q', 'topic');
    expect((await compared(root)).data.summary).toMatchObject({ new: 0, mended: 0, unchanged: 3 });
  });

  it('is the first parent of what GitHub checks out, in a clone of two commits', async () => {
    const root = branched({ 'src/server.js': SLOW_SERVER });
    git(root, 'checkout', '-q', 'main');
    commit(root, { 'src/page.js': `// main went on\n${PAGE}` });
    git(root, 'checkout', '-q', '--detach');
    git(root, 'merge', '-q', '--no-ff', '-m', 'merge', 'topic');
    git(root, 'branch', 'merged');
    const clone = cloneOf(root, '--depth', '2', '--branch', 'merged');
    const { data } = await compared(clone, [], { GITHUB_BASE_REF: 'main', GITHUB_REF: 'refs/pull/7/merge' });
    expect([data.base?.commit, namesOf(data.new)]).toEqual([
      git(root, 'rev-parse', 'main').trim(),
      ['src/server.js:7 child_process.execSync'],
    ]);
  });

  it('is what was asked for, whatever GitHub checks out', async () => {
    const root = branched({ 'src/server.js': SLOW_SERVER });
    git(root, 'checkout', '-qb', 'later');
    commit(root, { 'README.md': 'x' });
    git(
      root,
      'merge',
      '-q',
      '--no-ff',
      '-m',
      'merge',
      git(root, 'commit-tree', '-m', 'other', 'HEAD^{tree}').trim(),
      '--allow-unrelated-histories',
    );
    const { data } = await compared(root, ['--base', 'main'], { GITHUB_REF: 'refs/pull/7/merge' });
    expect([data.base?.commit, data.summary.new]).toEqual([git(root, 'rev-parse', 'main').trim(), 1]);
  });

  it('is the commit before, on the base itself', async () => {
    const root = repositoryOf(FILES);
    commit(root, { 'src/server.js': SLOW_SERVER });
    const { data } = await compared(root, ['--base', 'main']);
    expect([data.base?.commit, data.summary.new]).toEqual([git(root, 'rev-parse', 'main~1').trim(), 1]);
  });

  it('may be missing: then all findings count as new, and that is said', async () => {
    const root = repositoryOf(FILES);
    const { data, exitCode } = await compared(root, []);
    expect([data.base, data.summary.new, exitCode]).toEqual([null, 3, 1]);
    expect(data.notes.join()).toContain('all findings count as new');
  });

  it('has nothing in common with an orphan: all is new, and that is said', async () => {
    const root = repositoryOf(FILES);
    git(root, 'checkout', '-q', '--orphan', 'topic');
    commit(root, { 'README.md': 'x' });
    const { data } = await compared(root);
    expect([data.base, data.notes.join()]).toEqual([
      null,
      'main and head have no commit in common: all findings count as new.',
    ]);
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['on a machine', {}, 'git fetch --unshallow origin main'],
    ['in GitHub Actions', { GITHUB_ACTIONS: 'true', GITHUB_BASE_REF: 'main' }, 'fetch-depth: 0'],
    ['in GitLab', { GITLAB_CI: 'true', CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main' }, 'GIT_DEPTH to 0'],
  ])('is missing from a shallow clone: one line says what to fetch, %s', async (_, env, advice) => {
    const origin = branched({ 'src/server.js': SLOW_SERVER });
    const clone = cloneOf(origin, '--depth', '1', '--branch', 'topic');
    const run = await compared(clone, Object.keys(env).length === 0 ? ['--base', 'main'] : [], env);
    expect([run.exitCode, run.stdout, run.stderr.split('\n').length]).toEqual([2, '', 2]);
    expect(run.stderr).toContain(advice);
  });

  it('may have no project yet, or a broken configuration', async () => {
    const fresh = branched(FILES, { 'README.md': 'x' });
    const { data } = await compared(fresh);
    expect([data.base, data.summary.new, data.notes]).toEqual([
      null,
      3,
      ['The base has no source file here: everything is new.'],
    ]);
    const mended = branched({ 'perfmig.config.json': '{}' }, { ...FILES, 'perfmig.config.json': '{ "rule": 1 }' });
    const other = await compared(mended);
    expect([other.data.summary.new, other.data.summary.unchanged]).toEqual([0, 3]);
    expect(other.data.notes.join()).toContain('configuration of the base could not be used');
  });
});

describe('the working tree and the index', () => {
  it('are neither read nor touched', async () => {
    const root = branched({ 'src/server.js': SLOW_SERVER });
    write(root, { 'src/page.js': 'this is no program (', 'src/new.js': SLOW_SERVER, 'src/staged.js': SLOW_SERVER });
    git(root, 'add', 'src/staged.js');
    rmSync(join(root, 'src/server.js'));
    const before = [git(root, 'status', '--porcelain'), readFileSync(join(root, '.git/index')).toString('base64')];
    const { data } = await compared(root);
    expect(namesOf(data.new)).toEqual(['src/server.js:7 child_process.execSync']);
    expect([git(root, 'status', '--porcelain'), readFileSync(join(root, '.git/index')).toString('base64')]).toEqual(
      before,
    );
  });

  it('need not be there: a bare checkout of nothing but objects will do', async () => {
    const origin = branched({ 'src/server.js': SLOW_SERVER });
    const clone = cloneOf(origin, '--no-checkout', '--branch', 'topic');
    expect((await compared(clone, ['--base', 'origin/main'])).data.summary.new).toBe(1);
  });
});

describe('the cache', () => {
  it('changes no result: cold, from the base, and from the same comparison', async () => {
    const root = branched({ 'src/server.js': SLOW_SERVER });
    const facts = ({ data }: { data: object }): object => ({
      ...data,
      summary: { ...(data as { summary: object }).summary, durationMs: 0 },
    });
    const cold = facts(await compared(root, ['--base', 'main', '--no-cache']));
    git(root, 'checkout', '-q', 'main');
    await compared(root, ['--base', 'main']);
    git(root, 'checkout', '-q', 'topic');
    for (let run = 0; run < 2; run++) expect(facts(await compared(root))).toEqual(cold);
  });
});

function cloneOf(origin: string, ...args: readonly string[]): string {
  const clone = tempTree({});
  git(clone, 'clone', '-q', ...args, `file://${origin}`, '.');
  return clone;
}
