/** `apply --interactive` at a real terminal, in git repositories. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changedFiles, git, repositoryOf } from './git-repository.ts';
import { runCli } from './run-cli.ts';
import { TerminalSession } from './terminal-session.ts';

const HANDLER = (path: string): string => `
app.get('${path}', (req, res) => {
  res.type('json').send(JSON.stringify(req.query, null, 2));
});
`;
const HEAD = "const app = require('express')();\n";
const SHOP = {
  'package.json': '{ "name": "shop", "private": true }\n',
  'orders.js': `${HEAD}${HANDLER('/orders')}${HANDLER('/sales')}app.listen(3000);\n`,
  'bills.js': `${HEAD}${HANDLER('/bills')}app.listen(3001);\n`,
};
const FAST = ['apply', '--codemod', 'fast-json', '--interactive'];

/** Types one answer after the other, each with a return key. */
async function answered(root: string, args: readonly string[], answers: readonly string[]): Promise<TerminalSession> {
  const session = new TerminalSession(root, args);
  for (const answer of answers) await session.answer(`${answer}\r`);
  return session;
}

describe('at a terminal', () => {
  it.each<[string, readonly string[], readonly string[], string]>([
    ['each by itself', ['y', 'n', 'y', 'y'], ['bills.js', 'orders.js'], '2 sites changed, 1 refused'],
    ['all of a kind', ['a', 'y'], ['bills.js', 'orders.js'], '3 sites changed'],
    ['after looking for reasons', ['?', 'w', 'd', 'n', 'n', 'y', 'y'], ['orders.js'], '1 site changed, 2 refused'],
    ['by finishing early', ['y', 'f', 'y'], ['bills.js'], '1 site changed, 2 refused'],
    ['with second thoughts', ['n', 'b', 'y', 'n', 'n', 'y'], ['bills.js'], '1 site changed, 2 refused'],
    ['none', ['n', 'n', 'n'], [], 'all 3 sites refused'],
  ])('units are chosen %s', async (_how, answers, changed, verdict) => {
    const root = repositoryOf(SHOP);
    const { exitCode, shown } = await (await answered(root, FAST, answers)).end();
    expect(shown).toContain(verdict);
    expect(exitCode).toBe(0);
    expect(changedFiles(root)).toEqual(changed);
    expect((await runCli(['undo'], { cwd: root })).exitCode).toBe(0);
    expect(changedFiles(root)).toEqual([]);
  });

  it('shows of each unit the call with the way to it, the diff, and why', async () => {
    const session = new TerminalSession(repositoryOf(SHOP), FAST);
    const card = await session.answer('w\r');
    expect(card).toContain('3 units, the least risk first. Nothing is written before the last question.');
    expect(card).toMatch(/── 1 of 3 ── fast-json-[0-9a-f]{8}, safe: 1 call, 1 file changed/);
    expect(card).toMatch(/bills\.js:4 JSON\.stringify\(…, indent\) {2}\(GET \/bills → /);
    expect(card).toMatch(/^\+ {2}res\.type\('json'\)\.send\(JSON\.stringify\(req\.query\)\);$/m);
    const why = await session.answer('q\r');
    expect(why).toMatch(/better afterwards: .*\nworse afterwards: /);
    expect(why).toContain('safe: nothing but the lines shown depends on it');
    await session.end();
  });

  it('writes nothing where one quits, and goes on from there', async () => {
    const root = repositoryOf(SHOP);
    const left = await (await answered(root, FAST, ['y', 'n', 'q'])).end();
    expect(left).toMatchObject({ exitCode: 0 });
    expect(left.shown).toMatch(/perfmig: nothing was written; your answers are kept, and the same command goes on/);
    expect(changedFiles(root)).toEqual([]);
    const session = new TerminalSession(root, FAST);
    const first = await session.answer('n\r');
    expect(first).toContain('Going on: 2 of 3 are answered already (1 accepted, 1 left, 1 open).');
    expect(first).toContain('── 3 of 3 ──');
    expect(await session.answer('y\r')).toContain('1 accepted, 2 left. Write 1 file? [y,n]');
    await session.end();
    expect(changedFiles(root)).toEqual(['bills.js']);
    expect(readdirSync(join(root, '.perfmig/answers'))).toEqual([]);
  });

  it('keeps what was answered before a crash', async () => {
    const root = repositoryOf(SHOP);
    await (await answered(root, FAST, ['y'])).kill();
    const session = new TerminalSession(root, FAST);
    expect(await session.quit()).toContain('Going on: 1 of 3 are answered already');
  });

  it('asks anew about what has changed since', async () => {
    const root = repositoryOf(SHOP);
    await (await answered(root, FAST, ['y', 'y', 'q'])).end();
    writeFileSync(join(root, 'bills.js'), `// Mine.\n${SHOP['bills.js']}`);
    git(root, 'commit', '-qam', 'mine');
    const session = new TerminalSession(root, FAST);
    expect(await session.quit()).toMatch(/Going on: 1 of 3 are answered already[^]*bills\.js:5/);
  });

  it('takes answers given to something else for none', async () => {
    const root = repositoryOf(SHOP);
    await (await answered(root, FAST, ['y', 'q'])).end();
    const [name = ''] = readdirSync(join(root, '.perfmig/answers'));
    writeFileSync(join(root, '.perfmig/answers', name), '{"answers":{"x":"accept"},"version":1');
    expect(await new TerminalSession(root, FAST).quit()).toContain('3 units, the least risk first');
  });

  it('leaves nothing half written on Ctrl-C', async () => {
    const root = repositoryOf(SHOP);
    const session = await answered(root, FAST, ['y']);
    await session.answer('\u0003');
    const { exitCode, shown } = await session.end();
    expect(exitCode).toBe(130);
    expect(shown).toContain('perfmig: interrupted');
    expect(changedFiles(root)).toEqual([]);
  });

  it('counts the end of the input as quitting', async () => {
    const session = new TerminalSession(repositoryOf(SHOP), FAST);
    await session.answer('\u0004');
    expect(await session.end()).toMatchObject({
      exitCode: 0,
      shown: expect.stringMatching(/nothing was written\n$/) as string,
    });
  });

  it('shows no escape sequence of the code', async () => {
    const evil = SHOP['bills.js'].replace("'/bills'", "'/bills\u001b]0;owned\u0007\u202e'");
    const root = repositoryOf({ ...SHOP, 'bills.js': evil });
    const session = new TerminalSession(root, FAST, { TERM: 'dumb' });
    const card = await session.quit();
    expect(card).toContain('\\x1b]0;owned\\x07\\u202e');
    expect(card).not.toContain('\u202e');
  });
});

describe('units that depend on one another', () => {
  const TRANSFORM = (from: string, to: string): string => `
module.exports = (file, { jscodeshift: j }) => file.path.endsWith('main.js')
  ? j(file.source).find(j.Literal, { value: '${from}' }).replaceWith(j.literal('${to}')).toSource() : undefined;
`;
  const CLASH = {
    'package.json': '{ "name": "clash", "private": true }\n',
    'main.js': "console.log('a');\n",
    't/b.js': TRANSFORM('a', 'b'),
    't/c.js': TRANSFORM('a', 'c'),
  };
  const BOTH = ['apply', '--codemod', './t/b.js', '--codemod', './t/c.js', '--interactive'];

  it.each([
    ['the first', ['y', 'y'], 'console.log("b");\n'],
    ['the second', ['n', 'y', 'y'], 'console.log("c");\n'],
  ])('are shown together, and %s can be had alone', async (_which, answers, text) => {
    const root = repositoryOf(CLASH);
    const session = await answered(root, BOTH, answers);
    const { exitCode, shown } = await session.end();
    expect(shown).toContain('changes the same code as 2: accept one, and run the codemod again for the other');
    expect(exitCode).toBe(0);
    expect(readFileSync(join(root, 'main.js'), 'utf8')).toBe(text);
  });

  it('by a helper file are told so, and it is written once', async () => {
    const root = repositoryOf({
      'package.json': '{ "name": "app", "private": true }\n',
      'app.js': `const fs = require('fs');
require('http').createServer(async (req, res) => {
  if (req.url === '/a') res.end(await a());
  else res.end(await b());
}).listen(0);
async function a() {
  return fs.existsSync('a') ? 'a' : '';
}
async function b() {
  return fs.existsSync('b') ? 'b' : '';
}
`,
    });
    const session = new TerminalSession(root, ['apply', '--codemod', 'async-fs', '--interactive']);
    expect(await session.answer('y\r')).toMatch(/needs async-helpers\.js, as does 1 other: it is written once/);
    await session.answer('n\r');
    await session.answer('y\r');
    const { shown } = await session.end();
    expect(shown).toContain('1 site changed, 1 refused');
    expect(existsSync(join(root, 'async-helpers.js'))).toBe(true);
    expect(readFileSync(join(root, 'app.js'), 'utf8').match(/existsSync/g)).toHaveLength(1);
  });

  it('offers what would not be worth it without a word', async () => {
    const root = repositoryOf({
      'package.json': '{ "name": "app", "private": true }\n',
      'app.js': `const fs = require('fs');
const read = () => fs.readFileSync('a');
const load = () => read();
require('http').createServer(async (req, res) => res.end(load())).listen(0);
`,
    });
    const args = ['apply', '--codemod', 'async-fs', '--max-functions', '1', '--interactive'];
    const session = new TerminalSession(root, args);
    expect(await session.answer('y\r')).toContain(
      'left unless you accept it: 2 functions would become async for 1 call',
    );
    await session.answer('y\r');
    await session.end();
    expect(readFileSync(join(root, 'app.js'), 'utf8')).toContain('res.end(await load())');
  });
});

it('refuses to ask where nobody can answer', async () => {
  const root = repositoryOf(SHOP);
  const run = await runCli(FAST, { cwd: root });
  expect(run).toMatchObject({
    exitCode: 2,
    stdout: '',
    stderr:
      'perfmig: --interactive asks at a terminal, and standard input and standard error are none; name units with --only instead\n',
  });
  expect(existsSync(join(root, '.perfmig'))).toBe(false);
});
