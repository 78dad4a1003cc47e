/** `npm run eval` as people run it. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseList } from '../../eval/corpus.ts';
import { corpusOf, project, runEval } from './run-eval.ts';

function corpus(): ReturnType<typeof corpusOf> {
  return corpusOf({
    'package.json': '{ "name": "app" }',
    'server.js': "require('http').createServer(() => require('fs').readFileSync('a')).listen(1);\n",
  });
}

describe('npm run eval', () => {
  it('counts findings by rule and context', async () => {
    const { dir, list } = corpus();
    const { code, stdout, stderr } = await runEval('analyze', list, '--dir', dir);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^app +1 +0 +0 +0 +0 +0 +0 +1$/m);
    expect(stdout).toMatch(/^ {2}sync-io +1 +0 +0 +0 +0 +0 +0 +1$/m);
    expect(stdout).toContain('offered as work: 1, of which 0 judged');
  });

  it('says which repositories it could not look at', async () => {
    const { dir, list } = corpus();
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-qm', 'b', '--allow-empty'], {
      cwd: join(dir, 'app'),
    });
    const moved = await runEval('analyze', list, '--dir', dir);
    expect([moved.code, moved.stdout]).toEqual([2, expect.stringMatching(/^app: at \w{10}, not at \w{10}$/m)]);
    const absent = await runEval('analyze', list, '--dir', project);
    expect([absent.code, absent.stdout]).toEqual([2, expect.stringContaining(`app: not checked out in ${project}`)]);
  });

  it.each([[[]], [['nothing', 'list.json']], [['toString', 'list.json']], [['analyze']]])(
    'with %j it prints its usage',
    async (args) => {
      expect(await runEval(...args)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('npm run eval -- analyze FILE') as string,
      });
    },
  );

  it('names a list that is not there', async () => {
    expect(await runEval('analyze', 'nowhere.json')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('nowhere.json') as string,
    });
  });
});

/** A service whose test is a script that prints TAP. */
function service(test: string): ReturnType<typeof corpusOf> {
  return corpusOf(
    {
      'package.json': '{ "name": "app", "private": true }',
      'read.js': "exports.read = (path) => require('fs').readFileSync(path, 'utf8');\n",
      'server.js':
        "const { read } = require('./read.js');\nrequire('http').createServer(async (q, s) => { const text = read('a'); s.end(text); }).listen(1);\n",
      'check.js': test,
    },
    { test: 'node check.js' },
  );
}

describe('npm run eval -- async', () => {
  it('migrates a copy, and says that all that worked still does', async () => {
    const { dir, list } = service("console.log('ok 1 - reads');\n");
    const { code, stdout, stderr } = await runEval('async', list, '--dir', dir);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^app +1 +1 +1\/0 1\/0 1\/0 +1\/0 +0 +- +0 +2 +0\.0 % +no change +yes/m);
    expect(stdout).toContain('app; refused: none');
    expect(readFileSync(join(dir, 'app/read.js'), 'utf8')).toContain('readFileSync');
  });

  it('names the tests that are broken', async () => {
    const asks = "const isSync = require('fs').readFileSync('read.js', 'utf8').includes('Sync');\n";
    const { dir, list } = service(`${asks}console.log(isSync ? 'ok 1 - reads' : 'not ok 1 - reads');\n`);
    const { code, stdout } = await runEval('async', list, '--dir', dir, '--only', 'app');
    expect(code).toBe(1);
    expect(stdout).toContain('app is BROKEN');
    expect(stdout).toContain('  broken test: reads');
  });

  it('says where the tests tell nothing', async () => {
    const { dir, list } = service('');
    const { code, stdout } = await runEval('async', list, '--dir', dir);
    expect([code, stdout]).toEqual([2, expect.stringContaining('app: `node check.js` tells of no test that passes')]);
  });

  it('names a repository that is not in the list', async () => {
    const { dir, list } = service('');
    const result = await runEval('async', list, '--dir', dir, '--only', 'other');
    expect(result).toMatchObject({ code: 2, stderr: expect.stringContaining('--only other') as string });
  });
});

describe('a list of repositories', () => {
  it.each([
    ['{}', 'list.json: a list of repositories is wanted'],
    ['[{ "name": "a" }]', 'list.json: entry 1 lacks "name", "repo" or "commit"'],
    ['[{ "name": "a", "repo": "a/a", "commit": "abc" }]', 'list.json: entry 1 lacks'],
  ])('%s: %s', (text, message) => {
    expect(() => parseList('list.json', text)).toThrow(message);
  });
});
